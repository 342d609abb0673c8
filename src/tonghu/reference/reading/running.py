"""系统做到哪里: what of the planned words the running program already does."""

from __future__ import annotations

from tonghu.core.contributions import contributed
from tonghu.core.events.kinds import labels
from tonghu.policy.profile import Profile
from tonghu.worklist.contributions import TaskKind


def leaves(event: str) -> bool:
    """Whether the program leaves an event of this kind, so that proof comes by itself."""
    return event in labels()


def reminds(profile: Profile, clock: str) -> bool:
    """Whether somebody is reminded of a clock: it is built, and tasks of its name are made."""
    known = profile.vocabulary.clocks.get(clock)
    return known is not None and known.state == "built" and clock in _tasks()


def asks_for_rosters() -> bool:
    """Whether the program makes tasks of rosters that are owed."""
    return any(code.startswith("roster.") for code in _tasks())


def _tasks() -> frozenset[str]:
    return frozenset(kind.code for kind in contributed(TaskKind))
