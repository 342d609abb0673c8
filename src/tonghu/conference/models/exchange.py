"""互通的表: questions between units, problems that cross units or counties, good practice, bulletins."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tonghu.conference.models.body import Body
from tonghu.conference.models.inspections import Inspection
from tonghu.conference.models.issued import Issued
from tonghu.conference.models.marks import day, inside, of_body, prose, ref, shared, when
from tonghu.conference.models.marks import text as short
from tonghu.conference.states.decided import (
    BulletinState,
    PracticeState,
    ProblemState,
    RequestState,
)
from tonghu.core.database.fields import DivisionField, units_index
from tonghu.core.database.rows import Rows
from tonghu.core.record import Record


class InfoRequest(Record):
    """信息请求: one unit asks another, says what for, and gets an answer (D-057)."""

    row_scope: ClassVar[Rows] = of_body(unit="unit_id")

    body = inside(
        models.ForeignKey(Body, models.PROTECT, verbose_name="联席会议", related_name="+")
    )
    division = inside(DivisionField("区划", db_comment="同联席会议"))
    from_id = ref("谁问的")
    from_name = short("谁问的", 120)
    unit_id = ref("问谁")
    unit_name = short("问谁", 120)
    title = inside(models.CharField("要什么", max_length=120))
    question = prose("具体要哪些", "不写儿童姓名")
    purpose = short("用来做什么", 300)
    due_on = day("希望何时答复")
    state = inside(
        models.CharField("状态", max_length=10, choices=RequestState, default=RequestState.ASKED)
    )
    answer = prose("答复")
    asked_by = short("经手人", 80)
    asked_at = when("提出时间")
    answered_by = short("答复人", 80)
    answered_at = when("答复时间")
    paper_number = short("纸质复函的编号", 80)
    shared_with = shared()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "信息请求"
        db_table_comment = "信息请求：成员单位之间要数据、要情况，和答复"
        ordering: ClassVar = ["-asked_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "state"], name="inforequest_division"),
            models.Index(fields=["unit_id", "state"], name="inforequest_unit"),
            units_index("shared_with", "inforequest_shared"),
        ]

    def __str__(self) -> str:
        return self.title


class Problem(Record):
    """协调事项: what one unit or county cannot settle alone (D-056)."""

    row_scope: ClassVar[Rows] = of_body(unit="unit_id")

    body = inside(
        models.ForeignKey(
            Body, models.PROTECT, verbose_name="由哪个联席会议协调", related_name="problems"
        )
    )
    division = inside(DivisionField("由哪里协调", db_comment="跨县的是共同的上级"))
    raised_at_division = inside(DivisionField("在哪里提出的"))
    unit_id = ref("谁提出的")
    unit_name = short("谁提出的", 120)
    title = inside(models.CharField("事项", max_length=120))
    text = prose("什么问题", "不写儿童姓名")
    wanted = prose("希望怎样协调")
    counties = inside(models.JSONField("涉及哪些县", default=list, db_comment="区划代码和名称"))
    state = inside(
        models.CharField("状态", max_length=10, choices=ProblemState, default=ProblemState.RAISED)
    )
    plan = prose("怎样办")
    due_on = day("何时办好")
    result = prose("协调结果")
    raised_by = short("经手人", 80)
    raised_at = when("提出时间")
    handled_by = short("谁定的", 80)
    settled_by = short("谁办结的", 80)
    settled_on = day("办结日期")
    shared_with = shared()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "协调事项"
        db_table_comment = "协调事项：跨部门、跨县的问题，谁提出、谁来办、结果"
        ordering: ClassVar = ["-raised_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "state"], name="conf_problem_division"),
            models.Index(fields=["unit_id", "state"], name="conf_problem_unit"),
            units_index("shared_with", "conf_problem_shared"),
        ]

    def __str__(self) -> str:
        return self.title


class ProblemPart(Record):
    """协调事项里一个单位的份: what it was asked, what it did."""

    row_scope: ClassVar[Rows] = of_body(unit="unit_id")

    problem = inside(
        models.ForeignKey(Problem, models.CASCADE, verbose_name="协调事项", related_name="parts")
    )
    division = inside(DivisionField("由哪里协调"))
    unit_id = ref("单位")
    unit_name = short("单位名称", 120)
    answer = prose("办了什么")
    answered_by = short("经手人", 80)
    answered_at = when("报告时间")
    paper_number = short("纸质材料的编号", 80)
    shared_with = shared()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "协调事项里一个单位的份"
        db_table_comment = "协调事项里每个单位办了什么"
        ordering: ClassVar = ["problem_id", "id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "problem"], name="problempart_division"),
            models.Index(fields=["unit_id", "problem"], name="problempart_unit"),
            units_index("shared_with", "problempart_shared"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["problem", "unit_id"], name="problempart_once"),
        ]

    def __str__(self) -> str:
        return self.unit_name


class Practice(Issued):
    """经验做法: sent by a unit or a town, chosen and circulated by the office (D-052, D-238)."""

    row_scope: ClassVar[Rows] = of_body(unit="unit_id")

    body = inside(
        models.ForeignKey(Body, models.PROTECT, verbose_name="联席会议", related_name="practices")
    )
    division = inside(DivisionField("区划", db_comment="同联席会议"))
    unit_id = ref("谁报的")
    unit_name = short("谁报的", 120)
    title = inside(models.CharField("标题", max_length=120))
    text = prose("做法和成效", "不写儿童姓名")
    state = inside(
        models.CharField("状态", max_length=12, choices=PracticeState, default=PracticeState.SENT)
    )
    answer = short("为什么没有印发", 300)
    sent_by = short("经手人", 80)
    sent_at = when("报的时间")
    shared_with = shared()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "经验做法"
        db_table_comment = "经验做法：谁报的、印发没有"
        ordering: ClassVar = ["-sent_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "state"], name="practice_division"),
            models.Index(fields=["unit_id", "state"], name="practice_unit"),
            units_index("shared_with", "practice_shared"),
        ]

    def __str__(self) -> str:
        return self.title


class Bulletin(Issued):
    """通报: of progress (D-032, D-240) or of an inspection (D-308); its figures stay as they were."""

    row_scope: ClassVar[Rows] = of_body()

    body = inside(
        models.ForeignKey(Body, models.PROTECT, verbose_name="联席会议", related_name="bulletins")
    )
    division = inside(DivisionField("区划", db_comment="同联席会议"))
    inspection = inside(
        models.ForeignKey(
            Inspection, models.PROTECT, verbose_name="督查", null=True, related_name="bulletins",
            db_comment="督查通报才有",
        )
    )  # fmt: skip
    year = inside(models.PositiveSmallIntegerField("年度"))
    issue = inside(models.PositiveSmallIntegerField("第几期"))
    title = inside(models.CharField("标题", max_length=160))
    as_of = inside(models.DateField("数字截至"))
    sections = inside(models.JSONField("正文", default=list, db_comment="小标题和正文，按次序"))
    version = inside(models.PositiveIntegerField("第几稿", default=1))
    edited_by = short("谁改的", 80)
    state = inside(
        models.CharField("状态", max_length=10, choices=BulletinState, default=BulletinState.DRAFT)
    )
    replaces = inside(
        models.ForeignKey(
            "self", models.PROTECT, verbose_name="更正哪一份", null=True, related_name="replaced_by"
        )
    )
    shared_with = shared()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "通报"
        db_table_comment = "通报：工作进展通报、督查通报；数字按当时的算法和时点留着"
        ordering: ClassVar = ["-year", "-issue", "-edition"]
        indexes: ClassVar = [
            models.Index(fields=["division", "-year", "-issue"], name="bulletin_division"),
            units_index("shared_with", "bulletin_shared"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "year", "issue", "edition"], name="bulletin_issue_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class BulletinFigure(Record):
    """通报引用的数: what was measured, as of when, with which parameters, so that it can be measured again."""

    row_scope: ClassVar[Rows] = of_body()

    bulletin = inside(
        models.ForeignKey(Bulletin, models.CASCADE, verbose_name="通报", related_name="figures")
    )
    division = inside(DivisionField("区划", db_comment="同联席会议"))
    place = inside(models.PositiveSmallIntegerField("次序", default=0))
    indicator = short("指标", 60, "登记的指标代码")
    label = short("名称", 120)
    unit = short("计量单位", 20)
    of_division = inside(DivisionField("哪里的数"))
    of_place = short("哪里的数", 80)
    value = inside(models.DecimalField("数", max_digits=16, decimal_places=4, null=True))
    shown = short("印出来的样子", 40, "小数目按规定遮盖")
    frozen = inside(
        models.JSONField("怎样得来", default=dict, db_comment="时点、参数、口径的版本，重算要用")
    )
    taken_at = when("取数时间")
    shared_with = shared()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "通报引用的数"
        db_table_comment = "通报引用的数：指标、时点、参数，多年以后可以重算"
        ordering: ClassVar = ["bulletin_id", "place"]
        indexes: ClassVar = [
            models.Index(fields=["division", "bulletin"], name="bulletinfigure_division"),
            models.Index(fields=["bulletin", "place"], name="bulletinfigure_bulletin"),
            units_index("shared_with", "bulletinfigure_shared"),
        ]

    def __str__(self) -> str:
        return self.label
