"""看一件: a finding with its sides (mock d), a question without anybody else's, verdicts to look at again."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, Value
from django.db.models.functions import Coalesce

from tonghu.access.permissions import P
from tonghu.core.encryption import remembered
from tonghu.core.viewer import Level, Viewer
from tonghu.reconcile.engine.fields import Field, Kind
from tonghu.reconcile.forms import FindingFilter
from tonghu.reconcile.models import Finding, Question, Run, RunTown, Verdict
from tonghu.reconcile.queries.common import (
    as_uuid,
    cursor,
    day_of,
    late,
    place_names,
    place_of,
    town_name,
)
from tonghu.reconcile.queries.lists import cut, finding_line, ordered, wanted
from tonghu.reconcile.queries.runs import sample_of
from tonghu.reconcile.queries.shapes import (
    Answered,
    CompareRow,
    FindingPage,
    Ground,
    Paged,
    Piece,
    QuestionLine,
    QuestionPage,
    VerdictLine,
)
from tonghu.reconcile.queries.sides import (
    REGISTERED,
    came_of,
    hidden_sides,
    side_label,
    sides_of,
    where,
)
from tonghu.reconcile.report.words import FIELD_LABELS
from tonghu.reconcile.rules.judging import opinion, reasons
from tonghu.reconcile.rules.masking import NUMBERS, SHOWN_WITH_PURPOSE, masked
from tonghu.reconcile.rules.receiving import is_own
from tonghu.reconcile.running.kinds import answers_of
from tonghu.reconcile.states import FindingKind, FindingState, QuestionState, VerdictWord
from tonghu.ui import words

DATES = frozenset({"birth_date"})
DAY_PARTS = re.compile(r"\d+年|\d+月|\d+日|.+")  # what is no such date stays in one piece
NEVER = date(9999, 12, 31)  # until when what has no day is due
PAIRS = FindingFilter(pairs=True, state="left")
CANNOT = ("cannot", "不能比")
_ASK = "这两条是不是同一个孩子？"


def finding(viewer: Viewer, id: UUID, filter: FindingFilter = PAIRS) -> FindingPage | None:
    """One finding; `filter` says among which others it is paged through."""
    with remembered():
        return _finding(viewer, id, filter)


def _finding(viewer: Viewer, id: UUID, filter: FindingFilter) -> FindingPage | None:
    row = Finding.objects.visible_to(viewer).filter(pk=id).first()
    if row is None:
        return None
    content = row.content or {"sides": [], "rows": [], "grounds": []}
    hidden = hidden_sides(viewer, content["sides"], is_pair=row.is_pair)
    open_ = not any(hidden)
    came = came_of(viewer, content["sides"])
    rows = _rows(content, hidden)
    asked = _asked(viewer, row.id)
    names = place_names([row.division, *(one.division for one in asked)])
    line = finding_line(viewer, row, tuple(dict.fromkeys(one.unit_name for one in asked)), names)
    place = _place(viewer, row, filter)
    may_judge = (
        viewer.may(P.RECONCILE_JUDGE)
        and row.is_pair
        and open_
        and row.state != FindingState.WITHDRAWN
    )
    return FindingPage(
        line=line, run=row.run_id, run_title=run_title(viewer, row.run_id),
        title=_ASK if row.is_pair else f"{line.kind_label}：{line.name or line.case}",
        place=place[0], of=place[1], before=place[2], after=place[3],
        sides=sides_of(content["sides"], hidden, came), rows=rows,
        same=sum(one.verdict == "same" for one in rows),
        different=sum(one.verdict == "differs" for one in rows),
        opinion=opinion(row.of_100) if open_ else "", of_100=row.of_100 if open_ else None,
        speaks_for=_grounds(content, True) if open_ else (),
        speaks_against=_grounds(content, False) if open_ else (),
        consequences=_consequences(content) if row.is_pair and open_ else (),
        reasons=reasons(tuple(one.field for one in rows if one.verdict == "differs"), row.of_100)
        if row.is_pair else (),
        verdict=_standing(viewer, row), questions=tuple(_line(viewer, one, names) for one in asked), may_judge=may_judge,
        may_show_identity=viewer.may(P.IDENTITY_SHOW) and row.content is not None,
        erased=row.content is None,
    )  # fmt: skip


def run_title(viewer: Viewer, run: UUID) -> str:
    """2026年9月三方名册比对, also for a town, which does not see the county's row."""
    if viewer.level is Level.TOWN:
        parts = RunTown.objects.visible_to(viewer).filter(run=run)
        head = parts.values_list("head", flat=True).first()
        if head:
            return str(head["title"])
    title = Run.objects.visible_to(viewer).filter(pk=run).values_list("title", flat=True).first()
    return title or ""


def _place(
    viewer: Viewer, row: Finding, filter: FindingFilter
) -> tuple[int, int, UUID | None, UUID | None]:
    """第12对，共38对, with its neighbours."""
    ids = list(ordered(wanted(viewer, row.run_id, filter), filter).values_list("pk", flat=True))
    if row.id not in ids:
        return 0, len(ids), None, ids[0] if ids else None
    at = ids.index(row.id)
    return at + 1, len(ids), ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None


def _rows(content: dict[str, Any], hidden: list[bool]) -> tuple[CompareRow, ...]:
    stored = content["rows"] or _alone(content["sides"])
    return tuple(_row(one, hidden) for one in stored)


def _alone(sides: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A finding about one record: its cells as they were sent."""
    if len(sides) != 1:
        return []
    return [
        {
            "field": field,
            "label": FIELD_LABELS[Field(field)],
            "values": [text],
            "verdict": "cannot",
            "word": "",
        }
        for field, text in sides[0]["fields"].items()
    ]


def _row(one: dict[str, Any], hidden: list[bool]) -> CompareRow:
    """A hidden side shows no value; where the whole is not open, no verdict either tells of it."""
    field, values = one["field"], one["values"]
    shown = [None if hide or not text else text for text, hide in zip(values, hidden, strict=False)]
    pieces = _pieces(field, shown)
    verdict, word = CANNOT if any(hidden) else (one["verdict"], one["word"])
    return CompareRow(field=field, label=one["label"], values=pieces, verdict=verdict, word=word)


def _pieces(field: str, values: list[str | None]) -> tuple[tuple[Piece, ...] | None, ...]:
    """Differing characters are marked between the first two; numbers are masked and never marked."""
    if field in DATES:
        return _days(values)
    told = [None if text is None else masked(field, text) for text in values]
    first = [text for text in told if text is not None]
    if field in NUMBERS or len(first) < 2 or len(set(first)) == 1 or len(first[0]) != len(first[1]):
        return tuple(None if text is None else (Piece(text),) for text in told)
    other = {0: first[1], 1: first[0]}
    made: list[tuple[Piece, ...] | None] = []
    at = 0
    for text in told:
        if text is None:
            made.append(None)
            continue
        made.append(_marked(text, other.get(at, first[0])))
        at += 1
    return tuple(made)


def _days(values: list[str | None]) -> tuple[tuple[Piece, ...] | None, ...]:
    """Dates as people write them; year, month and day are marked each for itself."""
    told = [None if text is None else tuple(DAY_PARTS.findall(_said_day(text))) for text in values]
    first = [one for one in told if one is not None]
    whole = len(first) > 1 and all(len(one) == len(first[0]) for one in first)
    return tuple(
        None if one is None else tuple(
            Piece(part, whole and len({other[at] for other in first}) > 1)
            for at, part in enumerate(one)
        )
        for one in told
    )  # fmt: skip


def _said_day(text: str) -> str:
    day = day_of(text)
    return words.exact(day) if day else text


def _marked(text: str, other: str) -> tuple[Piece, ...]:
    made: list[Piece] = []
    for at, char in enumerate(text):
        differs = at >= len(other) or other[at] != char
        if made and made[-1].differs == differs:
            made[-1] = Piece(made[-1].text + char, differs)
        else:
            made.append(Piece(char, differs))
    return tuple(made)


def _grounds(content: dict[str, Any], speaks_for: bool) -> tuple[Ground, ...]:
    return tuple(
        Ground(one["text"], one["note"], abs(one["strength"]))
        for one in content["grounds"]
        if (one["strength"] > 0) == speaks_for
    )


def _consequences(content: dict[str, Any]) -> tuple[tuple[str, str, str], ...]:
    """What each verdict will do, said before it is chosen."""
    units = "和".join(dict.fromkeys(side["unit_name"] for side in content["sides"][:2]))
    names = [side["fields"].get("name", "") for side in content["sides"][:2]]
    same = "以后比对都算一个孩子"
    if len(set(names)) == 2 and names[0]:
        same += f"，姓名先用{side_label(content['sides'][0])}的“{names[0]}”，另一种写法留作曾用写法"
    said = {
        VerdictWord.SAME: f"{same}。各份名册照原样留着。",
        VerdictWord.DIFFERENT: "两条都留着。以后比对不再提这一对，除非资料变了。",
        VerdictWord.UNSURE: f"问{units}，请他们照户口簿核对自己填的。他们看不到对方填了什么。",
    }
    return tuple((word.value, word.label, text) for word, text in said.items())


def _standing(viewer: Viewer, row: Finding) -> VerdictLine | None:
    """The verdict that holds: of this run, or carried from an earlier one."""
    rows = Verdict.objects.visible_to(viewer).filter(undone_at=None)
    held = rows.filter(finding_id=row.id).order_by("-at").first()
    if held is None and row.carried_id:
        held = rows.filter(pk=row.carried_id).first()
    return verdict_line(held) if held else None


def verdict_line(row: Verdict) -> VerdictLine:
    """One verdict."""
    reviewed = "" if row.agrees is None else ("复看同意" if row.agrees else "复看不同意")
    return VerdictLine(
        id=row.id, word=row.word, label=VerdictWord(row.word).label, reason=row.reason, by=row.by_name,
        at=row.at, undone=row.undone_at is not None, sampled=row.sampled, reviewed=reviewed,
    )  # fmt: skip


def sample(viewer: Viewer, run: UUID) -> tuple[VerdictLine, ...]:
    """Bulk verdicts waiting for a second person."""
    return tuple(verdict_line(row) for row in sample_of(viewer, run).order_by("at"))


def finding_of_verdict(viewer: Viewer, id: UUID) -> UUID | None:
    """The finding a verdict was given on."""
    rows = Verdict.objects.visible_to(viewer).filter(pk=id)
    return rows.values_list("finding_id", flat=True).first()


def questions(
    viewer: Viewer, *, run: UUID | None = None, unit: UUID | None = None, state: str | None = "open"
) -> tuple[QuestionLine, ...]:
    """Questions within reach, those due first."""
    rows = Question.objects.visible_to(viewer).order_by("due_on", "case", "id")
    rows = rows.filter(run=run) if run else rows
    rows = rows.filter(unit_id=unit) if unit else rows
    rows = rows.filter(state=state) if state else rows
    return _lines(viewer, list(rows))


def questions_page(
    viewer: Viewer, *, run: UUID | None = None, state: str = "open", after: str = "", size: int = 50
) -> Paged[QuestionLine]:
    """A page of questions within reach, those due first."""
    rows = Question.objects.visible_to(viewer).filter(state=state)
    rows = rows.filter(run=run) if run else rows
    total = rows.count()
    rows = rows.annotate(till=Coalesce("due_on", Value(NEVER)))
    place = place_of(after, 3)
    if place and (day := day_of(place[0])) and (last := as_uuid(place[2] or "")):
        rows = rows.filter(
            Q(till__gt=day)
            | Q(till=day, case__gt=place[1])
            | Q(till=day, case=place[1], id__gt=last)
        )
    found, more = cut(rows.order_by("till", "case", "id"), size)
    end = cursor(found[-1].due_on or NEVER, found[-1].case, found[-1].id) if more else ""
    return Paged(_lines(viewer, found), total, "", end)


def _asked(viewer: Viewer, finding_id: UUID) -> list[Question]:
    rows = (
        Question.objects.visible_to(viewer)
        .filter(finding_id=finding_id)
        .order_by("unit_name", "id")
    )
    return list(rows)


def _lines(viewer: Viewer, rows: list[Question]) -> tuple[QuestionLine, ...]:
    names = place_names(row.division for row in rows)
    with remembered():
        return tuple(_line(viewer, row, names) for row in rows)


def _line(viewer: Viewer, row: Question, names: dict[str, str]) -> QuestionLine:
    return QuestionLine(
        id=row.id, finding=row.finding_id, case=row.case, kind=row.kind,
        kind_label=FindingKind(row.kind).label, unit=row.unit_id, unit_name=row.unit_name,
        town=town_name(names, row.division), name="（已清除）" if row.data_key is None else (row.name or ""),
        sentence=row.sentence or "", clause=row.clause, due=row.due_on,
        days_late=late(viewer, row.due_on) if row.state == QuestionState.OPEN else 0, state=row.state,
        state_label=QuestionState(row.state).label, reply=_reply(row),
    )  # fmt: skip


def _reply(row: Question) -> Answered | None:
    if row.answered_at is None or row.state == QuestionState.OPEN:
        return None
    return Answered(
        row.answer,
        row.note or "",
        row.answered_by_name,
        row.answered_at,
        row.on_behalf,
        row.paper_number,
    )


def question(viewer: Viewer, id: UUID) -> QuestionPage | None:
    """One question: the unit's own record and what is asked of it."""
    row = Question.objects.visible_to(viewer).filter(pk=id).first()
    if row is None:
        return None
    with remembered():
        return _question(viewer, row)


def _question(viewer: Viewer, row: Question) -> QuestionPage:
    (line,) = _lines(viewer, [row])
    rest = _rest(viewer, row)
    own = _is_mine(viewer, row)
    open_ = row.state == QuestionState.OPEN and row.content is not None
    return QuestionPage(
        line=line, record=_record(row), heading=_heading(row, own),
        where=where(row.content, came_of(viewer, [row.content])) if row.content else "",
        answers=answers_of(row.detail), may_answer=open_ and own and viewer.may(P.QUESTION_ANSWER),
        may_answer_for=open_ and not own and viewer.may(P.ROSTER_HAND_IN_FOR) and viewer.covers(row.division),
        erased=row.content is None, next=next((one for one in rest if one != row.id), None), left=len(rest),
    )  # fmt: skip


def _is_mine(viewer: Viewer, row: Question) -> bool:
    if row.unit_id is None:
        return viewer.covers(row.division)
    return is_own(
        viewer, row.unit_id, "" if not row.division.endswith("000") else "-", row.division
    )


def _rest(viewer: Viewer, row: Question) -> list[UUID]:
    rows = Question.objects.visible_to(viewer).filter(
        run=row.run_id, unit_id=row.unit_id, state=QuestionState.OPEN
    )
    return list(rows.order_by("due_on", "case", "id").values_list("pk", flat=True))


def _record(row: Question) -> tuple[tuple[str, str], ...]:
    if row.content is None:
        return ()
    missed = (
        row.kind == FindingKind.OMISSION
    )  # another's record: what is needed to look for the child
    return tuple(
        (FIELD_LABELS[Field(field)], masked(field, text))
        for field, text in row.content["fields"].items()
        if not (missed and field in SHOWN_WITH_PURPOSE)
    )


def _heading(row: Question, own: bool) -> str:
    """Whose words are shown: one's own row, or what a school knows of a child one has missed."""
    if row.kind == FindingKind.OMISSION and row.content is not None:
        return f"{REGISTERED[Kind(row.content['kind'])]}登记的情况"
    return "你们名册里的这一条" if own else f"{row.unit_name}名册里的这一条"
