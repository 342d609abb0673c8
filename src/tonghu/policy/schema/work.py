"""范围、福利、控辍、队伍、考核、目标、环节、日历: the smaller sections."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from tonghu.policy.schema.base import (
    AtLeastOne,
    Day,
    DocumentRef,
    Function,
    Listed,
    NonEmpty,
    Row,
    Section,
    Slug,
    Text,
    UnitRef,
    Year,
)


class Scope(Section):
    """工作范围: `[scope]` (D-018, D-410)."""

    populations: Annotated[tuple[Annotated[str, Listed("scopes")], ...], NonEmpty] = Field(
        description="服务对象"
    )
    work: Annotated[tuple[Annotated[str, Listed("work")], ...], NonEmpty] = Field(
        description="工作内容"
    )
    rights: Annotated[tuple[Annotated[str, Listed("rights")], ...], NonEmpty] = Field(
        description="保障的权益"
    )


class Benefits(Section):
    """福利项目: `[benefits]` (D-017)."""

    items: Annotated[tuple[Annotated[str, Listed("benefits")], ...], NonEmpty] = Field(
        description="保障项目"
    )


class Schooling(Section):
    """控辍保学: `[schooling]` (D-202, D-203)."""

    report_to: Annotated[tuple[Function, ...], NonEmpty] = Field(
        description="劝返无效的书面报告对象"
    )


class Staffing(Section):
    """基层队伍: `[staffing]` (D-072…D-076)."""

    supervisors_per_village_min: AtLeastOne = Field(description="每村最少人数")
    supervisors_per_village_max: AtLeastOne = Field(description="每村最多人数")
    towns: AtLeastOne | None = Field(default=None, description="乡镇（街道）数")
    assistants_towns: AtLeastOne | None = Field(default=None, description="须配协理员的乡镇数")
    town_station: bool = Field(description="乡镇设督导工作站")
    town_emergency_group: bool = Field(description="乡镇设应急干预救助小组")
    responsible_person_per_child: bool = Field(description="每名儿童落实责任人")


class RoleTitles(Section):
    """岗位称呼: `[roles.<role>]`; what a place calls a role of the vocabulary (D-380…D-393)."""

    titles: Annotated[tuple[Annotated[str, NonEmpty], ...], NonEmpty] = Field(
        description="本地称呼"
    )


class EvaluationLine(Row):
    """评分项: one line of the yearly assessment, with what computes it."""

    code: Slug = Field(description="代码")
    text: Text = Field(description="内容")
    variants: Annotated[tuple[Annotated[str, Listed("evaluation_variants")], ...], NonEmpty] = (
        Field(description="用于何种考核")
    )
    points: AtLeastOne = Field(description="满分")
    measure: Annotated[str, Listed("evaluation_measures")] = Field(description="凭什么算")


class Evaluation(Section):
    """考核: `[evaluation]` (D-232, D-233, D-373)."""

    by: Annotated[tuple[UnitRef, ...], NonEmpty] = Field(description="由谁考核")
    variants: Annotated[tuple[Annotated[str, Listed("evaluation_variants")], ...], NonEmpty] = (
        Field(description="纳入何种考核")
    )
    period: Annotated[str, Listed("periods")] = Field(description="考核周期")
    results: Annotated[tuple[Annotated[str, Listed("evaluation_results")], ...], NonEmpty] = Field(
        description="结果运用"
    )
    rule_named: bool = Field(description="文件点明综治领导责任制规定")
    lines: tuple[EvaluationLine, ...] = Field(default=(), description="评分项")


class Target(Row):
    """目标: a dated aim with its document (D-025…D-028, D-377)."""

    code: Slug = Field(description="代码")
    text: Text = Field(description="内容")
    due_year: Year = Field(description="哪年完成")
    document: DocumentRef = Field(description="所依据的文件")
    valid_to: Day | None = Field(default=None, description="该文件有效到")
    yearly: bool = Field(default=False, description="从那年起每年完成")


class Links(Section):
    """环节、问题、原则: `[links]` (D-016, D-020, D-021)."""

    key_links: Annotated[tuple[Annotated[str, Listed("key_links")], ...], NonEmpty] = Field(
        description="关键环节"
    )
    problems: Annotated[tuple[Annotated[str, Listed("problems")], ...], NonEmpty] = Field(
        description="着力解决的实际问题"
    )
    principles: Annotated[tuple[str, ...], NonEmpty] = Field(description="原则")


class CalendarRules(Section):
    """期间计算: `[calendar]` (民法典 201、203)."""

    start_day_counts: bool = Field(description="开始当日计入")
    last_day_moves: bool = Field(description="末日遇节假日顺延")


class EscalationStep(Row):
    """逾期提级: who hears of an overdue task, after how long."""

    after_working_days: AtLeastOne = Field(description="逾期几个工作日")
    to: Annotated[str, Listed("escalation")] = Field(description="告知谁")
