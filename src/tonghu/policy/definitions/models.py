"""认定标准: the tables of `[definitions]`. Every test carries the clause it rests on."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tonghu.policy.definitions.parts import (
    Age,
    AgeLimit,
    AreaWord,
    Away,
    Birthday,
    Cause,
    CircumstanceWord,
    DisabilityTest,
    HarmWord,
    Hukou,
    Parents,
    Rule,
    Span,
    Stay,
)
from tonghu.policy.schema.base import AtLeastOne, Identifier, Listed, Section, Text

Pattern = Literal["both_away", "one_away_other_unable", "one_away"]


class LeftBehind(Section):
    """留守儿童."""

    name: Text = Field(description="名称")
    patterns: tuple[Pattern, ...] = Field(min_length=1, description="认定情形")
    basis: str = Field(description="依据")
    age: AgeLimit
    hukou: Hukou
    away: Away
    stay: Stay
    incapacity: tuple[Cause, ...] = Field(min_length=1)


class Migrant(Section):
    """流动儿童."""

    name: Text = Field(description="名称")
    basis: str = Field(description="依据")
    age: AgeLimit
    across: AreaWord = Field(description="离开户籍地的哪一级区域")
    at_least: Span = Field(description="居住满多久")
    carers: tuple[Literal["parent", "guardian"], ...] = Field(min_length=1, description="随谁居住")


class Orphan(Section):
    """孤儿."""

    name: Text = Field(description="名称")
    basis: str = Field(description="依据")
    age: AgeLimit
    parents: Parents


class DeFacto(Section):
    """事实无人抚养儿童."""

    name: Text = Field(description="名称")
    basis: str = Field(description="依据")
    age: AgeLimit
    parents: Parents


class Criteria(Rule):
    """认定条件: holds if any one of the tests named here holds."""

    name: Text = Field(description="名称")
    when: tuple[CircumstanceWord, ...] | None = Field(default=None, description="处境")
    disability: tuple[DisabilityTest, ...] = Field(default=(), description="本人残疾")
    parents: Parents | None = Field(default=None, description="父母情形")
    counted_as: tuple[str, ...] | None = Field(default=None, description="已认定为")

    @model_validator(mode="after")
    def tests_something(self) -> Self:
        """Criteria without a test would never hold."""
        if not (self.when or self.disability or self.parents or self.counted_as):
            raise ValueError(f"类别“{self.name}”没有写任何认定条件。")
        return self


class Category(Criteria):
    """困境类别."""

    code: Annotated[str, Identifier()] = Field(pattern=r"^[a-z][a-z_]*$", description="代码")


class KeyGroup(Criteria):
    """重点排查对象 (D-004): how a word of `survey.key_groups` is decided."""

    code: Annotated[str, Listed("key_groups")] = Field(description="代码")


class IssueFlag(Criteria):
    """突出问题 (D-002): how a word of `survey.issue_flags` is decided."""

    code: Annotated[str, Listed("issue_flags")] = Field(description="代码")


class Support(Criteria):
    """补助项目 (D-017): to whom an item of `benefits.items` may be owed."""

    code: Annotated[str, Listed("benefits")] = Field(description="代码")


class Difficulty(Section):
    """困境儿童."""

    name: Text = Field(description="名称")
    basis: str = Field(description="依据")
    age: AgeLimit
    hukou: Hukou
    categories: tuple[Category, ...] = Field(min_length=1)


class GuardianHarm(Rule):
    """监护侵害: which acts count; by whom is the profile's list of suspects (D-013)."""

    acts: tuple[HarmWord, ...] = Field(min_length=1, description="侵害行为")


class Revocation(Rule):
    """申请撤销监护人资格的前提: how often education or criticism must have failed."""

    educations: AtLeastOne = Field(description="经教育几次仍不改正")
    begging_criticisms: AtLeastOne = Field(description="利用乞讨经批评教育几次")


class AgeBand(Rule):
    """年龄段: both ends included."""

    code: str = Field(description="代码")
    name: Text = Field(description="名称")
    from_age: Age = Field(description="起始周岁")
    to_age: Age = Field(description="终止周岁")


ExitCode = Literal[
    "parent_returned",
    "over_age",
    "moved_with_parents",
    "hukou_moved",
    "died",
    "wrong_or_duplicate",
    "guardian_able_again",
]
SchemeWord = Literal["left_behind", "migrant", "orphan", "de_facto_unsupported", "difficulty"]


class Exit(Rule):
    """退出情形 (D-350): which registers the child leaves for this reason."""

    code: ExitCode = Field(description="代码")
    name: Text = Field(description="名称")
    ends: tuple[SchemeWord, ...] = Field(min_length=1, description="退出哪些名册")


class Definitions(Section):
    """认定标准: one table per scheme."""

    birthday: Birthday
    left_behind: LeftBehind
    migrant: Migrant
    orphan: Orphan
    de_facto_unsupported: DeFacto
    difficulty: Difficulty
    key_groups: tuple[KeyGroup, ...] = ()
    issue_flags: tuple[IssueFlag, ...] = ()
    supports: tuple[Support, ...] = ()
    guardian_harm: GuardianHarm
    revocation: Revocation
    age_bands: tuple[AgeBand, ...] = ()
    exits: tuple[Exit, ...] = ()
