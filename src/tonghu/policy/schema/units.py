"""成员单位与职责: the printed list and one row per clause (Parts N and S)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from tonghu.policy.schema.base import (
    AtLeastOne,
    EventKind,
    Function,
    Listed,
    NonEmpty,
    Row,
    Slug,
    UnitRef,
)


class Unit(Row):
    """成员单位: one row of the printed list."""

    code: Function
    name: str = Field(min_length=1)
    aliases: tuple[str, ...] = ()
    part: Annotated[str, Listed("parts")]
    within: UnitRef | None = None
    number: AtLeastOne | None = None
    liaison: bool | None = None
    successor: str | None = None
    since: date | int | None = None
    until: date | int | None = None


class Duty(Row):
    """职责: one clause that names one deed of one unit."""

    code: Slug
    unit: UnitRef
    text: str = Field(min_length=1)
    period: Annotated[str, Listed("periods")]
    proof: Annotated[tuple[Annotated[str, EventKind()], ...], NonEmpty]
