"""Examples, and what must come out at the door."""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from tests import people
from tests.pages import examples
from tonghu.access.roles import ROLES
from tonghu.core.routes import PUBLIC, SIGNED_IN, Route, routes

IN, SIGN_IN, NOT_YOURS, NOT_FOUND = "let in", "to the sign-in page", "403", "404"


@dataclass(frozen=True)
class Example:
    """One address with something in it.

    `seen_by` are the logins within whose reach `inside` lies, `outside_seen_by` those of `outside`,
    which exists too; `missing` does not exist. `data` is what is sent, by GET or by POST.
    """

    inside: dict[str, Any]
    seen_by: frozenset[str] = frozenset()
    outside: dict[str, Any] | None = None
    missing: dict[str, Any] | None = None
    outside_seen_by: frozenset[str] = frozenset()
    beside: frozenset[str] = (
        frozenset()
    )  # see `outside`, hold the verb, and yet may not do it there
    refused: frozenset[str] = frozenset()  # the same of `inside`: the deed is not theirs to do
    may_be_empty: bool = False  # let in, the page itself may still find nothing of this person's
    data: dict[str, Any] = field(default_factory=dict)


def gather() -> dict[str, Example]:
    """Every module's examples, built; each opens its own scopes."""
    found: dict[str, Example] = {}
    for module in pkgutil.iter_modules(examples.__path__):
        built = import_module(f"{examples.__name__}.{module.name}").build()
        twice = found.keys() & built.keys()
        assert not twice, f"Two modules give examples for {sorted(twice)}."
        found |= built
    return found


def without_example(given: dict[str, Example]) -> list[str]:
    """Routes that take arguments and have no example."""
    return [one.name for one in routes() if "<" in one.pattern and one.name not in given]


def expected(route: Route, person: people.Person | None, reached: bool) -> str:
    """What the declaration promises."""
    assert route.rule is not None
    needs = route.rule.needs
    if person is None and needs != PUBLIC:
        return SIGN_IN
    if route.rule.of is not None and not reached:
        return NOT_FOUND
    if needs in {PUBLIC, SIGNED_IN}:
        return IN
    assert person is not None
    return IN if needs in ROLES[person.role].permissions else NOT_YOURS


def answered(route: Route, response: Any, *, signed_in: bool) -> str:
    """What came out."""
    assert route.rule is not None
    if response.status_code == 404:
        return NOT_FOUND
    if response.status_code == 403:
        return NOT_YOURS
    if response.status_code == 303 and route.rule.needs != PUBLIC:
        to, _, back = response["Location"].partition("?")
        left = route.name == "access:sign_out" and not back  # where one is sent after leaving
        return SIGN_IN if to == "/sign-in/" and not (left and signed_in) else IN
    return IN if response.status_code < 500 else f"{response.status_code}"
