"""摸底排查与名册: cycle, dates, who gives rosters to whom, what is kept (Parts E, Q)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from tonghu.policy.definitions.parts import Span
from tonghu.policy.schema.base import (
    AtLeastOne,
    Function,
    Listed,
    MonthDay,
    NonEmpty,
    Row,
    Section,
    UnitRef,
)


class RosterGiving(Row):
    """报送名册: one kind of roster, its givers, its receiver (D-088)."""

    kind: Annotated[str, Listed("roster_kinds")] = Field(description="名册")
    from_: Annotated[tuple[Function, ...], NonEmpty] = Field(alias="from", description="由谁报")
    to: Function = Field(description="报给谁")
    urged_by: Function | None = Field(default=None, description="由谁督促")


class Survey(Section):
    """摸底排查: `[survey]`."""

    cycle: Annotated[tuple[Annotated[str, Listed("survey_cycles")], ...], NonEmpty] = Field(
        description="排查、更新周期"
    )
    roster_from: MonthDay = Field(description="名册报送开始")
    roster_to: MonthDay = Field(description="名册报送截止")
    survey_end: MonthDay = Field(description="排查完毕")
    summary_end: MonthDay = Field(description="汇总报送截止")
    feedback_end: MonthDay = Field(description="反馈截止")
    summary_to: Annotated[tuple[UnitRef, ...], NonEmpty] = Field(description="汇总报给")
    feedback_to: Annotated[tuple[UnitRef, ...], NonEmpty] = Field(description="反馈给")
    reverify_by: UnitRef = Field(description="由谁再次核实在校儿童")
    compare: Annotated[tuple[Annotated[str, Listed("roster_kinds")], ...], NonEmpty] = Field(
        description="相互比对的名册"
    )
    key_groups: Annotated[tuple[Annotated[str, Listed("key_groups")], ...], NonEmpty] = Field(
        description="重点排查对象"
    )
    issue_flags: Annotated[tuple[Annotated[str, Listed("issue_flags")], ...], NonEmpty] = Field(
        description="须解决的问题"
    )
    blocks: Annotated[tuple[Annotated[str, Listed("blocks")], ...], NonEmpty] = Field(
        description="一人一档的信息类别"
    )
    paper_file: bool = Field(description="同时保存纸质档案")
    pairing_recorded: bool = Field(description="录入结对帮扶对象")
    rosters: tuple[RosterGiving, ...] = Field(default=(), description="名册由谁报给谁")


class DiscrepancyRule(Row):
    """差异处理: who answers a kind of discrepancy, within how many working days."""

    kind: Annotated[str, Listed("discrepancies")] = Field(description="差异")
    owner: Annotated[str, Listed("owners")] = Field(description="由谁答复")
    working_days: AtLeastOne = Field(description="几个工作日内")


class Rosters(Section):
    """名册比对的规矩: `[rosters]`."""

    flag_needed_for_omission: bool = Field(
        description="只有来源标注留守或者事实符合定义才提疑似漏报"
    )
    discrepancies: Annotated[tuple[DiscrepancyRule, ...], NonEmpty] = Field(description="差异处理")


class Retention(Section):
    """保存期限: `[retention]`, one duration per kind of record."""

    raw_rosters: Span = Field(description="原始花名册")
    network_logs: Span = Field(description="网络日志")
    impact_assessments: Span = Field(description="个人信息保护影响评估记录")
    closed_files: Span = Field(description="已退出儿童档案")
    read_log: Span = Field(description="查阅日志")
