"""纪要的表: the text by sections with every version kept, each unit's opinion, what goes up for approval."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tonghu.conference.models.body import Body
from tonghu.conference.models.issued import Issued
from tonghu.conference.models.marks import day, inside, of_body, prose, ref, shared, when
from tonghu.conference.models.marks import text as short
from tonghu.conference.models.meetings import AgendaItem, Meeting
from tonghu.conference.states.decided import (
    MajorState,
    MinutesState,
    OpinionState,
    WordingState,
)
from tonghu.core.database.fields import DivisionField, units_index
from tonghu.core.database.rows import Rows
from tonghu.core.record import Record


class Minutes(Issued):
    """会议纪要: drafted from agenda and decisions, agreed by those who took part, then issued."""

    row_scope: ClassVar[Rows] = of_body()

    body = inside(
        models.ForeignKey(Body, models.PROTECT, verbose_name="联席会议", related_name="minutes")
    )
    meeting = inside(
        models.ForeignKey(Meeting, models.PROTECT, verbose_name="会议", related_name="minutes")
    )
    division = inside(DivisionField("区划", db_comment="同会议"))
    title = inside(models.CharField("标题", max_length=160))
    rule = short("印发规则", 24, "词表minutes_rules")
    rule_basis = short("规则的依据", 200, "如方案所写")
    rule_silent = inside(
        models.BooleanField("文件没写规则", default=False, db_comment="是：由办公室选定通例")
    )
    round = inside(
        models.PositiveSmallIntegerField("第几次征求意见", default=0, db_comment="0：还没送出")
    )
    state = inside(
        models.CharField("状态", max_length=12, choices=MinutesState, default=MinutesState.DRAFT)
    )
    circulated_at = when("送会签时间")
    reply_by = day("答复截止")
    reply_how = short("怎样算的", 300)
    reply_silent = inside(models.BooleanField("文件没写答复天数", default=False))
    replaces = inside(
        models.ForeignKey(
            "self", models.PROTECT, verbose_name="更正哪一份", null=True, related_name="replaced_by"
        )
    )
    why = short("更正原因", 400)
    shared_with = shared()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "会议纪要"
        db_table_comment = "会议纪要：一次会议一份，更正的另起一份，原来的留着"
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "state"], name="minutes_division"),
            units_index("shared_with", "minutes_shared"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "edition"], name="minutes_edition_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Section(Record):
    """纪要的一节: the text that stands, and its version."""

    row_scope: ClassVar[Rows] = of_body()

    minutes = inside(
        models.ForeignKey(Minutes, models.CASCADE, verbose_name="纪要", related_name="sections")
    )
    division = inside(DivisionField("区划", db_comment="同会议"))
    topic = inside(
        models.ForeignKey(
            AgendaItem, models.PROTECT, verbose_name="议题", null=True, related_name="+"
        )
    )
    place = inside(models.PositiveSmallIntegerField("次序", default=0))
    heading = short("小标题", 120)
    text = prose("正文")
    version = inside(models.PositiveIntegerField("第几稿", default=1))
    edited_by = short("谁改的", 80)
    edited_at = when("修改时间")
    shared_with = shared()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "纪要的一节"
        db_table_comment = "纪要的一节：现在的正文，改一次稿次加一"
        ordering: ClassVar = ["minutes_id", "place", "id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "minutes"], name="conf_section_division"),
            models.Index(fields=["minutes", "place"], name="conf_section_minutes"),
            units_index("shared_with", "conf_section_shared"),
        ]

    def __str__(self) -> str:
        return self.heading


class SectionText(Record):
    """一节的一稿: every version as it was saved, also the one that lost to another editor."""

    row_scope: ClassVar[Rows] = of_body()
    append_only: ClassVar[bool] = True

    section = inside(
        models.ForeignKey(Section, models.CASCADE, verbose_name="一节", related_name="texts")
    )
    division = inside(DivisionField("区划", db_comment="同会议"))
    version = inside(models.PositiveIntegerField("第几稿", db_comment="0：没有存成的一稿"))
    round = inside(models.PositiveSmallIntegerField("第几次征求意见", default=0))
    heading = short("小标题", 120)
    text = prose("正文")
    by_name = short("谁写的", 80)
    unit_name = short("谁家建议的", 120, "采纳某单位的建议时")
    at = when("时间")
    shared_with = shared()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "一节的一稿"
        db_table_comment = "一节的一稿：每次保存都留下，没有存成的也留下"
        ordering: ClassVar = ["section_id", "at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "section"], name="sectiontext_division"),
            models.Index(fields=["section", "version"], name="sectiontext_section"),
            units_index("shared_with", "sectiontext_shared"),
        ]

    def __str__(self) -> str:
        return f"{self.heading}，第{self.version}稿"


class Opinion(Record):
    """会签意见: what one unit that took part says of the text, itself or on paper."""

    row_scope: ClassVar[Rows] = of_body(unit="unit_id")

    minutes = inside(
        models.ForeignKey(Minutes, models.CASCADE, verbose_name="纪要", related_name="opinions")
    )
    division = inside(DivisionField("区划", db_comment="同会议"))
    unit_id = inside(models.UUIDField("单位", db_comment="由谁答复；撤并后是承继单位"))
    unit_name = short("单位名称", 120)
    was_unit = ref("与会单位", "撤并以前参加会议的单位")
    was_name = short("与会单位名称", 120)
    succeeded_on = day("改由承继单位答复的日期")
    place = inside(models.PositiveSmallIntegerField("次序", default=0))
    state = inside(
        models.CharField("状态", max_length=10, choices=OpinionState, default=OpinionState.WAITING)
    )
    round = inside(models.PositiveSmallIntegerField("答复的是第几次征求意见", default=0))
    comment = prose("意见")
    answered_by = short("答复人", 80)
    answered_at = when("答复时间")
    answered_digest = short("答复的是哪一稿", 16, "当时正文的数据版本")
    paper_number = short("纸质会签的编号", 80, "代录时的")
    paper_on = day("纸质会签的日期")
    why = short("不再会签的原因", 200)
    shared_with = shared()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "会签意见"
        db_table_comment = "会签意见：与会单位同意，或者有修改意见；撤并的由承继单位答复"
        ordering: ClassVar = ["minutes_id", "place", "id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "minutes"], name="opinion_division"),
            models.Index(fields=["unit_id", "state"], name="opinion_unit"),
            units_index("shared_with", "opinion_shared"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["minutes", "unit_id"], name="opinion_once"),
        ]

    def __str__(self) -> str:
        return self.unit_name


class Wording(Record):
    """修改建议: other words for one section, beside the words they were written upon."""

    row_scope: ClassVar[Rows] = of_body(unit="unit_id")

    opinion = inside(
        models.ForeignKey(Opinion, models.CASCADE, verbose_name="会签意见", related_name="wordings")
    )
    section = inside(
        models.ForeignKey(Section, models.CASCADE, verbose_name="一节", related_name="wordings")
    )
    division = inside(DivisionField("区划", db_comment="同会议"))
    unit_id = inside(models.UUIDField("单位"))
    unit_name = short("单位名称", 120)
    round = inside(models.PositiveSmallIntegerField("第几次征求意见", default=1))
    based_on = inside(models.PositiveIntegerField("照第几稿改的"))
    text = prose("建议改成")
    reason = short("理由", 300)
    state = inside(
        models.CharField("状态", max_length=10, choices=WordingState, default=WordingState.WAITING)
    )
    answer = short("办公室的答复", 300)
    decided_by = short("谁定的", 80)
    decided_at = when("定的时间")
    shared_with = shared()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "修改建议"
        db_table_comment = "修改建议：哪个单位建议把哪一节改成什么，采纳没有"
        ordering: ClassVar = ["section_id", "id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "state"], name="wording_division"),
            models.Index(fields=["unit_id", "state"], name="wording_unit"),
            models.Index(fields=["section", "state"], name="wording_section"),
            units_index("shared_with", "wording_shared"),
        ]

    def __str__(self) -> str:
        return self.unit_name


class MajorMatter(Record):
    """重大事项: discussed by the conference, sent up for approval with a paper, and its result (D-054)."""

    row_scope: ClassVar[Rows] = of_body()

    body = inside(
        models.ForeignKey(Body, models.PROTECT, verbose_name="联席会议", related_name="+")
    )
    meeting = inside(
        models.ForeignKey(
            Meeting, models.PROTECT, verbose_name="会议", null=True, related_name="major_matters"
        )
    )
    topic = inside(
        models.ForeignKey(
            AgendaItem, models.PROTECT, verbose_name="议题", null=True, related_name="+"
        )
    )
    division = inside(DivisionField("区划", db_comment="同联席会议"))
    title = inside(models.CharField("事项", max_length=120))
    text = prose("请示的内容")
    to = short("报谁", 24, "词表major_matters")
    to_name = short("报批机关", 120)
    to_silent = inside(models.BooleanField("文件没写报谁", default=False))
    state = inside(
        models.CharField("状态", max_length=12, choices=MajorState, default=MajorState.PREPARED)
    )
    paper = ref("报批件", "文书编号")
    number = short("报批件文号", 80)
    template = short("模板版本", 80)
    digest = short("数据版本", 16)
    submitted_at = when("上报时间")
    submitted_by = short("上报人", 80)
    result = prose("批复内容")
    approver = short("谁批的", 80)
    result_number = short("批复文号", 80)
    result_on = day("批复日期")
    decided_by = short("谁登记的", 80)
    shared_with = shared()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "重大事项"
        db_table_comment = "重大事项：联席会议议后按程序报批，批了没有"
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "state"], name="major_division"),
            units_index("shared_with", "major_shared"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["topic"], condition=Q(topic__isnull=False), name="major_topic_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title
