"""行范围: what a table says about who may see its rows.

Every model has exactly one `row_scope = Rows…`. The managers filter by it, and PostgreSQL holds the
same thing as row-level security (`policies`), so that a forgotten filter shows nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

# Levels of viewer who have a range of divisions (core.viewer.Level): what `levels` means unless said
LOOKING_DOWN = ("nation", "province", "prefecture", "county", "town", "village")


@dataclass(frozen=True)
class Rows:
    """行范围: columns that tell whose row it is; one that fits is enough (they are joined by OR)."""

    division: str | None = None
    levels: tuple[str, ...] = ()
    unit: str | None = None
    user: str | None = None
    shared: str | None = None
    reason: str = ""

    @classmethod
    def by_division(
        cls,
        division: str | None = "division",
        *,
        levels: tuple[str, ...] = LOOKING_DOWN,
        unit: str | None = None,
        user: str | None = None,
        shared: str | None = None,
    ) -> Self:
        """按区划: seen from the divisions above, by the row's unit, by the row's user.

        `levels` names the levels of viewer who may look down on these rows; the system always may.
        `unit` and `user` are columns, written as in the table: `unit_id`. `shared` is a column of
        units (`UnitsField`) that may read the row and never write it: those at one meeting.
        """
        if not (division or unit or user):
            raise ValueError("Rows.by_division names no column: use Rows.open with a reason.")
        if division and not levels:
            raise ValueError("Rows.by_division with no level shows nobody its rows: name levels.")
        heard = tuple(str(one) for one in levels) if division else ()
        return cls(division=division, levels=heard, unit=unit, user=user, shared=shared)

    @classmethod
    def open(cls, reason: str) -> Self:
        """不设行范围: everybody who can reach the table sees all of it, and this is why."""
        if not reason.strip():
            raise ValueError("Rows.open wants a reason that a reviewer can judge.")
        return cls(reason=reason)

    @property
    def is_open(self) -> bool:
        """不设行范围: no policy stands behind the table."""
        return not (self.division or self.unit or self.user)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that say whose row it is, the one that covers every row first."""
        return tuple(one for one in (self.division, self.unit, self.user) if one)

    @property
    def indexed(self) -> tuple[str, ...]:
        """Every column of the declaration: each has to be served by an index."""
        return (*self.columns, *((self.shared,) if self.shared else ()))
