"""查沿革: who came to a seat and left it, how it was decided, seats that passed to another unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tonghu.conference.models import Holder, Seat
from tonghu.conference.states import HolderHow, SeatRole
from tonghu.core.viewer import Viewer


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """名单的沿革: one person's time in a seat, or a seat that passed to another unit."""

    on: date
    text: str
    how: str
    by: str = ""
    decision: str = ""


def history(viewer: Viewer, body: UUID, seat: UUID | None = None) -> tuple[HistoryLine, ...]:
    """沿革, newest first: who came, who left, how; seats that passed to another unit."""
    people = (
        Holder.objects.visible_to(viewer).filter(seat__body=body).select_related("seat", "change")
    )
    places = Seat.objects.visible_to(viewer).filter(body=body)
    if seat is not None:
        people, places = people.filter(seat=seat), places.filter(pk=seat)
    lines = [line for one in people for line in _told(one)]
    lines += [line for one in places if one.was_unit for line in _passed(one)]
    return tuple(sorted(lines, key=lambda one: one.on, reverse=True))


def _told(one: Holder) -> list[HistoryLine]:
    role, unit = SeatRole(one.seat.role).label, one.seat.unit_name
    change = one.change
    decision = (
        (change.decision or (change.meeting.title if change.meeting else "")) if change else ""
    )
    lines = [
        HistoryLine(
            one.from_on, f"{unit}{one.name}任{role}", HolderHow(one.how).label,
            change.proposed_by if change else "", decision,
        )
    ]  # fmt: skip
    if one.until_on:
        lines.append(HistoryLine(one.until_on, f"{unit}{one.name}不再任{role}", ""))
    return lines


def _passed(one: Seat) -> list[HistoryLine]:
    role = SeatRole(one.role).label
    return [
        HistoryLine(
            date.fromisoformat(was["until"]), f"{was['name']}的{role}席位由{one.unit_name}承继", ""
        )
        for was in one.was_unit
    ]
