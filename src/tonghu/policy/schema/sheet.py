"""方案全表: the root of the tree; every section of a resolved profile."""

from __future__ import annotations

from pydantic import Field

from tonghu.policy.definitions import Definitions, Holidays
from tonghu.policy.schema.base import Duration, Section
from tonghu.policy.schema.conference import Conference
from tonghu.policy.schema.identity import Document, Identity
from tonghu.policy.schema.protection import Assessment, Emergency, Guardianship, Reports
from tonghu.policy.schema.survey import Retention, Rosters, Survey
from tonghu.policy.schema.units import Duty, Unit
from tonghu.policy.schema.work import (
    Benefits,
    CalendarRules,
    EscalationStep,
    Evaluation,
    Links,
    RoleTitles,
    Schooling,
    Scope,
    Staffing,
    Target,
)


class Sheet(Section):
    """A resolved profile as one frozen tree."""

    profile: Identity = Field(description="方案身份")
    documents: dict[str, Document] = Field(description="文件库")
    definitions: Definitions = Field(description="认定标准")
    scope: Scope = Field(description="工作范围")
    conference: Conference = Field(description="联席会议")
    survey: Survey = Field(description="摸底排查")
    reports: Reports = Field(description="强制报告")
    emergency: Emergency = Field(description="应急处置")
    assessment: Assessment = Field(description="评估帮扶")
    guardianship: Guardianship = Field(description="监护")
    benefits: Benefits = Field(description="福利项目")
    schooling: Schooling = Field(description="控辍保学")
    staffing: Staffing = Field(description="基层队伍")
    roles: dict[str, RoleTitles] = Field(default={}, description="岗位")
    evaluation: Evaluation = Field(description="考核")
    targets: tuple[Target, ...] = Field(default=(), description="目标")
    links: Links = Field(description="环节与原则")
    clocks: dict[str, Duration] = Field(description="时限")
    calendar: CalendarRules = Field(description="期间计算")
    holidays: Holidays = Field(default=Holidays(), description="放假安排")
    rosters: Rosters = Field(description="名册比对")
    retention: Retention = Field(description="保存期限")
    escalation: tuple[EscalationStep, ...] = Field(default=(), description="逾期提级")
    units: tuple[Unit, ...] = Field(default=(), description="成员单位")
    duties: tuple[Duty, ...] = Field(default=(), description="职责")
