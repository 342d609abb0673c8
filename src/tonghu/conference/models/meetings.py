"""会议的表: the meeting, who comes, the topics, the materials."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tonghu.conference.models.body import Body, Holder, Seat
from tonghu.conference.models.marks import day, inside, of_body, prose, ref, shared, text, when
from tonghu.conference.states import (
    AgendaState,
    AttendeeClass,
    ComingState,
    MeetingKind,
    MeetingState,
)
from tonghu.core.database.fields import DivisionField, units_index
from tonghu.core.database.rows import Rows
from tonghu.core.record import Record


class Meeting(Record):
    """会议: planned, called, held; seen by those who are asked to it."""

    row_scope: ClassVar[Rows] = of_body()

    body = inside(
        models.ForeignKey(Body, models.PROTECT, verbose_name="联席会议", related_name="meetings")
    )
    division = inside(DivisionField("区划", db_comment="同联席会议"))
    kind = inside(models.CharField("种类", max_length=12, choices=MeetingKind))
    year = inside(models.PositiveSmallIntegerField("年度"))
    number = inside(models.PositiveSmallIntegerField("当年第几次", db_comment="按种类各自编"))
    title = inside(models.CharField("名称", max_length=120))
    state = inside(
        models.CharField("状态", max_length=12, choices=MeetingState, default=MeetingState.PLANNED)
    )
    on = inside(models.DateField("召开日期"))
    starts = inside(models.TimeField("开始时间", null=True))
    place = text("地点", 120)
    day_note = text("日期说明", 200, "在休息日召开的理由")
    chair = inside(
        models.ForeignKey(
            Holder, models.PROTECT, verbose_name="主持人", null=True, related_name="+"
        )
    )
    chair_role = text("主持人身份", 20, "词表head_roles，委托的是delegate")
    chair_name = text("主持人姓名", 40)
    chair_post = text("主持人职务", 80)
    reason = text("临时会议事由", 40, "词表meeting_reasons")
    instruction = text("谁的指示", 200, "指示人、文件或批示")
    purpose = prose("会议要办的事")
    before = inside(
        models.ForeignKey(
            "self", models.PROTECT, verbose_name="为哪次全体会议准备", null=True,
            related_name="prepared_by",
        )
    )  # fmt: skip
    due_on = day("最迟召开日", "联络员会议按期限倒算")
    due_how = text("怎样算的", 200)
    fixed_at = when("议题定下的时间")
    fixed_in = inside(
        models.ForeignKey(
            "self", models.PROTECT, verbose_name="在哪次联络员会议上定的", null=True,
            related_name="+",
        )
    )  # fmt: skip
    called_at = when("发通知时间")
    notice = ref("会议通知", "文书编号")
    reply_by = day("回执截止")
    held_on = day("实际召开日期")
    record = prose("会议记录", "联络员会议记录、会议要点")
    cancelled_why = text("取消原因", 200)
    basis = text("依据", 200, "如方案所写")
    profile_hash = text("方案指纹", 64, "按哪一版方案办的")
    shared_with = shared()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "会议"
        db_table_comment = "会议：全体会议、临时会议、联络员会议，从筹备到召开"
        ordering: ClassVar = ["-on", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "-on"], name="meeting_division"),
            models.Index(fields=["body", "year", "kind"], name="meeting_body"),
            units_index("shared_with", "meeting_shared"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "year", "kind", "number"], name="meeting_number_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(held_on__isnull=False), name="meeting_held_on_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Attendance(Record):
    """参会: one expected at a meeting, what was answered, who came."""

    row_scope: ClassVar[Rows] = of_body(unit="unit_id")

    meeting = inside(
        models.ForeignKey(Meeting, models.CASCADE, verbose_name="会议", related_name="attendances")
    )
    division = inside(DivisionField("区划", db_comment="同会议"))
    unit_id = ref("单位")
    unit_name = text("单位名称", 120)
    cls = inside(models.CharField("类别", max_length=10, choices=AttendeeClass))
    seat = inside(
        models.ForeignKey(Seat, models.PROTECT, verbose_name="席位", null=True, related_name="+")
    )
    person = text("参加人", 40, "席位空缺时为空")
    post_title = text("职务", 80)
    state = inside(
        models.CharField(
            "到会情况", max_length=10, choices=ComingState, default=ComingState.INVITED
        )
    )
    delegate = text("代为参加的人", 40)
    delegate_post = text("代为参加的人的职务", 80)
    reason = text("请假、缺席原因", 200)
    answered_by = text("回复人", 80)
    answered_at = when("回复时间")
    paper_number = text("纸质回执", 80, "代录时的回执编号")
    place = inside(models.PositiveSmallIntegerField("次序", default=0))
    shared_with = shared()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "参会"
        db_table_comment = "参会：请谁参加、请假还是派人、到会没有"
        ordering: ClassVar = ["meeting_id", "place", "id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "meeting"], name="attendance_division"),
            models.Index(fields=["unit_id", "meeting"], name="attendance_unit"),
            models.Index(fields=["meeting", "place"], name="attendance_meeting"),
            units_index("shared_with", "attendance_shared"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "seat"], condition=Q(seat__isnull=False),
                name="attendance_seat_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.unit_name}{self.person}"


class AgendaItem(Record):
    """议题: proposed by a unit or by the system, in the pool until a meeting takes it."""

    row_scope: ClassVar[Rows] = of_body(unit="unit_id")

    body = inside(
        models.ForeignKey(Body, models.PROTECT, verbose_name="联席会议", related_name="topics")
    )
    meeting = inside(
        models.ForeignKey(
            Meeting, models.PROTECT, verbose_name="会议", null=True, related_name="topics",
            db_comment="空：还在备选",
        )
    )  # fmt: skip
    division = inside(DivisionField("区划", db_comment="同联席会议"))
    unit_id = ref("提出单位", "空：系统提出")
    unit_name = text("提出单位名称", 120)
    source = text("来源", 40, "登记的议题来源代码，单位提出的空")
    source_id = text("来源编号", 80)
    title = inside(models.CharField("议题", max_length=120))
    question = prose("请会议研究什么")
    proposal = prose("拟办意见")
    link = text("数据在哪里看", 200)
    count = inside(models.PositiveIntegerField("件数", default=0, db_comment="提出时的数"))
    as_of = when("数的时点")
    major = inside(models.BooleanField("重大事项", default=False, db_comment="议后要按程序报批"))
    place = inside(models.PositiveSmallIntegerField("次序", default=0))
    state = inside(
        models.CharField("状态", max_length=12, choices=AgendaState, default=AgendaState.POOL)
    )
    outcome = prose("议定情况")
    why = text("不列入的理由", 200)
    proposed_by = text("提出人", 80)
    proposed_at = when("提出时间")
    paper_number = text("代录的纸质材料", 80)
    shared_with = shared()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "议题"
        db_table_comment = "议题：谁提出、请会议研究什么、列进哪次会议、议定情况"
        ordering: ClassVar = ["place", "id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "state"], name="topic_division"),
            models.Index(fields=["unit_id", "state"], name="topic_unit"),
            models.Index(fields=["meeting", "place"], name="topic_meeting"),
            models.Index(fields=["body", "state"], name="topic_body"),
            units_index("shared_with", "topic_shared"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "source", "source_id"],
                condition=Q(state__in=["pool", "listed"]) & ~Q(source=""),
                name="topic_source_once",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["listed", "discussed"]) | Q(meeting__isnull=False),
                name="topic_listed_at_a_meeting",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Material(Record):
    """会议材料: a file laid before a meeting, by the office or by a unit."""

    row_scope: ClassVar[Rows] = of_body(unit="unit_id")

    meeting = inside(
        models.ForeignKey(Meeting, models.CASCADE, verbose_name="会议", related_name="materials")
    )
    topic = inside(
        models.ForeignKey(
            AgendaItem, models.SET_NULL, verbose_name="议题", null=True, related_name="materials"
        )
    )
    division = inside(DivisionField("区划", db_comment="同会议"))
    unit_id = ref("提供单位")
    unit_name = text("提供单位名称", 120)
    title = inside(models.CharField("名称", max_length=120))
    file = inside(models.UUIDField("文件", db_comment="files的编号"))
    added_by = text("谁放的", 80)
    added_at = when("放上时间")
    removed_at = when("撤下时间")
    removed_why = text("撤下原因", 200)
    shared_with = shared()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "会议材料"
        db_table_comment = "会议材料：哪个单位给哪次会议、哪个议题的材料"
        ordering: ClassVar = ["meeting_id", "added_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "meeting"], name="material_division"),
            models.Index(fields=["unit_id", "meeting"], name="material_unit"),
            models.Index(fields=["meeting", "added_at"], name="material_meeting"),
            units_index("shared_with", "material_shared"),
        ]

    def __str__(self) -> str:
        return self.title
