"""与公布数比对: counted children against published education totals (WQ 二(四), D-086)."""

from __future__ import annotations

import csv
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.compute as pc

from tonghu.reconcile.engine.fields import KINDS, Field, Kind
from tonghu.reconcile.engine.result import Result
from tonghu.reconcile.report.cells import cell_codes

_NAMES = {
    "town": "town",
    "乡镇": "town",
    "乡镇（街道）": "town",
    "school": "school",
    "学校": "school",
    "学校名称": "school",
    "number": "number",
    "人数": "number",
    "学生数": "number",
    "公布数": "number",
    "roster": "roster",
    "名册": "roster",
    "who": "who",
    "口径": "who",
}
_FLAGGED = {"留守", "留守儿童", "flagged", "left_behind"}
_ALL = {"", "全部", "全部儿童", "all"}


class TotalsError(ValueError):
    """The file of totals cannot be used; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Total:
    """公布数: one published number, of a town or of a school."""

    town: str
    school: str
    number: int
    roster: Kind = Kind.SCHOOL
    flagged: bool = False  # only children called left-behind


@dataclass(frozen=True, slots=True)
class Compared:
    """One published number beside what the rosters gave."""

    total: Total
    counted: int

    @property
    def difference(self) -> int:
        """Counted minus published."""
        return self.counted - self.total.number

    @property
    def name(self) -> str:
        """Town or school."""
        return self.total.school or self.total.town


def load_totals(path: Path) -> tuple[Total, ...]:
    """Published totals from CSV (列：乡镇或学校、人数，可加名册、口径) or TOML ([[totals]])."""
    try:
        rows = _toml(path) if path.suffix.lower() == ".toml" else _csv(path)
        return tuple(_total(path, at, row) for at, row in enumerate(rows, 1))
    except OSError as problem:
        raise TotalsError(f"公布数文件{path.name}打不开，请检查路径") from problem
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, csv.Error) as problem:
        raise TotalsError(f"公布数文件{path.name}读不懂：请交UTF-8的CSV或TOML") from problem


def compare(result: Result, totals: Iterable[Total]) -> list[Compared]:
    """Count, for every published number, the children the rosters show."""
    counter = _Counter(result)
    return [Compared(total, counter.count(total)) for total in totals]


class _Counter:
    """Counts distinct children by town or school; school names are compared without spaces."""

    def __init__(self, result: Result) -> None:
        self.result = result
        raw = result.records.raw.get(Field.SCHOOL)
        count = len(result.records.kind)
        self.school = cell_codes(raw) if raw is not None else np.full(count, -1, np.int64)
        self.codes: dict[str, list[int]] = {}
        if raw is not None and count:
            words = pc.dictionary_encode(raw).unify_dictionaries().chunk(0).dictionary.to_pylist()
            for code, word in enumerate(words):
                self.codes.setdefault(_plain(word or ""), []).append(code)
        self.towns = {_plain(town): at for at, town in enumerate(result.towns)}

    def count(self, total: Total) -> int:
        """Distinct children of one total."""
        records = self.result.records
        chosen = records.kind == KINDS.index(total.roster)
        if total.flagged:
            chosen &= records.left_behind == 1
        if total.school:
            chosen &= self._at_school(_plain(total.school))
        else:
            chosen &= records.town == self.towns.get(_plain(total.town), -2)
        return len(np.unique(records.entity[chosen]))

    def _at_school(self, name: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Rows that name the school, and rows without a name in a file the school sent."""
        named = np.isin(self.school, self.codes.get(name, [-9]))
        sent = [at for at, s in enumerate(self.result.sheets) if _plain(s.file.sender) == name]
        silent = (self.school < 0) & np.isin(self.result.records.sheet, sent)
        return np.asarray(named | silent, np.bool_)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _csv(path: Path) -> list[Mapping[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [
            {_NAMES.get(k.strip(), k): (v or "").strip() for k, v in row.items() if k is not None}
            for row in csv.DictReader(lines)
        ]


def _toml(path: Path) -> list[Mapping[str, str]]:
    rows = tomllib.loads(path.read_text("utf-8")).get("totals", [])
    return [{_NAMES.get(k, k): str(v) for k, v in row.items()} for row in rows]


def _total(path: Path, at: int, row: Mapping[str, str]) -> Total:
    where = f"公布数文件{path.name}第{at}条"
    town, school = row.get("town", ""), row.get("school", "")
    if not (town or school):
        raise TotalsError(f"{where}没有写乡镇或学校，请补上这一列")
    try:
        number = int(row.get("number", "").replace(",", ""))
    except ValueError as problem:
        raise TotalsError(f"{where}的人数不是整数，请改成数字") from problem
    who = row.get("who", "")
    if who not in _FLAGGED | _ALL:
        raise TotalsError(f"{where}的口径只能写“全部”或“留守”")
    return Total(town, school, number, _roster(where, row.get("roster", "")), who in _FLAGGED)


def _roster(where: str, word: str) -> Kind:
    for kind in KINDS:
        if word in (kind.value, kind.label):
            return kind
    if word:
        raise TotalsError(f"{where}的名册只能写“民政摸底”“学校学籍”或“公安户籍”")
    return Kind.SCHOOL
