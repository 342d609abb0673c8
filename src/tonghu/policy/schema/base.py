"""格式的基本件: the section model, the kinds of coded words, durations and month-days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError


class Section(BaseModel):
    """A table of a profile: frozen, closed, nothing converted silently."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    atomic: ClassVar[bool] = False  # an atomic table is replaced whole by an heir, never merged


class Row(Section):
    """One row of an array of tables; it keeps its own citation."""

    basis: str
    d: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Listed:
    """Marks a word of `[lists.<name>]` of vocabulary.toml."""

    name: str


@dataclass(frozen=True)
class FunctionCode:
    """Marks a code of `[functions]` of vocabulary.toml."""


@dataclass(frozen=True)
class UnitCode:
    """Marks the code of a unit of this profile, or of a body that is no member (town, school …)."""


@dataclass(frozen=True)
class DocumentKey:
    """Marks a key of `[documents]`."""


@dataclass(frozen=True)
class EventKind:
    """Marks an event kind of vocabulary.toml."""


@dataclass(frozen=True)
class Identifier:
    """Marks a text that only names a row (a slug): neither translated nor decided on."""


Marker = Listed | FunctionCode | UnitCode | DocumentKey | EventKind | Identifier

MonthDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
Count = Annotated[int, Field(ge=0, le=1_000_000)]
AtLeastOne = Annotated[int, Field(ge=1, le=1000)]
Age = Annotated[int, Field(ge=1, le=18)]
Year = Annotated[int, Field(ge=1949, le=2100)]
Day = Annotated[date, Field(ge=date(1949, 10, 1), le=date(2100, 12, 31))]
Function = Annotated[str, FunctionCode()]
UnitRef = Annotated[str, UnitCode()]
DocumentRef = Annotated[str, DocumentKey()]
Text = Annotated[str, StringConstraints(pattern=r"\S")]  # not empty, not only blanks
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_.-]+$"), Identifier()]
NonEmpty = Field(min_length=1)

AT_KEY = "at_key"  # a fault of a whole table that one of its keys shows best


def wrong_key(key: str, sentence: str) -> PydanticCustomError:
    """A fault that a model finds in the whole and that belongs at the line of one key."""
    return PydanticCustomError(AT_KEY, sentence, {"key": key})


DURATION_UNITS = {
    "minutes": "分钟",
    "hours": "小时",
    "days": "日",
    "working_days": "个工作日",
    "weeks": "周",
    "months": "个月",
    "years": "年",
}


class Duration(Section):
    """期间: exactly one unit with a positive whole number."""

    atomic: ClassVar[bool] = True
    # no document counts so far; a longer one is a slip of the hand that no calendar could follow
    minutes: Annotated[int, Field(ge=1, le=10_080)] | None = None
    hours: Annotated[int, Field(ge=1, le=720)] | None = None
    days: Annotated[int, Field(ge=1, le=36_500)] | None = None
    working_days: Annotated[int, Field(ge=1, le=1_000)] | None = None
    weeks: Annotated[int, Field(ge=1, le=5_200)] | None = None
    months: Annotated[int, Field(ge=1, le=1_200)] | None = None
    years: Annotated[int, Field(ge=1, le=100)] | None = None

    @model_validator(mode="after")
    def _one_unit(self) -> Duration:
        if len(self.model_fields_set) != 1:
            raise ValueError("期间须写且只写一个计量单位")
        return self

    @property
    def unit(self) -> str:
        """The unit of measure that is set."""
        return next(iter(self.model_fields_set))

    @property
    def number(self) -> int:
        """How many of the unit."""
        value: int = getattr(self, self.unit)
        return value

    def __str__(self) -> str:
        return f"{self.number}{DURATION_UNITS[self.unit]}"
