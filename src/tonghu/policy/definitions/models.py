"""认定标准: the tables of `[definitions]`. Every test carries the clause it rests on."""

from __future__ import annotations

from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from tonghu.policy.definitions.words import (
    Area,
    Circumstance,
    DisabilityKind,
    HarmAct,
    ParentStatus,
)
from tonghu.policy.schema.base import AtLeastOne, Duration, Identifier, Listed, Section

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

    below: Age = Field(description="不满多少周岁")


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
    kinds: tuple[KindWord, ...] = Field(default=(), description="残疾类别（不写为全部）")


class Cause(Rule):
    """无监护能力的原因: one row per reason, with its threshold."""

    cause: StatusWord = Field(description="原因")
    at_least: Span | None = Field(default=None, description="持续满多久")
    measured: Literal["elapsed", "term"] = Field(
        default="elapsed", description="按已持续的时间，还是按决定的期限"
    )
    grades: Grades = Field(default=(), description="残疾等级")
    kinds: tuple[KindWord, ...] = Field(default=(), description="残疾类别（不写为全部）")

    @model_validator(mode="after")
    def fits_cause(self) -> Self:
        """Grades belong to disability, and only there; a term needs a length."""
        if (self.cause is ParentStatus.DISABLED) != bool(self.grades):
            raise ValueError("残疾须写 grades，其他原因不写 grades。")
        if self.kinds and not self.grades:
            raise ValueError("只有残疾可以写 kinds。")
        if self.measured == "term" and self.at_least is None:
            raise ValueError("measured = term 时须写 at_least。")
        return self


Pattern = Literal["both_away", "one_away_other_unable", "one_away"]
ParentsPattern = Literal["both_gone", "one_gone_other_unable", "both_unable"]


class LeftBehind(Section):
    """留守儿童."""

    name: str = Field(description="名称")
    patterns: tuple[Pattern, ...] = Field(min_length=1, description="认定情形")
    basis: str = Field(description="依据")
    age: AgeLimit
    hukou: Hukou
    away: Away
    stay: Stay
    incapacity: tuple[Cause, ...] = Field(min_length=1)


class Migrant(Section):
    """流动儿童."""

    name: str = Field(description="名称")
    basis: str = Field(description="依据")
    age: AgeLimit
    across: AreaWord = Field(description="离开户籍地的哪一级区域")
    at_least: Span = Field(description="居住满多久")
    carers: tuple[Literal["parent", "guardian"], ...] = Field(min_length=1, description="随谁居住")


class Parents(Section):
    """父母双方的情形: who is gone, who is unable, and how the two combine."""

    patterns: tuple[ParentsPattern, ...] = Field(min_length=1, description="认定情形")
    gone: tuple[Cause, ...] = ()
    unable: tuple[Cause, ...] = ()


class Orphan(Section):
    """孤儿."""

    name: str = Field(description="名称")
    basis: str = Field(description="依据")
    age: AgeLimit
    parents: Parents


class DeFacto(Section):
    """事实无人抚养儿童."""

    name: str = Field(description="名称")
    basis: str = Field(description="依据")
    age: AgeLimit
    parents: Parents


class Criteria(Rule):
    """认定条件: holds if any one of the tests named here holds."""

    name: str = Field(description="名称")
    when: tuple[CircumstanceWord, ...] = Field(default=(), description="处境")
    disability: tuple[DisabilityTest, ...] = Field(default=(), description="本人残疾")
    parents: Parents | None = Field(default=None, description="父母情形")
    counted_as: tuple[str, ...] = Field(default=(), description="已认定为")

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

    name: str = Field(description="名称")
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
    name: str = Field(description="名称")
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
    name: str = Field(description="名称")
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

    @model_validator(mode="after")
    def references_known(self) -> Self:
        """`counted_as` names a scheme or scheme.category that is decided before it."""
        basic = set(get_args(SchemeWord)) - {"difficulty"}
        basic |= {f"left_behind.{pattern}" for pattern in self.left_behind.patterns}
        full = basic | {"difficulty"} | {f"difficulty.{c.code}" for c in self.difficulty.categories}
        _check_references(self.difficulty.categories, basic)
        _check_references((*self.key_groups, *self.issue_flags, *self.supports), full)
        return self


def _check_references(rows: tuple[Criteria, ...], known: set[str]) -> None:
    for row in rows:
        wrong = sorted(set(row.counted_as) - known)
        if wrong:
            raise ValueError(f"“{row.name}”的 counted_as 写了“{wrong[0]}”，没有这样的认定结果。")
