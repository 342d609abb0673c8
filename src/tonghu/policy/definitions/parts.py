"""认定条件的部件: age, hukou, distance, stay, reasons of incapacity. Each carries its clause."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tonghu.policy.definitions.words import (
    Area,
    Circumstance,
    DisabilityKind,
    HarmAct,
    ParentStatus,
)
from tonghu.policy.schema.base import Duration, Section, wrong_key

Age = Annotated[int, Field(ge=0, le=25)]
Grades = tuple[Annotated[int, Field(ge=1, le=4)], ...]
# 方案里的词是文字，模型里是枚举：只有这几处放宽严格模式。
AreaWord = Annotated[Area, Field(strict=False)]
StatusWord = Annotated[ParentStatus, Field(strict=False)]
CircumstanceWord = Annotated[Circumstance, Field(strict=False)]
KindWord = Annotated[DisabilityKind, Field(strict=False)]
HarmWord = Annotated[HarmAct, Field(strict=False)]
SPAN_UNITS = frozenset({"days", "weeks", "months", "years"})


class Rule(Section):
    """A table that decides something, so it names its clause."""

    basis: str = Field(description="依据")


class Span(Duration):
    """时长: of a status that lasts, so never minutes, hours or working days."""

    @model_validator(mode="after")
    def calendar_unit(self) -> Self:
        """Refuse a unit that says nothing about a lasting status."""
        if self.unit not in SPAN_UNITS:
            raise ValueError("持续的时长只许写 days、weeks、months、years 中的一个。")
        return self


class AgeLimit(Rule):
    """年龄: younger than so many full years 周岁."""

    below: Annotated[Age, Field(ge=1)] = Field(description="不满多少周岁")


class Birthday(Rule):
    """满周岁的算法: whether the birthday itself still counts, and 29 February's stand-in."""

    still_counts: bool = Field(description="满周岁的生日当天是否仍算不满")
    leap_day: Literal["02-28", "03-01"] = Field(description="2月29日出生的人平年的生日")


class Hukou(Rule):
    """户籍: whether only rural households count (Part U)."""

    rural_only: bool = Field(description="是否只认农村户籍")


class Away(Rule):
    """外出: beyond which division, and for how long at least."""

    beyond: AreaWord = Field(description="离开哪一级区域才算外出")
    at_least: Span | None = Field(default=None, description="外出满多久")


class Stay(Rule):
    """留在何处: at the hukou place, or at the place of habitual residence as well."""

    at: tuple[Literal["hukou", "residence"], ...] = Field(min_length=1, description="留在何处")
    within: AreaWord = Field(description="与户籍地同属哪一级区域算留在户籍地")


class DisabilityTest(Section):
    """残疾等级与类别: no kinds means every kind."""

    grades: Grades = Field(min_length=1, description="残疾等级")
    kinds: tuple[KindWord, ...] | None = Field(default=None, description="残疾类别（不写为全部）")


_NO_REASONS = (ParentStatus.AT_HOME, ParentStatus.ABLE, ParentStatus.AWAY)


class Cause(Rule):
    """无监护能力的原因: one row per reason, with its threshold."""

    cause: StatusWord = Field(description="原因")
    at_least: Span | None = Field(default=None, description="持续满多久")
    measured: Literal["elapsed", "term"] | None = Field(
        default=None, description="按已持续的时间（不写即是），还是按决定的期限"
    )
    grades: Grades | None = Field(default=None, description="残疾等级")
    kinds: tuple[KindWord, ...] | None = Field(default=None, description="残疾类别（不写为全部）")

    @model_validator(mode="after")
    def fits_cause(self) -> Self:
        """Grades belong to disability, and only there; a term needs a length."""
        if self.cause in _NO_REASONS:
            raise wrong_key("cause", "在家、有能力、外出不是无监护能力的原因")
        if self.cause is ParentStatus.DISABLED and not self.grades:
            raise wrong_key("cause", "残疾须写 grades（残疾等级）")
        if self.cause is not ParentStatus.DISABLED and self.grades:
            raise wrong_key("grades", "只有残疾写 grades，其他原因请删去")
        if self.kinds and not self.grades:
            raise wrong_key("kinds", "只有残疾可以写 kinds，其他原因请删去")
        if self.measured == "term" and self.at_least is None:
            raise wrong_key("measured", 'measured = "term" 时须写 at_least')
        return self


ParentsPattern = Literal["both_gone", "one_gone_other_unable", "both_unable"]


class Parents(Section):
    """父母双方的情形: who is gone, who is unable, and how the two combine."""

    patterns: tuple[ParentsPattern, ...] = Field(min_length=1, description="认定情形")
    gone: tuple[Cause, ...] = ()
    unable: tuple[Cause, ...] = ()
