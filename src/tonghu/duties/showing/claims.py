"""佐证材料的样子."""

from __future__ import annotations

from collections.abc import Sequence

from tonghu.core import clock
from tonghu.directory.queries.clauses import clause_chip
from tonghu.duties.queries.claims import ClaimLine, ClaimView
from tonghu.duties.queries.common import profile_of
from tonghu.duties.queries.ledger import UnitBook
from tonghu.duties.states import ClaimState
from tonghu.ui import words
from tonghu.ui.shapes import Fact

STATES = tuple((one.value, one.label) for one in ClaimState)
WORDS = {
    ClaimState.HANDED_IN: "等办公室审", ClaimState.ACCEPTED: "已确认", ClaimState.RETURNED: "已退回",
    ClaimState.WITHDRAWN: "已撤回",
}  # fmt: skip


def this_year() -> int:
    """今年."""
    return clock.today().year


def title(lines: Sequence[ClaimLine]) -> str:
    """The answer."""
    waiting = sum(one.state is ClaimState.HANDED_IN for one in lines)
    if waiting:
        return f"{waiting}份材料等办公室核对"
    return f"{len(lines)}份材料，没有等着核对的" if lines else "还没有交来的材料"


def base(line: ClaimLine) -> str:
    """The page of the one who handed it in."""
    if line.unit is not None:
        return f"/duties/units/{line.unit}/"
    return f"/duties/places/{line.division}/"


def choices(found: UnitBook) -> list[tuple[str, str]]:
    """The duties of one, those that lack most first."""
    ordered = sorted(found.lines, key=lambda one: (not one.missing, one.standing.rank * -1))
    return [(one.duty.code, one.duty.text) for one in ordered]


def facts(found: ClaimView) -> tuple[Fact, ...]:
    """What was handed in, line by line."""
    line = found.line
    profile = profile_of(found.profile)
    duty = next((one for one in profile.duties if one.code == line.duty), None)
    clause = clause_chip(profile.code, duty.basis) if duty else None
    days = words.exact(line.done_on)
    if line.until_on:
        days += f"至{words.exact(line.until_on)}"
    said = [
        Fact("为哪一项职责", line.duty_text, clause=clause),
        Fact("做了什么", line.title),
        Fact("哪天做的", days),
    ]
    if found.document:
        said.append(Fact("文号", found.document))
    if found.story:
        said.append(Fact("情况说明", found.story))
    said.append(
        Fact(
            "谁交的",
            f"{line.holder}　{line.handed_name}，{words.moment(line.handed_at, clock.now())}",
        )
    )
    if found.paper_number:
        said.append(Fact("代录", f"凭纸质材料{found.paper_number}"))
    if found.checked_at:
        said.append(
            Fact("谁核对的", f"{found.checked_name}，{words.moment(found.checked_at, clock.now())}")
        )
    if line.why:
        said.append(Fact("退回理由", line.why, tone="warn"))
    return tuple(said)
