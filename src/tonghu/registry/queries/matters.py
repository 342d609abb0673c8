"""事项: what sources say of one blank, hazards, transfers, merges and clues, for their pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from tonghu.access.permissions import P
from tonghu.core import clock
from tonghu.core.errors import Missing
from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer
from tonghu.registry.fields import BY_CODE, Kind, Said
from tonghu.registry.models import Clue, Merge, Transfer
from tonghu.registry.queries import page
from tonghu.registry.queries.files import row_of
from tonghu.registry.queries.held import may_see
from tonghu.registry.queries.places import near_names
from tonghu.registry.queries.shapes import HazardLine, Head
from tonghu.registry.rules.choosing import choose
from tonghu.registry.showing.words import said
from tonghu.registry.states import ClueState, LifeState, MergeState, TransferState


@dataclass(frozen=True, slots=True)
class SayingLine:
    """一种说法: what a source said of one blank, on which day, by whom; `holds` is the one in the file."""

    record: UUID
    text: str
    source: str
    mark: str
    stated_on: date
    officer: str
    holds: bool
    decided: bool


@dataclass(frozen=True, slots=True)
class Pending:
    """等着办的: a transfer or a merge of this file that waits for somebody."""

    text: str
    url: str
    label: str


def profile_of(viewer: Viewer, child: UUID) -> str:
    """Whose rules judge this file."""
    return row_of(viewer, child).profile or viewer.profile or settings.TONGHU_PROFILE


def sayings(viewer: Viewer, child: UUID, field: str) -> tuple[SayingLine, ...]:
    """各处怎么说, newest first; nothing where the viewer may not see the blank."""
    one = BY_CODE.get(field)
    if one is None or not may_see(viewer, one.sensitivity):
        return ()
    row = row_of(viewer, child)
    found = [each for each in page.statements(viewer, row) if field in each.values]
    choice = choose(field, found)
    places = [v for each in found if isinstance(v := each.values[field], str)]
    names = near_names(viewer, places) if one.kind in (Kind.DIVISION, Kind.PLACE) else {}
    return tuple(
        SayingLine(
            UUID(each.record), said(one, each.values[field], names, clock.today()) or "没有",
            each.source.label, each.source.mark, each.stated_on, each.officer,
            choice is not None and choice.by.record == each.record, each.decided,
        )
        for each in sorted(found, key=lambda each: each.when, reverse=True)
    )  # fmt: skip


def said_by(viewer: Viewer, child: UUID, field: str, record: str) -> Said | None:
    """The value one statement gave a blank."""
    one = BY_CODE.get(field)
    if one is None or not may_see(viewer, one.sensitivity):
        raise Missing
    for each in page.statements(viewer, row_of(viewer, child)):
        if each.record == record and field in each.values:
            value: Said | None = each.values[field]
            return value
    raise Missing


def hazard(viewer: Viewer, child: UUID, id: UUID) -> HazardLine | None:
    """One open hazard of this child."""
    return next((one for one in page.hazards(viewer, row_of(viewer, child)) if one.id == id), None)


def pending(viewer: Viewer, head: Head) -> tuple[Pending, ...]:
    """等着办的 transfers and merges of a file, those within reach."""
    moves: Iterable[Transfer] = ()
    if head.state == LifeState.TRANSFERRING:
        moves = Transfer.objects.visible_to(viewer).filter(
            child=head.id, state=TransferState.PROPOSED.value
        )
    joins: Iterable[Merge] = ()
    if viewer.may(P.CHILD_MERGE):
        joins = Merge.objects.visible_to(viewer).filter(
            Q(kept=head.id) | Q(other=head.id),
            state__in=[MergeState.PROPOSED, MergeState.UNDOING, MergeState.DONE],
        )
    found = [
        Pending("档案正在转移，等对方接收", f"/children/transfers/{one.pk}/", "看转移")
        for one in moves
    ]
    for one in joins:
        state = MergeState(one.state)
        text = "另一份档案并入了这一份" if state is MergeState.DONE else f"合并{state.label}"
        found.append(Pending(text, f"/children/merges/{one.pk}/", "看合并"))
    return tuple(found)


def transfer_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: a transfer to a place within reach."""
    row = Transfer.objects.visible_to(viewer).filter(pk=id).first()
    return Subject("transfer", row.pk, row.division, child=row.child_id) if row else None


def merge_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: a merge of a file within reach."""
    row = Merge.objects.visible_to(viewer).filter(pk=id).first()
    return Subject("merge", row.pk, row.division, child=row.kept_id) if row else None


def clue_subject(viewer: Viewer, *, id: UUID) -> Subject | None:
    """For the door: a clue that this desk checks; who entered it sees no more of it."""
    rows = Clue.objects.visible_to(viewer).filter(pk=id, state=ClueState.CHECKING.value)
    row = rows.first()
    if row is None or not viewer.covers(row.division):
        return None
    return Subject("clue", row.pk, row.division, child=row.known)
