"""各动作共用: permission or a sentence, the measures in force, places, where people's deeds end."""

from __future__ import annotations

import secrets
from functools import lru_cache
from typing import TypeVar
from uuid import UUID

from django.conf import settings

from tonghu.access.rules.deciding import lacking
from tonghu.core.errors import Missing, NotYours
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions import divisions
from tonghu.directory.places import Places
from tonghu.policy import Profile, load
from tonghu.registry.models import Child
from tonghu.registry.rules.judging import NATION, Measure, measure

Row = TypeVar("Row")
DESK = Viewer.for_system("儿童档案里牵连到别处的几行")
GONE = "没有这一项，或者不在你的管辖范围内。"
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def need(by: Viewer, permission: str) -> None:
    """Refuses with the sentence that says whose business it is."""
    if not by.system and not by.may(permission):
        raise NotYours(lacking(by, permission))


def found(row: Row | None) -> Row:
    """The row, or the one answer for missing and out of reach."""
    if row is None:
        raise Missing(GONE)
    return row


def within_reach(by: Viewer, children: list[UUID]) -> None:
    """Refuses the whole order where one child is out of reach: one answer for both."""
    seen = Child.objects.visible_to(by).filter(pk__in=children).count()
    if seen != len(set(children)):
        raise Missing(GONE)


@lru_cache(maxsize=32)
def profile_of(code: str) -> Profile:
    """The profile of a code; the installation's own where none is given."""
    return load(code or settings.TONGHU_PROFILE)


def profile_code(by: Viewer) -> str:
    """Whose rules hold for what this person enters."""
    return str(by.profile or settings.TONGHU_PROFILE)


@lru_cache(maxsize=32)
def measures(code: str) -> tuple[Measure, ...]:
    """尺度: the place's own, and the nation's beside it."""
    own = measure(profile_of(code))
    return (own,) if own.profile == NATION else (own, measure(profile_of(NATION)))


@lru_cache(maxsize=1)
def _places() -> Places:
    return Places(divisions())


@lru_cache(maxsize=20_000)
def read_place(text: str) -> str | None:
    """The one division a written place means; None where that is not certain."""
    codes = _places().read(text)
    return next(iter(codes)) if len(codes) == 1 else None


def page_code() -> str:
    """What is printed on a page and finds the file; says nothing of the child."""
    return "".join(secrets.choice(_LETTERS) for _ in range(10))
