"""议定事项的表: who does what by when, what was reported, what was urged, with which evidence."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tonghu.conference.models.body import Body
from tonghu.conference.models.marks import day, inside, of_body, prose, ref, shared, when
from tonghu.conference.models.marks import text as short
from tonghu.conference.models.meetings import AgendaItem, Meeting
from tonghu.conference.models.minutes import Minutes
from tonghu.conference.states.decided import ProgressState, ResolutionState
from tonghu.core.database.fields import DivisionField, units_index
from tonghu.core.database.rows import Rows
from tonghu.core.record import Record


class Resolution(Record):
    """议定事项: led by one unit, supported by others, done when its measure is met (D-055)."""

    row_scope: ClassVar[Rows] = of_body(unit="unit_id")

    body = inside(
        models.ForeignKey(Body, models.PROTECT, verbose_name="联席会议", related_name="resolutions")
    )
    meeting = inside(
        models.ForeignKey(
            Meeting, models.PROTECT, verbose_name="会议", null=True, related_name="resolutions"
        )
    )
    minutes = inside(
        models.ForeignKey(
            Minutes, models.PROTECT, verbose_name="纪要", null=True, related_name="resolutions"
        )
    )
    topic = inside(
        models.ForeignKey(
            AgendaItem, models.PROTECT, verbose_name="议题", null=True, related_name="resolutions"
        )
    )
    division = inside(DivisionField("区划", db_comment="同联席会议"))
    year = inside(models.PositiveSmallIntegerField("年度"))
    sequence = inside(models.PositiveSmallIntegerField("当年第几件"))
    title = inside(models.CharField("事项", max_length=160))
    measure = short("办成什么样", 300, "怎样算办完")
    unit_id = ref("牵头单位")
    unit_name = short("牵头单位名称", 120)
    supports = inside(models.JSONField("配合单位", default=list, db_comment="编号和名称，按次序"))
    leads = inside(
        models.JSONField("曾经的牵头单位", default=list, db_comment="换过的：名称、哪天、为什么")
    )
    due_on = day("完成期限")
    state = inside(
        models.CharField(
            "状态", max_length=12, choices=ResolutionState, default=ResolutionState.PROPOSED
        )
    )
    decided_on = day("议定日期")
    basis = short("依据", 200, "如方案所写")
    why_declined = short("牵头单位为什么提出不办", 300)
    declined_at = when("提出不办的时间")
    urged = inside(models.PositiveSmallIntegerField("督办次数", default=0))
    urged_on = day("上次督办")
    cleared_on = day("销号日期")
    cleared_by = short("谁销的号", 80)
    cleared_note = short("销号说明", 300)
    shared_with = shared()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "议定事项"
        db_table_comment = "议定事项：牵头和配合单位、期限、办成什么样，办到哪一步"
        ordering: ClassVar = ["-year", "-sequence"]
        indexes: ClassVar = [
            models.Index(fields=["division", "state", "due_on"], name="resolution_division"),
            models.Index(fields=["unit_id", "state"], name="resolution_unit"),
            models.Index(fields=["body", "-year", "-sequence"], name="resolution_body"),
            units_index("shared_with", "resolution_shared"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "year", "sequence"], name="resolution_number_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="cleared") | Q(cleared_on__isnull=False),
                name="resolution_cleared_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Progress(Record):
    """进展报告: what a unit says it did, accepted or returned by the office."""

    row_scope: ClassVar[Rows] = of_body(unit="unit_id")

    resolution = inside(
        models.ForeignKey(
            Resolution, models.CASCADE, verbose_name="议定事项", related_name="reports"
        )
    )
    division = inside(DivisionField("区划", db_comment="同联席会议"))
    unit_id = ref("报告单位")
    unit_name = short("报告单位名称", 120)
    text = prose("进展")
    final = inside(models.BooleanField("报告办完", default=False))
    state = inside(
        models.CharField(
            "状态", max_length=10, choices=ProgressState, default=ProgressState.WAITING
        )
    )
    at = when("报告时间")
    by_name = short("报告人", 80)
    paper_number = short("纸质材料的编号", 80, "代录时的")
    checked_by = short("谁核的", 80)
    checked_at = when("核的时间")
    note = short("退回的原因", 300)
    shared_with = shared()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "进展报告"
        db_table_comment = "议定事项的进展报告：谁报的、报了什么、办公室接收还是退回"
        ordering: ClassVar = ["resolution_id", "at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "state"], name="conf_progress_division"),
            models.Index(fields=["unit_id", "state"], name="conf_progress_unit"),
            models.Index(fields=["resolution", "at"], name="conf_progress_resolution"),
            units_index("shared_with", "conf_progress_shared"),
        ]

    def __str__(self) -> str:
        return self.unit_name


class Urging(Record):
    """督办: a notice to the lead of a resolution that is late, with its paper."""

    row_scope: ClassVar[Rows] = of_body(unit="unit_id")

    resolution = inside(
        models.ForeignKey(
            Resolution, models.CASCADE, verbose_name="议定事项", related_name="urgings"
        )
    )
    division = inside(DivisionField("区划", db_comment="同联席会议"))
    unit_id = ref("督办哪个单位")
    unit_name = short("督办哪个单位", 120)
    why = short("督办原因", 300)
    due_on = day("要求何时报告")
    paper = ref("督办通知", "文书编号")
    number = short("督办通知文号", 120)
    template = short("模板版本", 80)
    at = when("督办时间")
    by_name = short("谁督办的", 80)
    shared_with = shared()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "督办"
        db_table_comment = "督办：给牵头单位的督办通知，要求何时报告"
        ordering: ClassVar = ["resolution_id", "at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "resolution"], name="urging_division"),
            models.Index(fields=["unit_id", "at"], name="urging_unit"),
            units_index("shared_with", "urging_shared"),
        ]

    def __str__(self) -> str:
        return self.number


class Evidence(Record):
    """佐证: a file that shows what was done, beside a report, an answer or a mended finding."""

    row_scope: ClassVar[Rows] = of_body(unit="unit_id")

    division = inside(DivisionField("区划"))
    unit_id = ref("谁交的")
    of_type = short("附在什么后面", 40)
    of_id = inside(models.UUIDField("附在哪一件后面"))
    file = inside(models.UUIDField("文件", db_comment="files的编号"))
    name = short("文件名称", 200)
    added_by = short("谁交的", 80)
    added_at = when("交的时间")
    shared_with = shared()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "佐证"
        db_table_comment = "佐证：附在进展、答复、整改后面的文件"
        ordering: ClassVar = ["of_id", "added_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "of_type"], name="conf_evidence_division"),
            models.Index(fields=["unit_id", "of_type"], name="conf_evidence_unit"),
            models.Index(fields=["of_id"], name="conf_evidence_of"),
            units_index("shared_with", "conf_evidence_shared"),
        ]

    def __str__(self) -> str:
        return self.name
