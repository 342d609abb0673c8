"""成员单位与职责: the printed list and one row per clause (Parts N and S)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from tonghu.policy.schema.base import (
    AtLeastOne,
    Day,
    EventKind,
    Function,
    Listed,
    NonEmpty,
    Row,
    Slug,
    Text,
    UnitRef,
    Year,
)


class Unit(Row):
    """成员单位: one row of the printed list."""

    code: Function = Field(description="职能")
    name: Text = Field(description="名称")
    aliases: tuple[Text, ...] = Field(default=(), description="又作")
    part: Annotated[str, Listed("parts")] = Field(description="身份")
    within: UnitRef | None = Field(default=None, description="列在谁的括号内")
    number: AtLeastOne | None = Field(default=None, description="名单序号")
    liaison: bool | None = Field(default=None, description="名单列有联络员")
    successor: Text | None = Field(default=None, description="今名")
    since: Day | Year | None = Field(default=None, description="今名起自")
    until: Day | Year | None = Field(default=None, description="原名用到")


class Duty(Row):
    """职责: one clause that names one deed of one unit."""

    code: Slug = Field(description="代码")
    unit: UnitRef = Field(description="单位")
    text: Text = Field(description="内容")
    period: Annotated[str, Listed("periods")] = Field(description="周期")
    proof: Annotated[tuple[Annotated[str, EventKind()], ...], NonEmpty] = Field(description="凭据")
