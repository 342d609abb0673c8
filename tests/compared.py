"""比对过的县: a second database of the process, filled once, for tests that begin where a run ended.

Handing in and comparing take seconds and some eighty tests begin with them. The first of them does it
for all, committed, in a copy of the empty database; each test then works in transactions of that copy
and leaves it as it was. Files on disk that a test destroyed are laid back.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connections, transaction

from tests.plugin import BOTH, HOME

NAME = "tonghu_compared"
_known: dict[str, Any] = {}


@dataclass(frozen=True)
class Compared:
    """The call and the run of the county."""

    call: UUID
    run: UUID


@contextmanager
def compared() -> Iterator[Compared]:
    """This process's connections go to the compared county until the end, then all is rolled back."""
    empty = {alias: connections[alias] for alias in BOTH}
    if "connections" not in _known:
        _known["connections"] = {alias: _connection(alias) for alias in BOTH}
    with ExitStack() as stack:
        stack.callback(_forget)
        for alias in BOTH:
            stack.callback(connections.__setitem__, alias, empty[alias])
            connections[alias] = _known["connections"][alias]
        _forget()
        if "county" not in _known:
            _known["county"] = _fill()
        _lay_back()
        for alias in BOTH:
            stack.enter_context(_undone(alias))
        yield _known["county"]


def close() -> None:
    """At the end of the process."""
    for one in _known.pop("connections", {}).values():
        one.close()


def _connection(alias: str) -> Any:
    made = connections.create_connection(alias)
    made.settings_dict = {**made.settings_dict, "NAME": NAME}
    return made


def _fill() -> Compared:
    from tests.factories import reconcile as make
    from tests.people import COUNTY, ZHOU
    from tonghu.core.database import scope
    from tonghu.reconcile import actions

    make.land()
    with scope(ZHOU.viewer):
        call = actions.open_call(by=ZHOU.viewer, division=COUNTY, year=2026)
        make.handed_in_all(*make.county_rosters())
    run = make.ran()
    shutil.copytree(HOME / "files", HOME / "compared-files")
    return Compared(call, run.id)


def _lay_back() -> None:
    kept = HOME / "compared-files"
    for one in kept.rglob("*"):
        there = HOME / "files" / one.relative_to(kept)
        if one.is_file() and not (there.exists() and there.read_bytes() == one.read_bytes()):
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(one, there)


@contextmanager
def _undone(alias: str) -> Iterator[None]:
    """As Django's TestCase does: durable blocks may stand inside, nothing stays."""
    whole = transaction.atomic(using=alias)
    whole._from_testcase = True  # type: ignore[attr-defined]
    with whole:
        yield
        transaction.set_rollback(True, using=alias)


def _forget() -> None:
    from tonghu.core.encryption import datakeys

    datakeys.forget()
