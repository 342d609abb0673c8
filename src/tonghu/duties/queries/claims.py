"""看佐证材料: viewer first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer
from tonghu.duties.models import Claim, ClaimFile
from tonghu.duties.states import ClaimState

MOST = 200


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """一份材料, as a list shows it."""

    id: UUID
    holder: str
    holder_key: str
    division: str
    unit: UUID | None
    duty: str
    duty_text: str
    title: str
    done_on: date
    until_on: date | None
    state: ClaimState
    on_behalf: bool
    handed_name: str
    handed_at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """一份材料, whole."""

    line: ClaimLine
    story: str
    document: str
    paper_number: str
    checked_name: str
    checked_at: datetime | None
    files: tuple[tuple[UUID, str], ...]
    profile: str
    buttons: frozenset[str]


def claim_subject(viewer: Viewer, *, id: UUID, **_: object) -> Subject | None:
    """门: the unit's own, and whoever is above it."""
    row = Claim.objects.visible_to(viewer).filter(pk=id).first()
    if row is None:
        return None
    return Subject("duties.claim", row.id, row.division, unit=row.unit_id, name=row.title)


def claim(viewer: Viewer, id: UUID) -> ClaimView | None:
    """One, with its files and what may be done with it."""
    row = Claim.objects.visible_to(viewer).filter(pk=id).first()
    if row is None:
        return None
    kept = ClaimFile.objects.visible_to(viewer).filter(claim=row).order_by("id")
    return ClaimView(
        _line(row), row.story, row.document, row.paper_number, row.checked_name, row.checked_at,
        tuple(kept.values_list("file_id", "name")), row.profile, _buttons(viewer, row),
    )  # fmt: skip


def _buttons(viewer: Viewer, row: Claim) -> frozenset[str]:
    from tonghu.duties.workflow import CLAIM

    steps = {one.action for one in CLAIM.open_to(row.state, viewer.permissions)}
    own = viewer.unit == row.unit_id if row.unit_id else viewer.division == row.division
    if not own and not (row.on_behalf and viewer.may(P.DUTY_CHECK)):
        steps -= {"again", "withdraw"}
    if not viewer.covers(row.division):
        steps -= {"accept", "return"}
    return frozenset(steps)


def listed(viewer: Viewer, *, state: str = "", book: str = "") -> tuple[ClaimLine, ...]:
    """The newest, those that wait first."""
    rows = Claim.objects.visible_to(viewer)
    if state in set(ClaimState):
        rows = rows.filter(state=state)
    if book:
        rows = rows.filter(book=book)
    found = sorted(
        rows.order_by("-handed_at")[:MOST], key=lambda one: one.state != ClaimState.HANDED_IN
    )
    return tuple(map(_line, found))


def waiting(viewer: Viewer, book: str) -> int:
    """How many wait for the office."""
    rows = Claim.objects.visible_to(viewer)
    return rows.filter(book=book, state=ClaimState.HANDED_IN).count()


def of_holder(viewer: Viewer, key: str, most: int = 10) -> tuple[ClaimLine, ...]:
    """The newest of one who owes."""
    rows = Claim.objects.visible_to(viewer).filter(holder=key).exclude(state=ClaimState.WITHDRAWN)
    return tuple(map(_line, rows.order_by("-handed_at")[:most]))


def file_of(viewer: Viewer, id: UUID, file: UUID) -> str | None:
    """The name of a file of a claim within reach."""
    rows: Iterable[str] = ClaimFile.objects.visible_to(viewer).filter(
        claim=id, file=file
    ).values_list("name", flat=True)  # fmt: skip
    return next(iter(rows), None)


def _line(row: Claim) -> ClaimLine:
    return ClaimLine(
        row.id, row.holder_name, row.holder, row.division, row.unit_id, row.duty, row.duty_text,
        row.title, row.done_on, row.until_on, ClaimState(row.state), row.on_behalf,
        row.handed_name, row.handed_at, row.why,
    )  # fmt: skip
