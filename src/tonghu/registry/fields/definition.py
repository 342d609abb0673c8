"""栏目的写法: what a blank of the file is, whom it believes first, when it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tonghu.core.sensitivity import Sensitivity
from tonghu.registry.states import SourceKind

IDENTITY, RISK, PLAIN = Sensitivity.IDENTITY, Sensitivity.RISK, Sensitivity.PSEUDONYMOUS
Words = tuple[tuple[str, str], ...]
Said = str | bool | list[str]


class Kind(StrEnum):
    """栏目种类: how a value is written; days as 2016-05-20, an uncertain birth also as 2016-05 or 2016."""

    TEXT = "text"
    NAME = "name"
    DAY = "day"
    BIRTH = "birth"
    YES_NO = "yes_no"
    CODE = "code"
    CODES = "codes"
    DIVISION = "division"
    PLACE = "place"  # a 12-digit code, or words
    UNIT = "unit"  # the id of a unit of the directory
    ID_NUMBER = "id_number"
    PHONE = "phone"


class Kept(StrEnum):
    """存放: a column of its own, or one of two encrypted columns by sensitivity."""

    COLUMN = "column"
    PRIVATE = "private"
    DELICATE = "delicate"


@dataclass(frozen=True, slots=True)
class Asked:
    """何时要填: only where another blank holds one of these values."""

    code: str
    values: tuple[str | bool | None, ...]

    def fits(self, said: object) -> bool:
        """Whether that blank holds one of them."""
        found = said if isinstance(said, list) else [said]
        return any(one in self.values for one in found)


@dataclass(frozen=True, slots=True)
class FieldDef:
    """栏目: one blank of the child file."""

    code: str
    label: str
    block: str
    kind: Kind
    sensitivity: Sensitivity
    kept: Kept
    trust: tuple[SourceKind, ...] = ()  # most trusted first; empty: the latest statement holds
    words: Words = ()
    length: int = 100
    required: bool = False
    asked: tuple[Asked, ...] = ()  # every one must fit
    counted: bool = True  # whether completeness asks for it

    def word(self, code: str) -> str:
        """The label of a code; the code itself when nobody declared it."""
        return dict(self.words).get(code, code)
