"""各查询共用: profile, calendar, names of places, clauses, cursors."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.conf import settings

from tonghu.core import clock
from tonghu.core.calendar import WorkCalendar
from tonghu.core.viewer import Viewer
from tonghu.directory.models import Division
from tonghu.policy import Profile, load
from tonghu.policy.questions.deadlines import working_days
from tonghu.reconcile.rules.receiving import days_late
from tonghu.reconcile.running.places import town_of


@lru_cache(maxsize=16)
def profile_of(code: str) -> Profile:
    """The profile of a code; the installation's own where none is given."""
    return load(code or settings.TONGHU_PROFILE)


@lru_cache(maxsize=16)
def calendar_of(code: str) -> WorkCalendar:
    """工作日历 of a profile."""
    return working_days(profile_of(code))


def late(viewer: Viewer, due: date | None) -> int:
    """迟了几个工作日, by the viewer's profile."""
    return days_late(due, clock.today(), calendar_of(viewer.profile)) if due else 0


def place_names(codes: Iterable[str]) -> dict[str, str]:
    """Names of divisions, one query for all of them and their towns."""
    known = {code for code in codes if code}
    wanted = known | {town_of(code) for code in known}
    rows = Division.objects.all_of_them(reason="区划名称是公开的").filter(code__in=wanted - {""})
    return dict(rows.values_list("code", "name"))


def town_name(names: dict[str, str], division: str) -> str:
    """The town a division lies in, by name; "" for a county's own."""
    return names.get(town_of(division), "")


def village_name(names: dict[str, str], division: str) -> str:
    """The village, "" where only the town is known."""
    return names.get(division, "") if division and town_of(division) != division else ""


def cursor(*parts: object) -> str:
    """A place in a list, as a page carries it in its address."""
    text = json.dumps([None if part is None else str(part) for part in parts])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def place_of(after: str, width: int) -> list[str | None] | None:
    """The parts of a cursor; None for one that was not made here."""
    if not after:
        return None
    try:
        parts = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
    except (ValueError, UnicodeDecodeError):
        return None
    fits = isinstance(parts, list) and len(parts) == width
    return parts if fits and all(p is None or isinstance(p, str) for p in parts) else None


def day_of(text: str | None) -> date | None:
    """A day written in an address; None for anything else."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def as_uuid(text: str) -> UUID | None:
    """An id written in an address; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None
