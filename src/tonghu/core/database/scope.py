"""可见范围: the only door to the database; it tells PostgreSQL who is looking.

Inside `with scope(viewer):` there is a transaction, and five settings that live as long as it does.
The policies read them. Outside they are empty and every policy answers with no row at all, also on
a connection that the pool hands from one person to the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.db import connections, transaction

if TYPE_CHECKING:
    from tonghu.core.viewer import Viewer

DEFAULT = "default"
ASIDE = "aside"
SETTINGS: Final = ("lo", "hi", "level", "unit", "user")
_SET = "SELECT " + ", ".join(f"set_config('tonghu.{name}', %s, true)" for name in SETTINGS)

_open: ContextVar[Mapping[str, Viewer]] = ContextVar("tonghu_scopes", default=MappingProxyType({}))


def current_viewer(using: str = DEFAULT) -> Viewer | None:
    """当前查看人: whose scope is open on this connection; None outside every scope."""
    return _open.get().get(using)


@contextmanager
def scope(viewer: Viewer, *, using: str = DEFAULT) -> Iterator[Viewer]:
    """可见范围: everything inside is read and written as this viewer, in one transaction.

    The same viewer inside itself changes nothing. Another viewer inside gets a savepoint of its own,
    and the outer one's settings afterwards. `using="aside"` is for the rows that must outlive a
    rollback, in a transaction of their own.
    """
    outer = current_viewer(using)
    if outer == viewer and transaction.get_connection(using).in_atomic_block:
        yield viewer
        return
    with transaction.atomic(using=using):
        nested = bool(connections[using].savepoint_ids) or outer is not None
        _tell(using, viewer)
        _remember(using, viewer)
        try:
            yield viewer
        finally:  # before the commit: what runs after it (on_commit) is in no scope
            _remember(using, outer)
        # PostgreSQL forgets at the end of a transaction, not of a released savepoint; a rollback
        # of the savepoint, after an exception or because it was asked for, has restored them.
        if nested and not connections[using].needs_rollback:
            _tell(using, outer)


def _remember(using: str, viewer: Viewer | None) -> None:
    others = {name: one for name, one in _open.get().items() if name != using}
    _open.set(MappingProxyType(others | ({using: viewer} if viewer is not None else {})))


def _tell(using: str, viewer: Viewer | None) -> None:
    """One round trip; an absent value is the empty text, which fits no row."""
    values = [_text(getattr(viewer, name, None)) for name in SETTINGS]
    with connections[using].cursor() as cursor:
        cursor.execute(_SET, values)


def _text(value: object) -> str:
    return "" if value is None else str(value)
