"""查互通: requests, problems, practice, bulletins within reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tonghu.conference.models import (
    Bulletin,
    BulletinFigure,
    InfoRequest,
    Practice,
    Problem,
    ProblemPart,
)
from tonghu.conference.queries.doors import kept, owned, runs, whole
from tonghu.conference.queries.resolutions import FileLine, files_of
from tonghu.conference.states.decided import (
    BulletinState,
    PracticeState,
    ProblemState,
    RequestState,
)
from tonghu.core import indicators
from tonghu.core.errors import Missing, NotNow
from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer


@dataclass(frozen=True, slots=True)
class RequestLine:
    """一件信息请求."""

    id: UUID
    title: str
    from_name: str
    to_name: str
    question: str
    purpose: str
    due: date | None
    state: str
    state_label: str
    answer: str
    asked_at: datetime | None
    answered_at: datetime | None
    answered_by: str
    paper: str
    files: tuple[FileLine, ...]
    mine: bool  # the viewer's unit is asked
    runs: bool


@dataclass(frozen=True, slots=True)
class PartLine:
    """一个单位的份."""

    id: UUID
    unit: str
    answer: str
    at: datetime | None
    by: str
    paper: str
    mine: bool


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """一件协调事项."""

    id: UUID
    title: str
    unit: str
    text: str
    wanted: str
    counties: tuple[str, ...]
    body: UUID
    body_name: str
    state: str
    state_label: str
    plan: str
    due: date | None
    result: str
    raised_at: datetime | None
    settled_on: date | None
    parts: tuple[PartLine, ...]
    runs: bool


@dataclass(frozen=True, slots=True)
class PracticeLine:
    """一份经验."""

    id: UUID
    title: str
    text: str
    unit: str
    state: str
    state_label: str
    answer: str
    number: str
    paper: UUID | None
    sent_at: datetime | None
    runs: bool


@dataclass(frozen=True, slots=True)
class FigureLine:
    """通报引用的一个数."""

    id: UUID
    label: str
    place: str
    shown: str
    as_of: str
    definition: str
    again: str  # what measuring it again says; "" when not asked


@dataclass(frozen=True, slots=True)
class BulletinLine:
    """一期通报."""

    id: UUID
    title: str
    issue: int
    year: int
    state: str
    state_label: str
    number: str
    as_of: date
    issued_at: datetime | None
    edition: int


@dataclass(frozen=True, slots=True)
class BulletinPage:
    """一期通报的全部."""

    line: BulletinLine
    body: UUID
    body_name: str
    sections: tuple[tuple[str, str], ...]
    figures: tuple[FigureLine, ...]
    version: int
    edited_by: str
    paper: UUID | None
    template: str
    runs: bool


def _subject(model: Any, kind: str, viewer: Viewer, id: UUID) -> Subject | None:
    row = model.objects.visible_to(viewer).filter(pk=id).first()
    unit = getattr(row, "unit_id", None)
    return Subject(kind, row.id, row.division, unit=unit) if row else None


def request_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: a request within reach."""
    return _subject(InfoRequest, "information", viewer, id)


def own_request_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: the unit that is asked, or the office that enters from paper."""
    return owned(viewer, request_subject(viewer, id=id))


def problem_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: a problem within reach."""
    return _subject(Problem, "problem", viewer, id)


def kept_problem_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door of the office that coordinates it."""
    return kept(viewer, problem_subject(viewer, id=id))


def own_part_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: the unit whose part it is, or the office that enters from paper."""
    return owned(viewer, _subject(ProblemPart, "problem_part", viewer, id))


def practice_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: a practice within reach."""
    return _subject(Practice, "practice", viewer, id)


def kept_practice_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door of the office's own deeds."""
    return kept(viewer, practice_subject(viewer, id=id))


def bulletin_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: a bulletin within reach."""
    return _subject(Bulletin, "bulletin", viewer, id)


def kept_bulletin_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door of the office's own deeds."""
    return kept(viewer, bulletin_subject(viewer, id=id))


def requests(viewer: Viewer) -> tuple[RequestLine, ...]:
    """信息请求: what one is asked first."""
    rows = list(InfoRequest.objects.visible_to(viewer).order_by("-asked_at", "-id"))
    told = [_request(viewer, one, ()) for one in rows]
    return tuple(sorted(told, key=lambda one: not (one.mine and one.state == "asked")))


def request(viewer: Viewer, id: UUID) -> RequestLine | None:
    """一件 within reach."""
    row = InfoRequest.objects.visible_to(viewer).filter(pk=id).first()
    return _request(viewer, row, files_of(viewer, [row.id]).get(row.id, ())) if row else None


def _request(viewer: Viewer, one: InfoRequest, files: tuple[FileLine, ...]) -> RequestLine:
    return RequestLine(
        id=one.id, title=one.title, from_name=one.from_name, to_name=one.unit_name,
        question=one.question, purpose=one.purpose, due=one.due_on, state=one.state,
        state_label=RequestState(one.state).label, answer=one.answer, asked_at=one.asked_at,
        answered_at=one.answered_at, answered_by=one.answered_by, paper=one.paper_number,
        files=files, mine=bool(viewer.unit) and viewer.unit == one.unit_id,
        runs=runs(viewer, one.division),
    )  # fmt: skip


def problems(viewer: Viewer) -> tuple[ProblemLine, ...]:
    """协调事项: unsettled first."""
    rows = whole(viewer, Problem.objects.visible_to(viewer).order_by("-raised_at", "-id"), "body")
    told = [_problem(viewer, one, []) for one in rows]
    return tuple(sorted(told, key=lambda one: one.state in ("settled", "dropped")))


def problem(viewer: Viewer, id: UUID) -> ProblemLine | None:
    """一件 within reach, with the part of each unit."""
    found = whole(viewer, Problem.objects.visible_to(viewer).filter(pk=id), "body")
    if not found:
        return None
    row = found[0]
    return _problem(viewer, row, list(ProblemPart.objects.visible_to(viewer).filter(problem=row)))


def _problem(viewer: Viewer, one: Problem, parts: list[ProblemPart]) -> ProblemLine:
    return ProblemLine(
        id=one.id, title=one.title, unit=one.unit_name, text=one.text, wanted=one.wanted,
        counties=tuple(name for _, name in one.counties), body=one.body_id, body_name=one.body.name,
        state=one.state, state_label=ProblemState(one.state).label, plan=one.plan, due=one.due_on,
        result=one.result, raised_at=one.raised_at, settled_on=one.settled_on,
        runs=runs(viewer, one.division),
        parts=tuple(
            PartLine(
                p.id, p.unit_name, p.answer, p.answered_at, p.answered_by, p.paper_number,
                bool(viewer.unit) and viewer.unit == p.unit_id,
            )
            for p in parts
        ),
    )  # fmt: skip


def problem_of_part(viewer: Viewer, part: UUID) -> UUID | None:
    """The problem a part is of."""
    row = ProblemPart.objects.visible_to(viewer).filter(pk=part).first()
    return row.problem_id if row else None


def practices(viewer: Viewer) -> tuple[PracticeLine, ...]:
    """经验做法, newest first."""
    rows = Practice.objects.visible_to(viewer).order_by("-sent_at", "-id")
    return tuple(_practice(viewer, one) for one in rows)


def practice(viewer: Viewer, id: UUID) -> PracticeLine | None:
    """一份 within reach."""
    row = Practice.objects.visible_to(viewer).filter(pk=id).first()
    return _practice(viewer, row) if row else None


def _practice(viewer: Viewer, one: Practice) -> PracticeLine:
    return PracticeLine(
        id=one.id, title=one.title, text=one.text, unit=one.unit_name, state=one.state,
        state_label=PracticeState(one.state).label, answer=one.answer, number=one.number,
        paper=one.paper, sent_at=one.sent_at, runs=runs(viewer, one.division),
    )  # fmt: skip


def bulletins(viewer: Viewer, body: UUID | None = None) -> tuple[BulletinLine, ...]:
    """通报, newest first; a draft is the office's."""
    rows = Bulletin.objects.visible_to(viewer)
    found = rows.filter(body=body) if body else rows
    kept_ = [
        one for one in found.order_by("-year", "-issue", "-edition")
        if one.state != BulletinState.DRAFT or runs(viewer, one.division)
    ]  # fmt: skip
    return tuple(_bulletin(one) for one in kept_)


def _bulletin(one: Bulletin) -> BulletinLine:
    return BulletinLine(
        id=one.id, title=one.title, issue=one.issue, year=one.year, state=one.state,
        state_label=BulletinState(one.state).label, number=one.number, as_of=one.as_of,
        issued_at=one.issued_at, edition=one.edition,
    )  # fmt: skip


def bulletin(viewer: Viewer, id: UUID, *, again: bool = False) -> BulletinPage | None:
    """一期通报; `again` measures each figure anew from what was frozen with it."""
    found = whole(viewer, Bulletin.objects.visible_to(viewer).filter(pk=id), "body")
    row = found[0] if found else None
    if row is None or (row.state == BulletinState.DRAFT and not runs(viewer, row.division)):
        return None
    figures = BulletinFigure.objects.visible_to(viewer).filter(bulletin=row).order_by("place")
    return BulletinPage(
        line=_bulletin(row), body=row.body_id, body_name=row.body.name,
        sections=tuple((one["heading"], one["text"]) for one in row.sections),
        figures=tuple(_figure(viewer, one, again) for one in figures), version=row.version,
        edited_by=row.edited_by, paper=row.paper, template=row.template,
        runs=runs(viewer, row.division),
    )  # fmt: skip


def _figure(viewer: Viewer, one: BulletinFigure, again: bool) -> FigureLine:
    known = {each.code: each for each in indicators.indicators()}
    declared = known.get(one.indicator)
    return FigureLine(
        id=one.id, label=one.label, place=one.of_place, shown=one.shown,
        as_of=str(one.frozen.get("as_of") or ""), definition=declared.definition if declared else "",
        again=_measured(viewer, one) if again else "",
    )  # fmt: skip


def _measured(viewer: Viewer, one: BulletinFigure) -> str:
    """重算: the same, or what it is now and that it differs."""
    try:
        told = indicators.again(viewer, one.frozen["parameters"])
    except (Missing, LookupError, NotNow) as problem:
        return f"算不了：{problem}"
    return "重算相同" if told.text == one.shown else f"重算得{told.text}，与通报不同"
