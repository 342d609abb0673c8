"""Sheets of invented children made from rows of plain words; nothing is read from files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa

from tonghu.reconcile.engine.canonical.names import Names, canonical_names
from tonghu.reconcile.engine.canonical.table import Table, canonical_table
from tonghu.reconcile.engine.fields import Field, Kind, Population
from tonghu.reconcile.engine.intake.tables import Intake, RosterFile, Sheet
from tonghu.reconcile.engine.run import Outcome, reconcile

TODAY = date(2026, 9, 1)
Row = Mapping[str, str]
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许韩冯邓曹彭曾"
GIVEN = "伟芳娜敏静强磊军洋勇艳杰娟涛明超兰霞平刚桂云辉鹏华飞玉红丹"


def number(day: str = "20140503", serial: int = 11, place: str = "990101") -> str:
    """A number with the right check character, of a division that does not exist."""
    body = f"{place}{day}{serial:03d}"
    return body + check(body)


def check(body: str) -> str:
    """Check character of 17 digits (GB 11643-1999), written independently of the engine."""
    left = sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11
    return str((12 - left) % 11) if (12 - left) % 11 < 10 else "X"


def column(*texts: str) -> pa.StringArray:
    """A column of cells."""
    return pa.array(texts, pa.string())


def names(*texts: str) -> Names:
    """Canonical names."""
    return canonical_names(column(*texts))


def sheet(
    kind: str,
    rows: Sequence[Row],
    file: str = "",
    town: str = "",
    population: Population | None = None,
) -> Sheet:
    """A sheet whose columns are all keys that occur in its rows."""
    used = [field for field in Field if any(field.value in row for row in rows)]
    cells = {f: column(*(row.get(f.value, "") for row in rows)) for f in used}
    roster = RosterFile(Path(file or f"{kind}.csv"), Kind(kind), town=town, population=population)
    numbers = pa.array(range(1, len(rows) + 1), pa.int32())
    return Sheet(roster, "", 1, (), numbers, cells)


def table(*sheets: Sheet) -> Table:
    """Canonical records of the sheets."""
    return canonical_table(sheets, TODAY)


def one_table(*rows: Row) -> Table:
    """Canonical records of one police sheet."""
    return table(sheet("police", rows))


def run(*sheets: Sheet, **more: object) -> Outcome:
    """Reconcile sheets on the pinned day."""
    return reconcile(Intake(tuple(sheets)), today=TODAY, **more)  # type: ignore[arg-type]


def groups(outcome: Outcome) -> set[frozenset[tuple[str, int]]]:
    """Which records (file, row) are one child: free of every order and numbering."""
    found: dict[int, set[tuple[str, int]]] = {}
    records, sheets = outcome.result.records, outcome.result.sheets
    for at, entity in enumerate(records.entity.tolist()):
        place = (sheets[records.sheet[at]].file.path.name, int(records.row[at]))
        found.setdefault(entity, set()).add(place)
    return {frozenset(members) for members in found.values()}


def together(outcome: Outcome, a: int, b: int) -> bool:
    """Are two records one child?"""
    return bool(outcome.result.records.entity[a] == outcome.result.records.entity[b])


def child(at: int = 0, **changed: str) -> dict[str, str]:
    """The `at`-th invented child: everything known, nothing shared with the next by chance."""
    surname = SURNAMES[at % len(SURNAMES)]
    given = GIVEN[at // 3 % len(GIVEN)] + GIVEN[(at * 7 + 3) % len(GIVEN)]
    day = f"{2012 + at % 6}{at % 12 + 1:02d}{at * 5 % 28 + 1:02d}"
    row = {
        "name": surname + given,
        "id_number": number(day, 2 * (at % 400) + 1),
        "sex": "男",
        "birth_date": day,
        "father_name": surname + GIVEN[at * 11 % len(GIVEN)] + GIVEN[(at + 9) % len(GIVEN)],
        "mother_name": SURNAMES[(at + 13) % len(SURNAMES)] + GIVEN[at * 13 % len(GIVEN)] + "英",
        "guardian_name": surname + "德" + GIVEN[at * 17 % len(GIVEN)],
        "phone": f"139{at * 7919 % 100_000_000:08d}",
        "town": f"演示{'甲乙丙'[at % 3]}镇",
        "village": f"{'东西南北'[at % 4]}{'山水桥'[at % 3]}村",
    }
    return {**row, **changed}


def without(row: Row, *fields: str) -> dict[str, str]:
    """The same row with some cells empty."""
    return {key: "" if key in fields else value for key, value in row.items()}
