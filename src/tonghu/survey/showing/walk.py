"""逐名核对的样子 (mock b): one child in front, the others beside it, what was answered last."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from tonghu.core import clock
from tonghu.core.idempotency import new_key
from tonghu.survey.queries.shapes import Change, ExceptionLine, Walk, WalkChild
from tonghu.survey.states import Answer, ReturnState
from tonghu.ui import words
from tonghu.ui.shapes import Num

LOOKS = {
    Answer.NO_CHANGE: ("ok", {"icon": "circle-check"}),
    Answer.CHANGED: ("warn", {"icon": "edit-circle"}),
    Answer.LEFT: ("", {"icon": "logout"}),
    Answer.NEW: ("run", {"icon": "user-plus"}),
    Answer.UNREACHABLE: ("warn", {"icon": "phone-off"}),
}
PENDING = ("", {"icon": "circle-dashed"})
STATE_WORDS = {
    ReturnState.NOT_STARTED: "没开始",
    ReturnState.FILLING: "在核",
    ReturnState.SUBMITTED: "等镇里审",
    ReturnState.RETURNED: "已退回",
    ReturnState.ACCEPTED: "已接收",
}


LEFT, UNREACHABLE = "left", "unreachable"
LAST = ("relief", "other")
GONE = Change(LEFT, "离开、不再算", icon="logout", fields=())
LOST = Change(UNREACHABLE, "联系不上", icon="phone-off", fields=())


@dataclass(frozen=True, slots=True)
class KidLine:
    """名单里的一行."""

    child: UUID
    name: str
    about: str
    said: str
    icon: str
    tone: str
    now: bool


@dataclass(frozen=True, slots=True)
class WalkView:
    """核对页: one child or, when none is left, the way to sign."""

    base: str
    back: str
    title: str
    village: str
    until: str
    state_word: str
    returned: str
    number: int
    total: int
    done: int
    kid: WalkChild | None
    about: str
    answered: bool
    last: WalkChild | None
    kids: tuple[KidLine, ...]
    changes: tuple[Change, ...]
    may_fill: bool
    key: str
    done_title: str
    sums: tuple[tuple[str, Num], ...]
    signed: str
    exceptions: tuple[ExceptionLine, ...]


def walk(found: Walk, child: UUID | None = None) -> WalkView:
    """The page with a chosen child, or with the next that is to be asked."""
    chosen = next((one for one in found.children if one.child == child), None) or found.current
    return view_of(found, chosen)


def view_of(found: Walk, kid: WalkChild | None) -> WalkView:
    """The page with this child in front."""
    at = list(found.children).index(kid) + 1 if kid else len(found.children)
    signed = ""
    if found.signed_at and found.state != ReturnState.RETURNED:
        signed = f"{found.signed_name}{words.day(words.local(found.signed_at).date(), clock.today())}签字"
    return WalkView(
        base=base(found.round.id, found.division), back="/rounds/", title=short(found.round.title),
        village=found.village, until=until(found), state_word=STATE_WORDS[ReturnState(found.state)],
        returned=found.returned_why if found.state == ReturnState.RETURNED else "",
        number=at, total=len(found.children), done=found.done, kid=kid, about=about(kid),
        answered=bool(kid and kid.answer != Answer.PENDING), last=found.latest,
        kids=tuple(_line(one, one is kid) for one in found.children), changes=changes(found),
        may_fill=found.may_fill, key=new_key(), done_title=_done_title(found),
        sums=sums(found), signed=signed, exceptions=found.exceptions,
    )  # fmt: skip


def changes(found: Walk) -> tuple[Change, ...]:
    """有变化的几处: what a round asks about, then not being found and leaving, then the rest."""
    first = tuple(one for one in found.changes if one.code not in LAST)
    return (*first, LOST, GONE, *(one for one in found.changes if one.code in LAST))


def base(round: UUID, division: str) -> str:
    """Where a village's pages of a round lie."""
    return f"/rounds/{round}/village/{division}/"


def short(title: str) -> str:
    """三季度核对: without the year, for a narrow bar."""
    return re.sub(r"^\d{4}年(第)?", "", title)


def about(kid: WalkChild | None) -> str:
    """女，10岁，五年级."""
    if kid is None:
        return ""
    age = f"{kid.age}岁" if kid.age is not None else ""
    return "，".join(filter(None, (kid.sex, age, kid.grade)))


def until(found: Walk) -> str:
    """本村9月30日前核完, or how late it is."""
    if found.late and found.state not in (ReturnState.SUBMITTED, ReturnState.ACCEPTED):
        return f"迟了{found.late}个工作日"
    return f"本村{words.day(found.due_on, clock.today(), near=False)}前核完"


def sums(found: Walk) -> tuple[tuple[str, Num], ...]:
    """没有变化12, 有变化3 …: what the village is about to sign."""
    counts = {one: sum(kid.answer == one for kid in found.children) for one in LOOKS}
    return tuple((str(one.label), Num(counts[one], strong=True)) for one in LOOKS)


def _done_title(found: Walk) -> str:
    left = len(found.pending)
    if left:
        return f"还有{left}名没核"
    if not found.children:
        return f"{found.village}没有要核的儿童"
    if found.state in (ReturnState.SUBMITTED, ReturnState.ACCEPTED):
        return f"{len(found.children)}名都核完，签过字了"
    return f"{len(found.children)}名都核完了，看一遍就可以签字"


def _line(kid: WalkChild, now: bool) -> KidLine:
    tone, look = LOOKS.get(Answer(kid.answer), PENDING)
    if now and kid.answer == Answer.PENDING:
        tone, look = "", {"icon": "chevron-right"}
    age = f"{kid.age}岁" if kid.age is not None else ""
    said = "正在核" if now and kid.answer == Answer.PENDING else ""
    if kid.answer != Answer.PENDING:
        said = kid.answer_label
    return KidLine(kid.child, kid.name, f"{kid.sex}{age}", said, look["icon"], tone, now)


def cards(found: Walk) -> tuple[WalkView, ...]:
    """没核的每一名, for a phone that may lose its network on the way."""
    return tuple(view_of(found, kid) for kid in found.pending)


ABOUT = {
    "parents": ("father", "mother")
}  # a change is about the facts of its own name, but for these


def now_said(kid: WalkChild, kind: str) -> str:
    """现在记的是：外婆 阙桂英，64岁."""
    codes = ABOUT.get(kind, (kind,))
    facts = [one for one in kid.facts if one.code in codes]
    labelled = len(facts) > 1
    said = [f"{one.label if labelled else ''}{one.before}{one.strong}{one.rest}" for one in facts]
    return f"现在记的是：{'；'.join(said)}" if said else ""
