"""统计用词: what a return goes through, where reference figures come from."""

from __future__ import annotations

from django.db.models import TextChoices


class ReturnState(TextChoices):
    """统计报表的状态."""

    MADE = "made", "待核对"
    CHECKED = "checked", "已核对"
    SUBMITTED = "submitted", "已报送"
    RETURNED = "returned", "已退回"
    RECEIVED = "received", "已接收"
    REPLACED = "replaced", "已有更正"


class ReturnKind(TextChoices):
    """统计报表的种类."""

    QUARTER = "quarter", "季度报表"
    YEAR = "year", "年度报表"


class Source(TextChoices):
    """参考数据的来源 (D-105)."""

    CENSUS = "census", "人口普查"
    SAMPLE = "sample", "抽样调查"
    SURVEY = "survey", "专项调查"
    DEPARTMENT = "department", "部门年报"


class Group(TextChoices):
    """参考数据说的是谁 (D-104: 农村三留守人员)."""

    LEFT_BEHIND = "left_behind", "留守儿童"
    WOMEN = "women", "留守妇女"
    ELDERLY = "elderly", "留守老人"
    CHILDREN = "children", "儿童总数"
    DIFFICULTY = "difficulty", "困境儿童"
    NEEDS = "needs", "儿童需求"
    WORK = "work", "部门工作"
