"""督查的表: what is looked at where, cases drawn by seed, what was found and mended."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tonghu.conference.models.body import Body
from tonghu.conference.models.issued import Issued
from tonghu.conference.models.marks import (
    ABOVE,
    day,
    inside,
    of_body,
    prose,
    ref,
    shared,
    when,
)
from tonghu.conference.models.marks import (
    text as short,
)
from tonghu.conference.states.decided import CheckResult, FindingState, InspectionState
from tonghu.core.database.fields import DivisionField, units_index
from tonghu.core.database.rows import Rows
from tonghu.core.record import Record
from tonghu.core.sensitivity import Sensitivity, sensitive

NAMES = ("county", "town")  # cases of children: leaders and superiors see how many, not which


class Inspection(Issued):
    """督查: a campaign over places, by a checklist and by cases (D-058, D-308)."""

    row_scope: ClassVar[Rows] = of_body()

    body = inside(
        models.ForeignKey(Body, models.PROTECT, verbose_name="联席会议", related_name="inspections")
    )
    division = inside(DivisionField("区划", db_comment="同联席会议"))
    title = inside(models.CharField("名称", max_length=120))
    topic = prose("督查什么")
    team = short("督查组", 200, "由谁组成")
    begins_on = inside(models.DateField("起"))
    ends_on = inside(models.DateField("止"))
    places = inside(models.JSONField("地方", default=list, db_comment="区划代码"))
    checklist = inside(models.JSONField("检查单", default=list, db_comment="一项一句"))
    sample_size = inside(models.PositiveSmallIntegerField("抽几名", default=0))
    seed = short("种子", 40, "抽查用的，写明了谁都能重抽")
    sampled_as_of = day("按哪天的在册名单抽")
    population = inside(models.PositiveIntegerField("名单人数", default=0))
    fingerprint = short("名单指纹", 16)
    state = inside(
        models.CharField(
            "状态", max_length=10, choices=InspectionState, default=InspectionState.PLANNED
        )
    )
    held_on = day("督查完成日期")
    summary = prose("总的情况")
    shared_with = shared()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "督查"
        db_table_comment = "督查：查哪些地方、按什么检查单、抽查几名、总的情况"
        ordering: ClassVar = ["-begins_on", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "-begins_on"], name="inspection_division"),
            units_index("shared_with", "inspection_shared"),
        ]

    def __str__(self) -> str:
        return self.title


class Check(Record):
    """检查单的一格: one item at one place."""

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=ABOVE)

    inspection = inside(
        models.ForeignKey(Inspection, models.CASCADE, verbose_name="督查", related_name="checks")
    )
    division = inside(DivisionField("地方"))
    place_name = short("地方名称", 80)
    item = inside(models.PositiveSmallIntegerField("第几项"))
    result = inside(
        models.CharField("结果", max_length=8, choices=CheckResult, default=CheckResult.UNSEEN)
    )
    note = short("说明", 200)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "检查单的一格"
        db_table_comment = "检查单的一格：哪个地方哪一项做到了没有"
        ordering: ClassVar = ["inspection_id", "division", "item"]
        indexes: ClassVar = [
            models.Index(fields=["division", "inspection"], name="conf_check_division"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["inspection", "division", "item"], name="conf_check_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_name}第{self.item}项"


class SampleCase(Record):
    """抽到的一名: the id and the place; the name stands in the child's file, for those who may."""

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=NAMES)

    inspection = inside(
        models.ForeignKey(Inspection, models.CASCADE, verbose_name="督查", related_name="cases")
    )
    division = inside(DivisionField("村区划"))
    child = sensitive(models.UUIDField("儿童"), Sensitivity.PSEUDONYMOUS)
    place = inside(models.PositiveSmallIntegerField("第几名"))
    result = inside(
        models.CharField("结果", max_length=8, choices=CheckResult, default=CheckResult.UNSEEN)
    )
    note = sensitive(
        models.CharField("查到的情况", max_length=300, blank=True, default="", db_comment="不写姓名"),
        Sensitivity.NARRATIVE,
    )  # fmt: skip

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "抽到的一名"
        db_table_comment = "督查抽到的儿童：只有编号和村，没有姓名"
        ordering: ClassVar = ["inspection_id", "place"]
        indexes: ClassVar = [
            models.Index(fields=["division", "inspection"], name="samplecase_division"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "child"], name="samplecase_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Finding(Record):
    """督查发现的问题: whose it is, by when, what was done, whether it held when looked at again."""

    row_scope: ClassVar[Rows] = of_body(unit="unit_id")

    inspection = inside(
        models.ForeignKey(Inspection, models.CASCADE, verbose_name="督查", related_name="findings")
    )
    division = inside(DivisionField("在哪里", db_comment="单位的问题写联席会议的区划"))
    unit_id = ref("责任单位", "空：由乡镇整改")
    unit_name = short("责任单位名称", 120)
    text = prose("什么问题", "不写儿童姓名")
    due_on = day("整改期限")
    state = inside(
        models.CharField("状态", max_length=8, choices=FindingState, default=FindingState.OPEN)
    )
    mended = prose("怎样整改的")
    mended_by = short("谁报的", 80)
    mended_at = when("报的时间")
    paper_number = short("纸质材料的编号", 80)
    rechecks = inside(models.PositiveSmallIntegerField("复查次数", default=0))
    recheck_note = short("复查情况", 300)
    closed_on = day("销号日期")
    shared_with = shared()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "督查发现的问题"
        db_table_comment = "督查发现的问题：责任单位、期限、整改、复查"
        ordering: ClassVar = ["inspection_id", "division", "id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "state"], name="conf_finding_division"),
            models.Index(fields=["unit_id", "state"], name="conf_finding_unit"),
            models.Index(fields=["inspection", "division"], name="conf_finding_inspection"),
            units_index("shared_with", "conf_finding_shared"),
        ]

    def __str__(self) -> str:
        return self.unit_name
