"""一份文书: its versions, its files, who issued, took and voided it; found by id and by its code."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from tonghu.access.permissions import P
from tonghu.core import events, jobs
from tonghu.core.events.queries import EventRow, of_subject
from tonghu.core.jobs import JobStatus
from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer
from tonghu.papers import rules
from tonghu.papers.contributions import known_kind
from tonghu.papers.models import Paper, PaperFile
from tonghu.papers.queries.ledger import PaperLine, line_of
from tonghu.papers.states import Format, PaperState


@dataclass(frozen=True, slots=True)
class FileLine:
    """一种文件: there or still to be printed."""

    format: Format
    size: int  # 0: not there


@dataclass(frozen=True, slots=True)
class PaperView:
    """一份文书的登记."""

    line: PaperLine
    code: str
    files: tuple[FileLine, ...]
    versions: tuple[PaperLine, ...]  # newest first, this one among them
    happened: tuple[EventRow, ...]
    void_why: str
    voided_by: str
    may_void: bool
    may_print_again: bool
    correct_url: str

    @property
    def is_printed(self) -> bool:
        """Whether every format is there."""
        return all(one.size for one in self.files)


def paper(viewer: Viewer, id: UUID) -> PaperView | None:
    """One paper; a reading of one with names is logged. None outside one's reach."""
    row = Paper.objects.visible_to(viewer).defer("content").filter(pk=id).first()
    if row is None:
        return None
    if row.names:
        events.looked(by=viewer, what="paper.show", ids=[row.id], sensitivity=row.sensitivity)
    files = _files(viewer, row)
    open_ = row.state == PaperState.ISSUED
    kind = known_kind(row.kind)
    may_correct = open_ and kind is not None and kind.correct and viewer.may(P.PAPER_ISSUE)
    return PaperView(
        line=line_of(row), code=rules.spoken(row.code), files=files, versions=_versions(viewer, row),
        happened=of_subject(viewer, "papers.paper", row.id, most=50), void_why=row.void_why,
        voided_by=row.voided_by_name, may_void=open_ and viewer.may(P.PAPER_VOID),
        may_print_again=viewer.may(P.PAPER_ISSUE) and not all(one.size for one in files),
        correct_url=kind.correct(row.id) if may_correct and kind and kind.correct else "",
    )  # fmt: skip


def progress_of(viewer: Viewer, id: UUID) -> JobStatus | None:
    """How far the printing is, for whoever ordered it."""
    row = Paper.objects.visible_to(viewer).defer("content").filter(pk=id).first()
    return jobs.status(viewer, row.job) if row and row.job else None


def paper_subject(viewer: Viewer, *, id: UUID, **_: object) -> Subject | None:
    """For the door: the paper, if it is within reach."""
    return _subject(Paper.objects.visible_to(viewer).defer("content").filter(pk=id).first())


def code_subject(viewer: Viewer, *, code: str) -> Subject | None:
    """For the door: the paper of a page code, if it is within reach."""
    wanted = rules.typed_code(code)
    return _subject(Paper.objects.visible_to(viewer).defer("content").filter(code=wanted).first())


def _subject(row: Paper | None) -> Subject | None:
    if row is None:
        return None
    return Subject("papers.paper", row.id, division=row.division, name=row.number)


def _files(viewer: Viewer, row: Paper) -> tuple[FileLine, ...]:
    there = dict(
        PaperFile.objects.visible_to(viewer).filter(paper=row).values_list("format", "size")
    )
    return tuple(FileLine(Format(one), there.get(one, 0)) for one in row.formats.split(","))


def _versions(viewer: Viewer, row: Paper) -> tuple[PaperLine, ...]:
    same = Q(division=row.division, series=row.series, year=row.year, sequence=row.sequence)
    rows = Paper.objects.visible_to(viewer).defer("content").filter(same).order_by("-version")
    return tuple(map(line_of, rows))
