"""表式: the columns of a sheet as data: heads, fields, code tables; a profile may bring its own.

`<name>.toml` beside this file is the installation's; `<profile folder>/workbook/<name>.toml` of the
place, or of a profile it builds on, stands before it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from tonghu.policy import load, places
from tonghu.policy.problems import ProfileError
from tonghu.registry.fields import BY_CODE, FieldDef

HERE = Path(__file__).parent
NAMES = ("list", "roster", "national")
DERIVED = frozenset(
    {"order", "town", "village", "place", "age", "state", "schemes", "worker", "file_number", "paper_number",
     "confirmed_on", "registered_on", "left_on", "left_reason", "sex_short", "completeness", "flags"}
)  # fmt: skip
DAY = "%Y-%m-%d"


class BadLayout(ValueError):
    """表式写得不对: which file, which column, what is wrong."""


@dataclass(frozen=True, slots=True)
class Column:
    """一列: its head, the field or derived fact it shows, its words where they are not ours."""

    header: str
    field: str = ""  # a code of `registry.fields`
    shows: str = ""  # a derived fact, one of DERIVED
    also: tuple[str, ...] = ()
    width: int = 12
    words: tuple[tuple[str, str], ...] = ()  # code, the sheet's word
    blank: str = ""  # what stands where nothing is collected
    wrap: bool = False

    @property
    def definition(self) -> FieldDef | None:
        """The field, None for a derived column."""
        return BY_CODE.get(self.field)


@dataclass(frozen=True, slots=True)
class Layout:
    """一种表."""

    code: str
    label: str
    title: str
    note: str
    columns: tuple[Column, ...]
    verified: bool = True
    joined: str = "、"
    day: str = DAY

    @property
    def asks_identity(self) -> bool:
        """Whether a column shows what is shown for a purpose only."""
        return any(is_closed(column) for column in self.columns)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields it carries, in order."""
        return tuple(one.field for one in self.columns if one.field)


def is_closed(column: Column) -> bool:
    """Whether a column shows a number of an identity card or of a telephone."""
    found = column.definition
    return found is not None and found.kind.value in ("id_number", "phone")


def layout(name: str, profile: str = "") -> Layout:
    """The layout of a name as it holds under a profile."""
    if name not in NAMES:
        raise LookupError(name)
    return _read(_file(name, profile), name)


def _file(name: str, profile: str) -> Path:
    for folder in _folders(profile):
        own = folder / "workbook" / f"{name}.toml"
        if own.is_file():
            return own
    return HERE / f"{name}.toml"


@lru_cache(maxsize=16)
def _folders(profile: str) -> tuple[Path, ...]:
    """The folders of a profile and of what it builds on, nearest first."""
    if not profile:
        return ()
    try:
        chain = load(profile).lineage
        return tuple(found for code in chain if (found := places.find(code)).is_dir())
    except ProfileError:
        return ()


@lru_cache(maxsize=32)
def _read(file: Path, name: str) -> Layout:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadLayout(f"{file}：{error}") from error
    columns = tuple(_column(file, at, one) for at, one in enumerate(table.get("column", []), 1))
    if not columns:
        raise BadLayout(f"{file}：一列也没有，请至少写一个[[column]]。")
    heads = [head for column in columns for head in (column.header, *column.also)]
    twice = next((head for head in heads if heads.count(head) > 1), "")
    if twice:
        raise BadLayout(f"{file}：“{twice}”写了两次，读回来时分不清是哪一列。")
    return Layout(
        code=name, label=str(table["label"]), title=str(table.get("title", table["label"])),
        note=str(table.get("note", "")), columns=columns, verified=bool(table.get("verified", True)),
        joined=str(table.get("joined", "、")), day=str(table.get("day", DAY)),
    )  # fmt: skip


def _column(file: Path, at: int, table: dict[str, Any]) -> Column:
    field, shows = str(table.get("field", "")), str(table.get("shows", ""))
    if not table.get("header"):
        raise BadLayout(f"{file}：第{at}列没有写表头header。")
    if bool(field) == bool(shows):
        raise BadLayout(f"{file}：第{at}列要写field或者shows，只写一个。")
    if field and field not in BY_CODE:
        raise BadLayout(f"{file}：第{at}列的field“{field}”不是档案里的栏目。")
    if shows and shows not in DERIVED:
        raise BadLayout(f"{file}：第{at}列的shows“{shows}”没有这一项。")
    words = tuple((str(code), str(word)) for code, word in table.get("words", {}).items())
    known = dict(BY_CODE[field].words) if field else {}
    strange = next((code for code, _ in words if known and code not in known), "")
    if strange:
        raise BadLayout(f"{file}：第{at}列的words里“{strange}”不是{field}的代码。")
    return Column(
        header=str(table["header"]), field=field, shows=shows, also=tuple(table.get("also", ())),
        width=int(table.get("width", 12)), words=words, blank=str(table.get("blank", "")),
        wrap=bool(table.get("wrap", False)),
    )  # fmt: skip
