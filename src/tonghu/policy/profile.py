"""方案: a resolved, frozen profile; for every value the place it came from and its basis."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field

from tonghu.policy.definitions import Definitions
from tonghu.policy.loading.layers import Fact, Origin
from tonghu.policy.schema.base import Duration
from tonghu.policy.schema.identity import Document
from tonghu.policy.schema.sheet import Sheet
from tonghu.policy.schema.units import Duty, Unit
from tonghu.policy.toml_lines import Path
from tonghu.policy.vocabulary import Vocabulary

UNVERIFIED = "待核"
LOCAL = "local"


@dataclass(frozen=True)
class Profile:
    """A profile in force: the sheet, the vocabulary it speaks, and where each value stands."""

    sheet: Sheet
    vocabulary: Vocabulary = field(repr=False)
    facts: dict[Path, Fact] = field(repr=False, compare=False)
    silences: dict[Path, Origin] = field(repr=False, compare=False)
    origins: dict[Path, Origin] = field(repr=False, compare=False)
    lineage: tuple[str, ...] = ()
    full_version: str = ""

    @property
    def code(self) -> str:
        """The profile's code."""
        return self.sheet.profile.code

    @property
    def name(self) -> str:
        """The place's name."""
        return self.sheet.profile.name

    @property
    def documents(self) -> dict[str, Document]:
        """The document library, own and inherited."""
        return self.sheet.documents

    @property
    def units(self) -> tuple[Unit, ...]:
        """The member units in printed order."""
        return self.sheet.units

    @property
    def duties(self) -> tuple[Duty, ...]:
        """The duties, one row per clause."""
        return self.sheet.duties

    @property
    def definitions(self) -> Definitions:
        """Who counts."""
        return self.sheet.definitions

    @property
    def clocks(self) -> dict[str, Duration]:
        """The length of every clock."""
        return self.sheet.clocks

    @property
    def hash(self) -> str:
        """The fingerprint of the content; a record keeps the hash that judged it."""
        return content_hash(self.sheet, self.facts)

    def basis(self, *path: str | int) -> str:
        """The citation of a value; of the nearest enclosing value where it has none itself."""
        for length in range(len(path), 0, -1):
            fact = self.facts.get(path[:length])
            if fact is not None and fact.origin.basis:
                return fact.origin.basis
            origin = self.origins.get(path[:length])
            if origin is not None and origin.basis:
                return origin.basis
        return ""

    def silent(self, *path: str | int) -> bool:
        """文件未规定: the value is a default because this place's document sets none."""
        fact = self.facts.get(path)
        if fact is not None:
            return fact.silent is not None
        return any(path[: len(known)] == known for known in self.silences)

    def own(self, *path: str | int) -> bool:
        """Whether this profile states the value itself."""
        fact = self.facts.get(path)
        return fact is not None and fact.origin.profile == self.code

    def states(self, *path: str | int) -> bool:
        """Whether the place's own document decides it: stated here and by a document."""
        return self.own(*path) and self.cites_document(*path)

    def cites_document(self, *path: str | int) -> bool:
        """Whether the basis is a document, neither local nor unverified."""
        basis = self.basis(*path)
        return bool(basis) and not basis.startswith((LOCAL, UNVERIFIED))


def content_hash(sheet: Sheet, facts: dict[Path, Fact]) -> str:
    """sha256 of the canonical JSON of values and citations; notes do not count."""
    content = {
        "values": sheet.model_dump(mode="json", by_alias=True),
        "basis": sorted((str(path), fact.origin.basis or "") for path, fact in facts.items()),
    }
    _drop_notes(content["values"])
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _drop_notes(value: object) -> None:
    if isinstance(value, dict):
        value.pop("note", None)
        value.pop("d", None)
        for below in value.values():
            _drop_notes(below)
    elif isinstance(value, list):
        for below in value:
            _drop_notes(below)
