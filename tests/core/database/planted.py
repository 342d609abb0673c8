"""A small database of its own: tables of every kind of declaration, rows at every boundary, a crowd.

What each of the crowd must see is decided here a second time, in plain Python, by another hand's
reading of the rule: by division range at the right level, or by unit, or by user; the system all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import product
from typing import Any
from uuid import UUID

import psycopg
from django.db import connections

from tests.core.database.homes import new_home
from tonghu.core.database.policies import apply
from tonghu.core.database.policies.declared import ADD, WORK, Table
from tonghu.core.database.rows import Rows
from tonghu.core.database.server import Urls
from tonghu.core.database.testing import database, prepare
from tonghu.core.viewer import ANONYMOUS, FIRST, LAST, Level, Viewer

ALIAS = "planted"
SCHOOL, STATION = UUID(int=0xA), UUID(int=0xB)
ANN, BEN = UUID(int=0x1A), UUID(int=0x1B)
COUNTY, TOWN_A, TOWN_B = "990101000000", "990101001000", "990101002000"
VILLAGE_A, VILLAGE_B, NEXT_COUNTY = "990101001001", "990101002001", "990102000000"
PLACES = (COUNTY, TOWN_A, VILLAGE_A, TOWN_B, VILLAGE_B, NEXT_COUNTY)
LOOKERS = ("county", "town", "village")  # a prefecture sees numbers, not rows

TABLES = {
    one.name: one
    for one in (
        Table("child", Rows.by_division(levels=LOOKERS), WORK),
        Table(
            "task",
            Rows.by_division(levels=LOOKERS, unit="unit_id", user="user_id"),
            WORK,
            frozenset({"unit_id", "user_id"}),
        ),
        Table("note", Rows.by_division(None, unit="unit_id", user="user_id"), WORK,
              frozenset({"unit_id", "user_id"})),
        Table("device", Rows.by_division(None, user="user_id"), WORK),
        Table(
            "log", Rows.by_division(levels=LOOKERS, user="user_id"), ADD,
            frozenset({"division", "user_id"}),
        ),
        Table(
            "circular",
            Rows.by_division(levels=LOOKERS, unit="unit_id", shared="told"),
            WORK,
            frozenset({"unit_id"}),
        ),
        Table("place", Rows.open("区划名称是公开的"), WORK),
    )
}  # fmt: skip

SCHEMA = """
CREATE TABLE child (id int PRIMARY KEY, division varchar(12) COLLATE "C" NOT NULL);
CREATE INDEX child_division ON child (division, id);
CREATE TABLE task (id int PRIMARY KEY, division varchar(12) COLLATE "C" NOT NULL,
                   unit_id uuid, user_id uuid);
CREATE INDEX task_division ON task (division, id);
CREATE INDEX task_unit ON task (unit_id);
CREATE INDEX task_user ON task (user_id);
CREATE TABLE note (id int PRIMARY KEY, unit_id uuid, user_id uuid);
CREATE INDEX note_unit ON note (unit_id);
CREATE INDEX note_user ON note (user_id);
CREATE TABLE device (id int PRIMARY KEY, user_id uuid NOT NULL);
CREATE INDEX device_user ON device (user_id);
CREATE TABLE log (id int, at date, division varchar(12) COLLATE "C", user_id uuid)
  PARTITION BY RANGE (at);
CREATE TABLE log_2026 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE INDEX log_division ON log (division);
CREATE INDEX log_user ON log (user_id);
CREATE TABLE circular (id int PRIMARY KEY, division varchar(12) COLLATE "C" NOT NULL,
                       unit_id uuid, told uuid[] NOT NULL DEFAULT '{}');
CREATE INDEX circular_division ON circular (division, id);
CREATE INDEX circular_unit ON circular (unit_id);
CREATE INDEX circular_told ON circular USING gin (told);
CREATE TABLE place (id int PRIMARY KEY);
"""


@dataclass(frozen=True)
class Row:
    """One row of any of the tables; None where the table has no such column, or NULL."""

    table: str
    id: int
    division: str | None = None
    unit_id: UUID | None = None
    user_id: UUID | None = None
    told: tuple[UUID, ...] | None = None

    def insert(self) -> tuple[str, list[Any]]:
        """The statement and its values."""
        named: dict[str, Any] = {"id": self.id, "division": self.division}
        named |= {"unit_id": self.unit_id, "user_id": self.user_id}
        named["told"] = None if self.told is None else list(self.told)
        if self.table == "log":
            named["at"] = "2026-11-24"
        told = {key: one for key, one in named.items() if one is not None}
        marks = ", ".join(["%s"] * len(told))
        return f"INSERT INTO {self.table} ({', '.join(told)}) VALUES ({marks})", list(told.values())


def _rows() -> Iterator[Row]:
    number = iter(range(1, 10_000))
    for place in PLACES:
        yield Row("child", next(number), place)
        yield Row("log", next(number), place, user_id=ANN)
        for unit in (None, SCHOOL, STATION):
            for user in (None, ANN):
                yield Row("task", next(number), place, unit, user)
    told = ((), (SCHOOL,), (STATION,), (SCHOOL, STATION))
    for unit, place, units in product((None, SCHOOL), (COUNTY, VILLAGE_B), told):
        yield Row("circular", next(number), place, unit, told=units)
    for unit in (None, SCHOOL, STATION):
        for user in (None, ANN, BEN):
            yield Row("note", next(number), None, unit, user)
    for user in (ANN, BEN):
        yield Row("device", next(number), user_id=user)
        yield Row("log", next(number), None, user_id=user)
    yield Row("log", next(number))
    yield Row("log", next(number), "")
    yield Row("place", next(number))


ROWS = tuple(_rows())


def viewer(level: Level, lo: str = "", hi: str = "", **more: Any) -> Viewer:
    """A person of that level and range."""
    user = more.pop("user", UUID(int=0x99))
    return Viewer(user=user, login="", name="", level=level, lo=lo, hi=hi, **more)


CROWD = {
    "village": viewer(Level.VILLAGE, VILLAGE_A, "990101001002"),
    "other village": viewer(Level.VILLAGE, VILLAGE_B, "990101002002"),
    "town": viewer(Level.TOWN, TOWN_A, TOWN_B),
    "county": viewer(Level.COUNTY, COUNTY, NEXT_COUNTY),
    "county with unit": viewer(Level.COUNTY, COUNTY, NEXT_COUNTY, unit=STATION),
    "prefecture": viewer(Level.PREFECTURE, "990100000000", "990200000000"),
    "school": viewer(Level.UNIT, unit=SCHOOL),
    "ann of the school": viewer(Level.UNIT, unit=SCHOOL, user=ANN),
    "ben alone": viewer(Level.PUBLIC, user=BEN),
    "half a range": viewer(Level.COUNTY, "", LAST),
    "other half": viewer(Level.COUNTY, FIRST, ""),
    "anonymous": ANONYMOUS,
    "system": Viewer.for_system("测试"),
}


def expected(who: Viewer, table: str) -> set[int]:
    """The second reading: the ids this person must be shown, no more and no fewer."""
    rows = TABLES[table].rows
    assert rows is not None

    def seen(row: Row) -> bool:
        if who.level == "system" or rows.is_open:
            return True
        below = (
            rows.division is not None and who.level.value in LOOKERS and row.division is not None
            and who.lo != "" and who.hi != "" and who.lo <= row.division < who.hi
        )  # fmt: skip
        ours = rows.unit is not None and who.unit is not None and row.unit_id == who.unit
        mine = rows.user is not None and who.user is not None and row.user_id == who.user
        told = rows.shared is not None and who.unit is not None and who.unit in (row.told or ())
        return below or ours or mine or told

    return {row.id for row in ROWS if row.table == table and seen(row)}


@contextmanager
def planted() -> Iterator[Urls]:
    """The database, made and filled, policies applied, reachable as the alias `planted`."""
    with new_home() as home:
        urls = database(prepare(home), ALIAS)
        with psycopg.connect(urls.owner) as owner:
            owner.execute(SCHEMA)
            for row in ROWS:
                owner.execute(*row.insert())
            assert apply(owner, TABLES) == []
        with aliased(urls, ALIAS):
            yield urls


@contextmanager
def aliased(urls: Urls, alias: str, **options: Any) -> Iterator[None]:
    """A Django connection of the runtime role, under a name of its own."""
    info = psycopg.conninfo.conninfo_to_dict(urls.app)
    like = connections.databases["default"]
    connections.databases[alias] = {
        **like,
        "NAME": info["dbname"], "USER": info["user"], "PASSWORD": info["password"],
        "HOST": info["host"], "PORT": info["port"], "CONN_MAX_AGE": 0 if options else None, "OPTIONS": options,
    }  # fmt: skip
    try:
        yield
    finally:
        connections[alias].close()
        if options:
            connections[alias].close_pool()  # type: ignore[attr-defined]
        del connections[alias]
        del connections.databases[alias]


def shown(using: str, table: str) -> set[int]:
    """What PostgreSQL gives on this connection when nobody filters."""
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table}")
        return {row[0] for row in cursor.fetchall()}


def as_system(who: Viewer) -> Viewer:
    """The same person at the system's level: what a forged setting would look like."""
    return replace(who, level=Level.SYSTEM)
