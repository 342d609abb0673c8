"""What parent and child say to each other: one JSON line each way, checked on arrival."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, cast

from tonghu.reconcile.engine.fields import Field, Kind, Population
from tonghu.reconcile.engine.intake.limits import Limits
from tonghu.reconcile.engine.intake.mappings import Layout, SavedMapping
from tonghu.reconcile.engine.intake.sentences import Refusal, say
from tonghu.reconcile.engine.intake.store import Place, Stored

MOST_ROWS = 1_000  # a notice names at most so many rows


@dataclass(frozen=True, slots=True)
class Job:
    """One file for the child to read."""

    path: str
    out: str  # prefix of the files to write
    kind: Kind
    sender: str
    town: str
    as_of: date | None
    population: Population | None
    limits: Limits
    today: date
    saved: tuple[SavedMapping, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A notice before the parent adds the file."""

    code: str
    text: str
    sheet: str = ""
    rows: tuple[int, ...] = ()
    count: int = 0
    fatal: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column as the child understood it."""

    index: int
    header: str
    field: Field | None
    reason: str


@dataclass(frozen=True, slots=True)
class Read:
    """One accepted sheet: where its columns are stored and what its columns mean."""

    name: str
    header_row: int
    stored: Stored
    columns: tuple[Column, ...]
    sender: str
    town: str
    as_of: date | None
    population: Population | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one file."""

    sheets: tuple[Read, ...] = ()
    said: tuple[Said, ...] = field(default=())


def noticed(code: str, sheet: str, rows: list[int], **values: object) -> Said:
    """A notice about rows: the first thousand are named, all are counted."""
    text = say(code, count=len(rows), **values)
    return Said(code, text, sheet, tuple(rows[:MOST_ROWS]), len(rows))


def refused(error: Refusal, sheet: str = "") -> Said:
    """The notice of a refusal."""
    return Said(error.code, error.text, sheet, fatal=True)


def pack(message: Job | Answer) -> bytes:
    """One line of JSON."""
    return json.dumps(asdict(message), default=_plain, ensure_ascii=False).encode() + b"\n"


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _population(text: str | None) -> Population | None:
    return Population(text) if text else None


def unpack_job(line: bytes) -> Job:
    """A job as the child receives it."""
    raw = cast("dict[str, Any]", json.loads(line))
    limits = raw["limits"]
    limits["today"] = _day(limits["today"])
    raw["limits"] = Limits(**limits)
    raw["kind"] = Kind(raw["kind"])
    raw["as_of"] = _day(raw["as_of"])
    raw["today"] = date.fromisoformat(raw["today"])
    raw["population"] = _population(raw["population"])
    raw["saved"] = tuple(
        SavedMapping(s["sender"], tuple(_layout(one) for one in s["layouts"])) for s in raw["saved"]
    )
    return Job(**raw)


def _layout(raw: dict[str, Any]) -> Layout:
    fields = tuple(Field(f) if f else None for f in raw["fields"])
    return Layout(tuple(raw["headers"]), fields)


def unpack_answer(line: bytes) -> Answer:
    """An answer as the parent receives it: anything odd raises ValueError, KeyError or TypeError."""
    raw = cast("dict[str, Any]", json.loads(line))
    return Answer(
        tuple(_read(s) for s in raw["sheets"]),
        tuple(
            Said(
                str(s["code"]),
                str(s["text"]),
                str(s["sheet"]),
                tuple(int(r) for r in s["rows"]),
                int(s["count"]),
                bool(s["fatal"]),
            )
            for s in raw["said"]
        ),
    )


def _read(raw: dict[str, Any]) -> Read:
    columns = tuple(
        Column(
            int(c["index"]),
            str(c["header"]),
            Field(c["field"]) if c["field"] else None,
            str(c["reason"]),
        )
        for c in raw["columns"]
    )
    return Read(
        str(raw["name"]),
        int(raw["header_row"]),
        _stored(raw["stored"]),
        columns,
        str(raw["sender"]),
        str(raw["town"]),
        _day(raw["as_of"]),
        _population(raw["population"]),
    )


def _stored(raw: dict[str, Any]) -> Stored:
    places = (Place(int(p["offsets"]), int(p["data"]), int(p["length"])) for p in raw["places"])
    return Stored(str(raw["path"]), int(raw["count"]), tuple(places))
