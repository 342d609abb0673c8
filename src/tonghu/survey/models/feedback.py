"""反馈的表: what police and education get, and what schools answer about their own pupils (D-091, D-092)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.encryption.fields import EncryptedJSON, EncryptedText
from tonghu.core.record import Record
from tonghu.core.sensitivity import Sensitivity, sensitive
from tonghu.survey.models.marks import count, inside, text, traceless, when, who
from tonghu.survey.models.rounds import Round
from tonghu.survey.states import CheckState, FeedbackState, PupilAnswer


class Feedback(Record):
    """反馈: one list to one receiver, with only the fields it needs, and its receipt."""

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=("county",), unit="unit_id")

    round = inside(models.ForeignKey(Round, models.PROTECT, verbose_name="轮次", related_name="+"))
    division = inside(DivisionField("县区划"))
    function = text("职能", 40, "词表functions的代码：police、education")
    unit_id = inside(models.UUIDField("收的单位"))
    unit_name = text("收的单位名称", 120)
    fields = inside(models.JSONField("字段", default=list, db_comment="只给对方用得上的"))
    listed = count("人数")
    due_on = inside(models.DateField("反馈截止", null=True))
    state = inside(
        models.CharField("状态", max_length=12, choices=FeedbackState, default=FeedbackState.PREPARED)
    )  # fmt: skip
    sent_by = who("发出人")
    sent_name = text("发出人姓名", 80)
    sent_at = when("发出时间")
    received_name = text("签收人", 80)
    received_at = when("签收时间")
    paper_number = text("纸质回执编号", 60, "代录时的纸质回执")

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "反馈"
        db_table_comment = "向公安、教育反馈的名单，含回执"
        indexes: ClassVar = [
            models.Index(fields=["division", "round"], name="feedback_division"),
            models.Index(fields=["unit_id", "round"], name="feedback_unit"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "unit_id"], name="feedback_once"),
        ]

    def __str__(self) -> str:
        return self.unit_name


class FeedbackLine(Record):
    """反馈名单的一行: the receiver's fields of one child."""

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=("county",), unit="unit_id")

    feedback = inside(
        models.ForeignKey(Feedback, models.CASCADE, verbose_name="反馈", related_name="lines")
    )
    division = inside(DivisionField("村区划"))
    unit_id = inside(models.UUIDField("收的单位"))
    child = traceless(models.UUIDField("儿童"))
    school_id = inside(models.UUIDField("学校", null=True, db_comment="空：不在本县学校"))
    content = sensitive(EncryptedJSON("内容"), Sensitivity.IDENTITY)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "反馈名单的一行"
        db_table_comment = "反馈名单：只含收的单位用得上的字段"
        indexes: ClassVar = [
            models.Index(fields=["division", "feedback"], name="feedbackline_division"),
            models.Index(fields=["unit_id", "feedback"], name="feedbackline_unit"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["feedback", "child"], name="feedbackline_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class SchoolCheck(Record):
    """学校再核实: what one school has to re-verify of one round (D-092)."""

    row_scope: ClassVar[Rows] = Rows.by_division(
        "division", levels=("county", "town"), unit="unit_id"
    )

    feedback = inside(
        models.ForeignKey(Feedback, models.CASCADE, verbose_name="反馈", related_name="checks")
    )
    round = inside(models.ForeignKey(Round, models.PROTECT, verbose_name="轮次", related_name="+"))
    fields = inside(models.JSONField("字段", default=list, db_comment="学校看得到的栏目"))
    division = inside(DivisionField("学校所在区划"))
    unit_id = inside(models.UUIDField("学校"))
    unit_name = text("学校名称", 120)
    state = inside(
        models.CharField("状态", max_length=10, choices=CheckState, default=CheckState.WAITING)
    )
    pupils = count("人数")
    answered = count("已核实人数")
    due_on = inside(models.DateField("核实截止", null=True))
    counted = text("期限怎么算的", 300)
    done_name = text("核实人", 80)
    done_at = when("核实时间")
    paper_number = text("纸质表编号", 60)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "学校再核实"
        db_table_comment = "教育部门分给一所学校再核实的名单"
        indexes: ClassVar = [
            models.Index(fields=["division", "feedback"], name="schoolcheck_division"),
            models.Index(fields=["unit_id", "feedback"], name="schoolcheck_unit"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["feedback", "unit_id"], name="schoolcheck_once"),
        ]

    def __str__(self) -> str:
        return self.unit_name


class PupilCheck(Record):
    """一名学生的再核实: what the school found, and who of the school keeps in touch with the child."""

    row_scope: ClassVar[Rows] = Rows.by_division(
        "division", levels=("county", "town"), unit="unit_id"
    )

    check_of = inside(
        models.ForeignKey(SchoolCheck, models.CASCADE, verbose_name="学校再核实", related_name="lines")
    )  # fmt: skip
    division = inside(DivisionField("村区划"))
    unit_id = inside(models.UUIDField("学校"))
    child = traceless(models.UUIDField("儿童"))
    content = sensitive(EncryptedJSON("内容"), Sensitivity.IDENTITY)
    answer = inside(
        models.CharField("结果", max_length=12, choices=PupilAnswer, default=PupilAnswer.PENDING)
    )
    note = sensitive(EncryptedText("有什么出入", null=True), Sensitivity.NARRATIVE)
    contact = text("联络帮扶人", 80, "学校指定的联络帮扶人")
    contact_title = text("联络帮扶人职务", 60)
    at = when("核实时间")
    by = who("核实人")
    by_name = text("核实人姓名", 80)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "一名学生的再核实"
        db_table_comment = "学校对本校一名学生的再核实结果和联络帮扶人"
        indexes: ClassVar = [
            models.Index(fields=["division", "check_of"], name="pupilcheck_division"),
            models.Index(fields=["unit_id", "check_of"], name="pupilcheck_unit"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["check_of", "child"], name="pupilcheck_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
