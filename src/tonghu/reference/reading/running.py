"""系统做到哪里: what of the planned words the running program already does."""

from __future__ import annotations

from django.apps import apps

from tonghu.core.events.kinds import labels
from tonghu.policy.profile import Profile


def leaves(event: str) -> bool:
    """Whether the program leaves an event of this kind, so that proof comes by itself."""
    return event in labels()


def reminds(profile: Profile, clock: str) -> bool:
    """Whether somebody is reminded of a clock: it is built, and so is the module that runs it."""
    known = profile.vocabulary.clocks.get(clock)
    return known is not None and known.state == "built" and has(known.module)


def has(module: str) -> bool:
    """Whether a module is part of the running program."""
    return apps.is_installed(f"tonghu.{module}")
