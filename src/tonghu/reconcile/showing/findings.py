"""差异的样子: sentences of filters, the two sides of a pair, what a verdict does."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from tonghu.core.jobs import JobStatus
from tonghu.reconcile.queries import ChildFilter, FindingFilter
from tonghu.reconcile.queries.shapes import FindingPage, Piece
from tonghu.reconcile.states import Excuse, FindingKind, FindingState, Standing
from tonghu.ui import shapes, words
from tonghu.ui.shapes import CompareRow, Ground, JobView, Verdict

KINDS = tuple((one.value, str(one.label)) for one in FindingKind)
STATES = (
    ("left", "还没办完的"),
    *((one.value, str(one.label)) for one in FindingState if one.value != "withdrawn"),
)
EXPLAINED = "explained"
DAY = re.compile(r"\d{4}-\d\d-\d\d")
PURPOSES = {"verify": "核对是不是同一个人", "case": "办理个案", "paper": "出具文书"}
KEYS = {"same": "1", "different": "2", "unsure": "3"}
BUTTONS = {"same": "是同一个孩子", "different": "不是同一个", "unsure": "拿不准，去问"}
ICONS = {"same": "arrows-join", "different": "arrows-split", "unsure": "message-question"}


@dataclass(frozen=True, slots=True)
class PairView:
    """一对的样子."""

    heads: tuple[tuple[str, str], ...]
    rows: tuple[CompareRow, ...]
    verdict_note: str
    speaks_for: tuple[Ground, ...]
    speaks_against: tuple[Ground, ...]
    verdicts: tuple[Verdict, ...]
    reasons: tuple[tuple[str, str], ...]
    consequences: tuple[tuple[str, str, str], ...]  # icon, label, what happens
    hidden: bool  # another unit's values are not shown
    facts: tuple[shapes.Fact, ...] = ()  # of a finding about one record


def findings_said(
    wanted: FindingFilter, named: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    """筛选的话: each with the parameter that holds it; together they read as a sentence."""
    told = [
        (dict(named).get(wanted.town, wanted.town), "town") if wanted.town else None,
        (dict(KINDS).get(wanted.kind, wanted.kind), "kind") if wanted.kind else None,
        ("只看成对的", "pairs") if wanted.pairs else None,
        (dict(STATES).get(wanted.state, wanted.state), "state") if wanted.state else None,
        ("只看一个单位的", "unit") if wanted.unit else None,
        (f"含“{wanted.search}”", "s") if wanted.search else None,
    ]
    return tuple(one for one in told if one)


@dataclass(frozen=True, slots=True)
class RunName:
    """比对的名称."""

    id: UUID
    title: str


def query_of(wanted: FindingFilter, searched: str) -> str:
    """The filter as the end of an address, so that a finding knows the list it was opened from.

    What was searched for is a name and stands in no address: its token does.
    """
    codes = {name: value for name, value in asdict(wanted).items() if name != "search"}
    told = {k: ("1" if v is True else str(v)) for k, v in codes.items() if v}
    if wanted.search:
        told["s"] = searched
    return urlencode(told)


def children_said(
    wanted: ChildFilter, named: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    """筛选儿童的话."""
    told = [
        (dict(named).get(wanted.town, wanted.town), "town") if wanted.town else None,
        (_standing(wanted.standing), "standing") if wanted.standing else None,
        (_reason(wanted.reason), "reason") if wanted.reason else None,
        (f"含“{wanted.search}”", "s") if wanted.search else None,
    ]
    return tuple(one for one in told if one)


def pair(found: FindingPage) -> PairView:
    """Two records side by side, the machine's opinion, the buttons."""
    labels = {word: text for word, text, _ in found.consequences}
    verdicts = tuple(
        Verdict(word, BUTTONS.get(word, labels[word]), KEYS.get(word, ""), primary=word == "same")
        for word in ("unsure", "different", "same")
        if word in labels
    )
    return PairView(
        heads=tuple((side.label, side.where) for side in found.sides),
        rows=tuple(
            CompareRow(one.label, tuple(_value(v, side.hidden) for v, side in zip(one.values, found.sides, strict=True)), one.verdict, one.word)
            for one in found.rows
        ),
        verdict_note=f"{found.same}条相同，{found.different}条不同",
        speaks_for=tuple(_ground(one) for one in found.speaks_for),
        speaks_against=tuple(_ground(one) for one in found.speaks_against),
        verdicts=verdicts,
        reasons=tuple((one, one) for one in found.reasons),
        consequences=tuple((ICONS.get(w, "point"), text, what) for w, text, what in found.consequences),
        hidden=any(side.hidden for side in found.sides), facts=_facts(found),
    )  # fmt: skip


def _facts(found: FindingPage) -> tuple[shapes.Fact, ...]:
    if len(found.sides) != 1:
        return ()
    told = ((one.label, one.values[0] if one.values else None) for one in found.rows)
    return tuple(
        shapes.Fact(label, "".join(piece.text for piece in pieces) if pieces else "没有填")
        for label, pieces in told
    )


def purpose_of(code: str, case_number: str) -> str:
    """事由, as the log keeps it."""
    said = PURPOSES.get(code, "")
    return f"{said}，{case_number.strip()[:60]}" if said and case_number.strip() else said


def excel_job(job: JobStatus) -> JobView:
    """导出的进度."""
    return JobView(
        job.label, job.done, job.total, job.step or "等着开始", str(job.state),
        result_url="download/" if job.ended else "", result_label="下载Excel", problem=job.problem,
    )  # fmt: skip


def _value(pieces: tuple[Piece, ...] | None, hidden: bool) -> tuple[words.Piece, ...] | str | None:
    if pieces is None:
        return "对方填的不显示" if hidden else None
    if len(pieces) == 1 and DAY.fullmatch(pieces[0].text):
        return words.exact(date.fromisoformat(pieces[0].text))
    return tuple(words.Piece(one.text, one.differs) for one in pieces)


def _ground(one: object) -> shapes.Ground:
    return Ground(one.text, one.note, one.strength)  # type: ignore[attr-defined]


def _standing(code: str) -> str:
    return Standing(code).label if code in {one.value for one in Standing} else code


def _reason(code: str) -> str:
    if code == EXPLAINED:
        return "已查明原因"
    return Excuse(code).label if code in {one.value for one in Excuse} else code
