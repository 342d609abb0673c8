"""The six profiles as the rules see them."""

from __future__ import annotations

from functools import cache

from tonghu.policy import Profile, load
from tonghu.policy.definitions import Definitions, Holidays

CODES = ("base", "cn", "dali", "wuqing", "xinbei", "songyang")


@cache
def profile_of(code: str) -> Profile:
    """One profile, read once per process."""
    return load(code)


def definitions_of(code: str) -> Definitions:
    """The resolved definitions of one profile."""
    return profile_of(code).definitions


def holidays() -> Holidays:
    """The national holiday tables."""
    return profile_of("base").sheet.holidays
