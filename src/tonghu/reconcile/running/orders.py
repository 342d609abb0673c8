"""交办: what the parent asks of the child process, and what it gets back, as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tonghu.reconcile.engine.fields import Field, Kind, Population
from tonghu.reconcile.engine.intake import SavedMapping
from tonghu.reconcile.engine.intake.mappings import Layout
from tonghu.reconcile.engine.intake.tables import RosterFile


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """区划: a town or village of the county the run is about."""

    code: str
    name: str
    town: bool


@dataclass(frozen=True, slots=True)
class UnitRef:
    """单位: as the directory knows it."""

    id: str
    name: str
    kind: str
    division: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileRef:
    """一份名册: where it lies decrypted, and what its receipt says."""

    path: str
    hand_in: str
    kind: str
    unit: str
    unit_name: str
    division: str
    town: str
    as_of: str = ""
    population: str = ""
    layouts: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()

    @property
    def roster(self) -> RosterFile:
        """As the engine takes it."""
        return RosterFile(
            Path(self.path),
            Kind(self.kind),
            self.unit_name,
            self.town,
            date.fromisoformat(self.as_of) if self.as_of else None,
            Population(self.population) if self.population else None,
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """判定: a verdict that still stands, by the marks of its two records."""

    a: str
    b: str
    word: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Order:
    """一次比对."""

    profile: str
    as_of: str
    found_on: str
    division: str  # the county, or the town of a town's own run
    county: str
    salt: str
    out: str
    places: tuple[PlaceRef, ...] = ()
    units: tuple[UnitRef, ...] = ()
    files: tuple[FileRef, ...] = ()
    verdicts: tuple[Standing, ...] = ()
    earlier: str = ""  # folder with the state of the run before
    demo: bool = False


@dataclass(frozen=True, slots=True)
class PeekOrder:
    """先看一眼: files just handed in, to be read and described."""

    files: tuple[FileRef, ...]
    today: str
    out: str
    kind: str = field(default="peek")


def pack(order: Order | PeekOrder) -> bytes:
    """One line of JSON."""
    return json.dumps(asdict(order), ensure_ascii=False).encode() + b"\n"


def unpack(line: bytes) -> Order | PeekOrder:
    """The order as the child gets it."""
    raw = json.loads(line)
    files = tuple(_file(one) for one in raw.pop("files"))
    if raw.get("kind") == "peek":
        return PeekOrder(files=files, today=raw["today"], out=raw["out"])
    places = tuple(PlaceRef(**one) for one in raw.pop("places"))
    units = tuple(UnitRef(**{**u, "names": tuple(u["names"])}) for u in raw.pop("units"))
    verdicts = tuple(Standing(**one) for one in raw.pop("verdicts"))
    return Order(**raw, files=files, places=places, units=units, verdicts=verdicts)


def _file(raw: dict[str, Any]) -> FileRef:
    layouts = tuple((tuple(heads), tuple(fields)) for heads, fields in raw.pop("layouts"))
    return FileRef(**raw, layouts=layouts)


def saved_of(files: tuple[FileRef, ...]) -> dict[str, SavedMapping]:
    """What people decided about columns, by sender, as reading wants it."""
    found: dict[str, list[Layout]] = {}
    for file in files:
        for heads, fields in file.layouts:
            layout = Layout(heads, tuple(Field(f) if f else None for f in fields))
            known = found.setdefault(file.unit_name, [])
            if layout not in known:
                known.append(layout)
    return {sender: SavedMapping(sender, tuple(made)) for sender, made in found.items()}
