"""联席会议: the body's name and seat with dates, heads, meetings, minutes, members (Part C)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from tonghu.policy.schema.base import (
    AtLeastOne,
    Count,
    Day,
    Function,
    Listed,
    NonEmpty,
    Row,
    Section,
    Text,
    UnitRef,
)


class Office(Section):
    """联席会议办公室: where it sits, who directs it, what it does."""

    seat: UnitRef = Field(description="办公室设在")
    director: Annotated[str, Listed("office_directors")] | None = Field(
        default=None, description="办公室主任由谁兼任"
    )
    tasks: Annotated[tuple[Annotated[str, Listed("office_tasks")], ...], NonEmpty] = Field(
        description="办公室任务"
    )


class Body(Row):
    """协调机构: a name and a seat for a period (domain §0.1: names change)."""

    name: Text = Field(description="名称")
    kind: Annotated[str, Listed("body_kinds")] = Field(description="性质")
    host: Function = Field(description="设在")
    from_: Day = Field(alias="from", description="起")
    to: Day | None = Field(default=None, description="止")


class Head(Row):
    """总召集人、召集人、副召集人: the post, never a person's name (D-413)."""

    role: Annotated[str, Listed("head_roles")] = Field(description="身份")
    post: Text = Field(description="由谁担任")
    unit: Function | None = Field(default=None, description="所在单位")
    count: AtLeastOne = Field(default=1, description="人数")


class Counts(Section):
    """文件自述的数目: what the document states, compared with the rows (D-400, D-406, D-408)."""

    units: Count | None = Field(default=None, description="部门和单位总数")
    entries: Count | None = Field(default=None, description="列名条目数")
    members: Count | None = Field(default=None, description="成员数")
    liaisons: Count | None = Field(default=None, description="联络员数")
    duty_units: Count | None = Field(default=None, description="有职责的单位数")


class Conference(Section):
    """联席会议制度: `[conference]`."""

    lead_unit: UnitRef = Field(description="牵头单位")
    plenary_per_year: AtLeastOne = Field(description="全体会议每年次数")
    chair_by: Annotated[tuple[Annotated[str, Listed("head_roles")], ...], NonEmpty] = Field(
        description="全体会议由谁主持"
    )
    temporary_on: Annotated[tuple[Annotated[str, Listed("meeting_reasons")], ...], NonEmpty] = (
        Field(description="临时会议的事由")
    )
    liaison_meeting: Annotated[str, Listed("liaison_meetings")] = Field(description="联络员会议")
    minutes_rule: Annotated[str, Listed("minutes_rules")] = Field(description="纪要印发规则")
    member_change: Annotated[str, Listed("member_changes")] = Field(description="成员调整规则")
    invite_others: bool = Field(description="可否邀请其他部门参加")
    major_matters_to: Annotated[str, Listed("major_matters")] = Field(description="重大事项报批")
    seal: bool = Field(description="联席会议有无印章")
    issues_documents: bool = Field(description="联席会议可否正式行文")
    letters_under: Annotated[tuple[Function, ...], NonEmpty] = Field(
        description="函件以谁的名义发出"
    )
    duties_of_conference: Annotated[
        tuple[Annotated[str, Listed("conference_duties")], ...], NonEmpty
    ] = Field(description="联席会议职能")
    office: Office = Field(description="办公室")
    bodies: tuple[Body, ...] = Field(default=(), description="协调机构沿革")
    heads: tuple[Head, ...] = Field(default=(), description="召集人")
    counts: Counts = Field(default=Counts(), description="文件自述数目")
