"""What people do, in one line each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from tests.conference_decided.stage import GONG, WEI
from tests.people import CHEN, SYSTEM, ZHOU, Person
from tonghu.conference.actions import drafting, endorsing, issuing
from tonghu.conference.models import Minutes, Opinion, Section
from tonghu.core.database import scope
from tonghu.core.events.models import Event

UNITS = (ZHOU, CHEN, GONG, WEI)


def as_(person: Person, act: Callable[..., Any], **told: Any) -> Any:
    """One deed of one person, in a scope of its own."""
    with scope(person.viewer):
        return act(by=person.viewer, **told)


def drafted(meeting: UUID) -> UUID:
    made: UUID = as_(ZHOU, drafting.draft_minutes, meeting=meeting)
    return made


def circulated(meeting: UUID) -> UUID:
    minutes = drafted(meeting)
    as_(ZHOU, endorsing.circulate, minutes=minutes)
    return minutes


def opinion(minutes: UUID, person: Person) -> UUID:
    assert person.unit
    with scope(SYSTEM):
        rows = Opinion.objects.visible_to(SYSTEM)
        found: UUID = rows.get(minutes=minutes, unit_id=person.unit.id).id
    return found


def agree(minutes: UUID, *persons: Person) -> None:
    for one in persons:
        as_(one, endorsing.endorse, opinion=opinion(minutes, one))


def issued(meeting: UUID) -> UUID:
    minutes = circulated(meeting)
    agree(minutes, *UNITS)
    as_(ZHOU, issuing.issue_minutes, minutes=minutes)
    return minutes


def row(minutes: UUID) -> Minutes:
    with scope(SYSTEM):
        return Minutes.objects.visible_to(SYSTEM).get(pk=minutes)


def sections(minutes: UUID) -> list[Section]:
    with scope(SYSTEM):
        return list(Section.objects.visible_to(SYSTEM).filter(minutes=minutes).order_by("place"))


class Events:
    """The events since it was made: kinds, and the rows."""

    def __init__(self) -> None:
        with scope(SYSTEM):
            self.before = set(Event.objects.visible_to(SYSTEM).values_list("pk", flat=True))

    @property
    def rows(self) -> list[Event]:
        with scope(SYSTEM):
            found = (
                Event.objects.visible_to(SYSTEM).exclude(pk__in=self.before).order_by("at", "id")
            )
            return list(found)

    def own(self) -> list[str]:
        """Without those of tasks, papers, files and jobs, which other modules leave."""
        others = ("task.", "paper.", "file.", "job.", "notice.")
        return [one.kind for one in self.rows if not one.kind.startswith(others)]
