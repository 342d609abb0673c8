"""后台工作的表."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tonghu.core.database.rows import Rows
from tonghu.core.jobs.states import JobState
from tonghu.core.record import Record
from tonghu.core.sensitivity import Sensitivity, sensitive

_INSIDE = Sensitivity.INTERNAL


class JobRun(Record):
    """后台工作: one order, how far it is, how it ended. Carries ids and numbers, no names."""

    kind = sensitive(models.CharField("种类", max_length=60), _INSIDE)
    label = sensitive(models.CharField("说明", max_length=200), _INSIDE)
    link = sensitive(models.CharField("办完去看", max_length=300, blank=True), _INSIDE)
    arguments = sensitive(models.JSONField("参数", default=dict), _INSIDE)
    state = sensitive(
        models.CharField("状态", max_length=10, choices=JobState, default=JobState.QUEUED), _INSIDE
    )
    user = sensitive(models.UUIDField("谁交办", null=True, db_index=True), _INSIDE)
    post = sensitive(models.UUIDField("什么岗位", null=True), _INSIDE)
    division = sensitive(
        models.CharField("区划", max_length=12, blank=True, db_collation="C"), _INSIDE
    )
    done = sensitive(models.IntegerField("已办", default=0), _INSIDE)
    total = sensitive(models.IntegerField("共", default=0), _INSIDE)
    step = sensitive(models.CharField("正在办", max_length=200, blank=True), _INSIDE)
    problem = sensitive(models.TextField("没办成的原因", blank=True), _INSIDE)
    result = sensitive(models.JSONField("结果", default=dict), _INSIDE)
    attempts = sensitive(models.IntegerField("第几次", default=0), _INSIDE)
    ordered_at = sensitive(models.DateTimeField("交办时间"), _INSIDE)
    started_at = sensitive(models.DateTimeField("开始时间", null=True), _INSIDE)
    ended_at = sensitive(models.DateTimeField("结束时间", null=True), _INSIDE)

    row_scope: ClassVar[Rows] = Rows.by_division(None, user="user")

    class Meta:
        verbose_name = "后台工作"
        db_table = "core_job"
        db_table_comment = "后台工作：谁交办，办到哪里，怎样结束"
        base_manager_name = "_reached"
        indexes: ClassVar = [models.Index(fields=["user", "-ordered_at"], name="job_of_user")]


class NightlyRun(Record):
    """夜间工作的记录: when each of the machine's own duties was last done."""

    code = sensitive(models.CharField("种类", max_length=60, unique=True), Sensitivity.PUBLIC)
    began_at = sensitive(models.DateTimeField("上次开始"), Sensitivity.INTERNAL)
    ended_at = sensitive(models.DateTimeField("上次办完", null=True), Sensitivity.INTERNAL)
    told = sensitive(models.TextField("上次结果", blank=True), Sensitivity.INTERNAL)

    row_scope: ClassVar[Rows] = Rows.open("哪项夜间工作何时办过，没有个人信息")

    class Meta:
        verbose_name = "夜间工作"
        db_table = "core_nightly"
        db_table_comment = "夜间工作：每项上次何时开始、办完、结果"
        base_manager_name = "_reached"
