"""转移、合并、线索的说法."""

from __future__ import annotations

from collections.abc import Sequence

from tonghu.registry.queries.moving import Compared, MergeView, Side
from tonghu.registry.showing.steps import Asks
from tonghu.registry.states import MergeState
from tonghu.ui.shapes import CompareRow

TRANSFER = Asks(
    "把这份档案转到哪里？",
    ("对方先看到列明的资料，再决定接收或者退回。", "接收前还归你这里管，人数也算在你这里。", "接收后你这里就看不到了，经过都随档案走。"),
    "提出转移",
)  # fmt: skip
JOIN = Asks(
    "和哪一份是同一个孩子？",
    ("这一份留下，另一份并进来，两份的资料都留着。", "证件号、姓名、生日都一样的马上合并；有一样不同，要另一个人确认。", "合错了可以拆开，什么也不会丢。"),
    "提出合并",
)  # fmt: skip
WITH_REASON = frozenset({"refuse", "propose_undo", "keep"})
MERGED = {
    "agree": "合并好了。", "undo": "拆开了，两份都恢复原样。", "divide": "分清了一条。",
    "refuse": "记下了：不是同一个孩子。", "propose_undo": "已提出拆开，等另一个人确认。", "keep": "记下了：不拆开。",
}  # fmt: skip
CLUE = {
    "same": "记下了：是同一个孩子，资料并到原来的档案里。",
    "other": "记下了：是另一个孩子，已登记，等核实。",
}
WORDS = {"same": "一样", "differs": "不一样", "cannot": "只有一边有"}


def heads(one: Side, other: Side) -> tuple[tuple[str, str], tuple[str, str]]:
    """Heads of the two columns."""
    return (one.name, one.note), (other.name, other.note)


def rows(found: Sequence[Compared]) -> tuple[CompareRow, ...]:
    """Differing ones first, so that nobody looks for them."""
    order = {"differs": 0, "same": 1, "cannot": 2}
    return tuple(
        CompareRow(one.label, (one.one or None, one.other or None), one.verdict, WORDS[one.verdict])
        for one in sorted(found, key=lambda one: order[one.verdict])
    )


def note(found: Sequence[Compared]) -> str:
    """6项一样，3项不一样."""
    same = sum(one.verdict == "same" for one in found)
    differs = sum(one.verdict == "differs" for one in found)
    return f"{same}项一样，{differs}项不一样"


def merge_title(found: MergeView) -> str:
    """The title is the question, or what came of it."""
    return {
        MergeState.PROPOSED: "这两份是不是同一个孩子？", MergeState.DONE: "两份已经合成一份",
        MergeState.UNDOING: "要不要把这两份拆开？", MergeState.UNDONE: "两份已经拆开",
        MergeState.REFUSED: "两份没有合并，是两个孩子",
    }[MergeState(found.state)]  # fmt: skip
