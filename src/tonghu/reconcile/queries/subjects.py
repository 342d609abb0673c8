"""门口问的: whether a thing is within reach, by scope alone (`of=` of routes)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tonghu.core.routes import Subject
from tonghu.core.viewer import Level, Viewer
from tonghu.reconcile.models import Finding, HandIn, Question, Run, RunChild, RunTown, Verdict
from tonghu.reconcile.queries.rosters import _calls


def call_subject(viewer: Viewer, *, id: UUID, **_: Any) -> Subject | None:
    """A call of the viewer's county."""
    row = _calls(viewer).filter(pk=id).first()
    return Subject("reconcile.call", row.id, row.division) if row else None


def hand_in_subject(viewer: Viewer, *, id: UUID, **_: Any) -> Subject | None:
    """A roster handed in."""
    row = HandIn.objects.visible_to(viewer).filter(pk=id).first()
    return (
        Subject("reconcile.hand_in", row.id, row.division, row.unit_id, name=row.number)
        if row
        else None
    )


def run_subject(viewer: Viewer, *, id: UUID, **_: Any) -> Subject | None:
    """A run, or the viewer's part of it."""
    if viewer.level is Level.TOWN:
        part = RunTown.objects.visible_to(viewer).filter(run=id).first()
        if part is not None:
            return Subject("reconcile.run", id, part.division, name=str(part.head["title"]))
    row = Run.objects.visible_to(viewer).filter(pk=id).only("id", "division", "title").first()
    return Subject("reconcile.run", id, row.division, name=row.title) if row else None


def child_subject(viewer: Viewer, *, id: UUID, **_: Any) -> Subject | None:
    """A child of a run."""
    row = RunChild.objects.visible_to(viewer).filter(pk=id).first()
    return Subject("reconcile.child", id, row.division, name=row.number) if row else None


def finding_subject(viewer: Viewer, *, id: UUID, **_: Any) -> Subject | None:
    """A finding."""
    row = Finding.objects.visible_to(viewer).filter(pk=id).first()
    return Subject("reconcile.finding", id, row.division, name=row.case) if row else None


def question_subject(viewer: Viewer, *, id: UUID, **_: Any) -> Subject | None:
    """A question."""
    row = Question.objects.visible_to(viewer).filter(pk=id).first()
    return (
        Subject("reconcile.question", id, row.division, row.unit_id, name=row.case) if row else None
    )


def verdict_subject(viewer: Viewer, *, id: UUID, **_: Any) -> Subject | None:
    """A verdict."""
    row = Verdict.objects.visible_to(viewer).filter(pk=id).first()
    return Subject("reconcile.verdict", id, row.division) if row else None
