"""待办的表: one thing to do."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.models import Record
from tonghu.core.sensitivity import sensitive
from tonghu.worklist.models.fields import INSIDE, text
from tonghu.worklist.states import Proof, TaskState


class Task(Record):
    """待办: one thing to do, for a unit or for a role in a division; carries no child's name.

    Unit and scan are kept by id, with the unit's name as text: a task outlives a renamed unit.
    """

    kind = text("种类", 60, blank=False, comment="模块登记的待办种类代码")
    subject_type = text("事项类型", 40, blank=False)
    subject_id = text("事项编号", 80, blank=False)
    title = text("标题", 120, blank=False, comment="动词开头，不写儿童姓名")
    why = text("缘由", 200, comment="为什么、谁要的")
    link = text("去哪里办", 300)
    count = sensitive(
        models.PositiveIntegerField("件数", default=1, db_comment="里面有几件"), INSIDE
    )

    division = sensitive(DivisionField("区划"), INSIDE)
    unit_id = sensitive(
        models.UUIDField("责任单位", null=True, db_comment="空：由区划里的岗位办"), INSIDE
    )
    unit_name = text("责任单位名称", 120)
    role = text("责任岗位", 40, comment="角色代码，空：单位里谁都可以办")

    due_on = sensitive(
        models.DateField("到期日", null=True, db_comment="最后一天，空：没有期限"), INSIDE
    )
    due_at = sensitive(
        models.DateTimeField("到期时刻", null=True, db_comment="按小时计的期限"), INSIDE
    )
    counted = text("怎样计算", 300, comment="期限的计算过程")
    basis = text("依据", 120, comment="文件代号和条款，如方案所写")
    profile = text("方案", 40, comment="按哪个方案计日、提级")
    step = sensitive(
        models.PositiveSmallIntegerField("已提级几步", default=0, db_comment="提级阶梯走到第几步"),
        INSIDE,
    )
    told = sensitive(
        models.JSONField("报给了谁", default=list, db_comment="提级的每一步：报给谁、哪天"), INSIDE
    )
    reminded_at = sensitive(models.DateTimeField("上次催办", null=True), INSIDE)
    reminded_by_name = text("谁催的", 60)

    state = sensitive(
        models.CharField(
            "状态", max_length=12, choices=[(one.value, one.label) for one in TaskState],
            default=TaskState.OPEN.value,
        ),
        INSIDE,
    )  # fmt: skip
    proof = sensitive(
        models.CharField(
            "办结凭据", max_length=12, choices=[(one.value, one.label) for one in Proof],
            blank=True, default="",
        ),
        INSIDE,
    )  # fmt: skip
    opened_at = sensitive(models.DateTimeField("开始时间"), INSIDE)
    done_at = sensitive(models.DateTimeField("办结时间", null=True), INSIDE)
    done_by = sensitive(models.UUIDField("谁办的", null=True), INSIDE)
    done_by_name = text("谁办的姓名", 60)
    note = text("办结说明", 300)

    behalf_unit_id = sensitive(models.UUIDField("代哪个单位", null=True), INSIDE)
    behalf_unit_name = text("代哪个单位名称", 120)
    paper_number = text("来文编号", 80, comment="代录时的纸质文号")
    paper_on = sensitive(models.DateField("来文日期", null=True), INSIDE)
    scan_id = sensitive(models.UUIDField("扫描件", null=True, db_comment="文件库里的编号"), INSIDE)

    row_scope: ClassVar[Rows] = Rows.by_division("division", unit="unit_id")

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "待办"
        db_table = "worklist_task"
        db_table_comment = "待办：谁在哪天前办什么，依据哪条，办结凭什么；不含儿童姓名"
        ordering: ClassVar = ["due_on", "id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "state", "due_on"], name="task_of_division"),
            models.Index(fields=["unit_id", "state", "due_on"], name="task_of_unit"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "subject_type", "subject_id"],
                condition=Q(state=TaskState.OPEN.value), name="task_open_once",
            ),
            models.CheckConstraint(
                condition=Q(state=TaskState.OPEN.value) | Q(done_at__isnull=False),
                name="task_ended_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(proof=Proof.TRANSCRIBED.value) | ~Q(paper_number=""),
                name="task_transcribed_has_paper",
            ),
            models.CheckConstraint(
                condition=Q(due_at=None) | Q(due_on__isnull=False), name="task_moment_has_day"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title
