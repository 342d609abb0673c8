"""一个单位的履职页: what is asked, what was done, what is missing, what is due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tonghu.access.permissions import P
from tonghu.core import clock
from tonghu.core.viewer import Viewer
from tonghu.directory.queries.clauses import clause_chip
from tonghu.duties.queries.facts import proofs
from tonghu.duties.queries.ledger import UnitBook
from tonghu.duties.rules.standing import UPLOAD, Line, Span
from tonghu.duties.states import Group, Standing
from tonghu.policy import Profile
from tonghu.policy.schema.units import Duty
from tonghu.ui import words
from tonghu.ui.shapes import Figure


@dataclass(frozen=True, slots=True)
class SpanShown:
    """一期的状态: a word of the table of states, and the text beside it."""

    word: str
    text: str


@dataclass(frozen=True, slots=True)
class DutyRow:
    """一项职责的一行."""

    code: str
    text: str
    period: str
    clause: tuple[str, str] | None
    note: str
    how: str
    spans: tuple[SpanShown, ...]
    n: int
    url: str
    last: date | None
    claim: str


@dataclass(frozen=True, slots=True)
class Part:
    """一组职责."""

    title: str
    note: str
    tone: str
    rows: tuple[DutyRow, ...]
    key: str


def address(found: UnitBook) -> str:
    """Where the page of one who owes lies."""
    holder = found.holder
    if holder.unit is not None:
        return f"/duties/units/{holder.unit}/"
    return f"/duties/places/{holder.division}/"


def title(found: UnitBook) -> str:
    """The answer: 文件要求40件事，12件有凭据，9件还缺."""
    if not found.lines:
        return f"文件没有给{found.holder.name}单独写职责"
    sum_ = found.sum
    done = sum_.proven + sum_.transcribed
    if not sum_.missing and not sum_.due:
        return f"文件要求的{sum_.lines}件事，该有凭据的都有了"
    said = f"文件要求{sum_.lines}件事，{done}件有凭据"
    if sum_.missing:
        said += f"，{sum_.missing}件还缺"
    elif sum_.due:
        said += f"，最近一件{words.day(sum_.due, clock.today())}到期"
    return said


def figures(found: UnitBook) -> tuple[Figure, ...]:
    """五个数."""
    sum_ = found.sum
    return (
        Figure("有据", sum_.proven, note="系统里有记录，或者材料已核对", url="#done" if sum_.proven else ""),
        Figure("代录", sum_.transcribed, note="凭纸质材料代为录入"),
        Figure("自报", sum_.claimed, note="材料交了，等办公室核对"),
        Figure("还缺", sum_.missing, note=f"其中{sum_.missed}期已经过了" if sum_.missed else "到今天没有任何凭据",
               tone="danger" if sum_.missed else "", url="#missing" if sum_.missing else ""),
        Figure("有事才办", sum_.waits, note="没有发生，不算缺"),
    )  # fmt: skip


def parts(viewer: Viewer, found: UnitBook, profile: Profile, show: str = "") -> tuple[Part, ...]:
    """先看缺的，再看要到期的."""
    wanted: dict[str, list[Line]] = {"missing": [], "due": [], "done": [], "waits": []}
    for one in found.lines:
        wanted[_part(one)].append(one)
    told = (
        ("missing", "还缺凭据", "做了没有留下记录的，可以交材料", "warn"),
        ("due", "这一期还没有，期限没到", "", ""),
        ("done", "有凭据", "点件数看是哪几件", ""),
        ("waits", "有事才办，今年还没有发生", "没有发生不算缺", ""),
    )
    return tuple(
        Part(name, note, tone, tuple(_rows(viewer, found, profile, wanted[key])), key)
        for key, name, note, tone in told
        if wanted[key] and show in ("", key)
    )


def _part(one: Line) -> str:
    if one.missing:
        return "missing"
    if one.due is not None:
        return "due"
    return "waits" if one.waits else "done"


def _rows(
    viewer: Viewer, found: UnitBook, profile: Profile, lines: Sequence[Line]
) -> Iterable[DutyRow]:
    return (row_of(viewer, found, profile, one) for one in lines)


def row_of(viewer: Viewer, found: UnitBook, profile: Profile, one: Line) -> DutyRow:
    """一项职责的一行."""
    base, duty = address(found), one.duty
    may = may_claim(viewer, found) and one.standing is not Standing.PROVEN
    return DutyRow(
        code=duty.code, text=duty.text, period=profile.vocabulary.label("periods", duty.period),
        clause=clause_chip(profile.code, duty.basis), note=duty.note, how=how(profile, duty),
        spans=tuple(_spans(one)), n=one.n,
        url=f"{base}{duty.code}/?year={found.year}" if one.n else "", last=one.last,
        claim=f"{base}claim/?duty={duty.code}" if may else "",
    )  # fmt: skip


def may_claim(viewer: Viewer, found: UnitBook) -> bool:
    """Whether the viewer may hand in for this page: its own, or the office from paper."""
    if not viewer.may(P.DUTY_CLAIM) or not found.holder.registered:
        return False
    above = viewer.may(P.DUTY_CHECK) or found.holder.group is Group.VILLAGES
    return found.own or (above and viewer.covers(found.holder.division))


def _spans(one: Line) -> Iterable[SpanShown]:
    today = clock.today()
    for span in one.spans:
        yield _span(one, span, today)


def _span(one: Line, span: Span, today: date) -> SpanShown:
    many = len(one.spans) > 1
    label = span.label if many else ""
    if span.missed:
        return SpanShown(f"迟了{(today - span.ends).days}天", f"{label}没有，已经过了")
    if span.standing is not Standing.NOTHING:
        return SpanShown(span.standing.label, f"{label}{span.standing.label}")
    if one.waits:
        return SpanShown("不适用", "没有发生")
    if span.due is not None:
        return SpanShown("没开始", f"{label}还没有，{words.day(span.due, today)}前")
    if span.begins > today:
        return SpanShown("没开始", f"{label}还没到")
    return SpanShown("没有", "没有")


def how(profile: Profile, duty: Duty) -> str:
    """凭什么算: what leaves it by itself, what will, and uploads."""
    events, built = profile.vocabulary.events, {rule.kind for rule in proofs()}
    now = [events[kind].label for kind in duty.proof if kind in built and kind != UPLOAD]
    later = [events[kind].label for kind in duty.proof if kind not in built and kind in events]
    said = []
    if now:
        said.append(f"办了就有：{'、'.join(now)}")
    if later:
        said.append(f"系统还不能自己记：{'、'.join(later)}，先交材料")
    if duty.proof == (UPLOAD,):
        said.append("这件事在系统外办，交材料")
    elif UPLOAD in duty.proof:
        said.append("也可以交材料")
    return "；".join(said)
