"""登记: how a higher module tells a lower one what it brings (design §3).

A lower module declares a frozen dataclass; higher ones `contribute(item)` in their
`contributions.py`, which is imported when the program starts; the lower one lists
`contributed(ItemType)`. Order is that of the modules, lowest first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

Item = TypeVar("Item")
_items: dict[type[Any], list[Any]] = {}


def contribute(*items: object) -> None:
    """Adds items, each under its own type; the same item twice counts once."""
    for item in items:
        known = _items.setdefault(type(item), [])
        if item not in known:
            known.append(item)


def contributed(kind: type[Item]) -> tuple[Item, ...]:
    """Everything contributed of one type."""
    return tuple(_items.get(kind, ()))


def everything() -> dict[str, tuple[object, ...]]:
    """All contributions by the name of their type, for `tonghu check`."""
    return {kind.__name__: tuple(found) for kind, found in _items.items()}


@dataclass(frozen=True, slots=True)
class EventKind:
    """事件种类: a fact that may be left, and how a person reads it."""

    code: str  # noun.verb
    label: str


@dataclass(frozen=True, slots=True)
class LookKind:
    """查阅种类: what may stand in the access log, and how an auditor reads it."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class NavItem:
    """导航项: an entry of the main row; `needs` is the verb without which it is not shown."""

    label: str
    route: str  # name of the route
    needs: str
    order: int
    icon: str = ""
    phone: bool | str = False  # also in the row at the bottom of a phone; a text is its name there


@dataclass(frozen=True, slots=True)
class Nightly:
    """夜间工作: something the machine does by itself, once a day or more often."""

    code: str
    label: str
    run: Callable[[], str]  # returns one sentence of what was done
    minutes: float = 24 * 60  # between two runs
