"""村和镇的表: a village's return, each child in it, the counts kept with it, a town's summary."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.encryption.fields import EncryptedJSON
from tonghu.core.record import Record
from tonghu.core.sensitivity import Sensitivity, sensitive
from tonghu.survey.models.marks import NAMES, aggregate, count, inside, text, traceless, when, who
from tonghu.survey.models.rounds import Round
from tonghu.survey.states import Answer, Origin, ReturnState, TownState


class VillageReturn(Record):
    """村里的排查结果: how far a village has come, who signed, who accepted; no names."""

    row_scope: ClassVar[Rows] = Rows.by_division("division")

    round = inside(
        models.ForeignKey(Round, models.CASCADE, verbose_name="轮次", related_name="returns")
    )
    division = inside(DivisionField("村区划"))
    name = text("村名", 80)
    state = inside(
        models.CharField(
            "状态", max_length=12, choices=ReturnState, default=ReturnState.NOT_STARTED
        )
    )
    due_on = inside(models.DateField("核完的最后一天"))
    expected = count("应核人数")
    done = count("已核人数")
    added = count("新增人数")
    left = count("退出人数")
    unreachable = count("联系不上人数")
    last_at = when("最近动静")
    signed_by = who("签字人")
    signed_name = text("签字人姓名", 80)
    signed_at = when("签字时间")
    paper_number = text("纸质表编号", 60, "代录时的纸质表")
    accepted_by = who("接收人")
    accepted_name = text("接收人姓名", 80)
    accepted_at = when("接收时间")
    returned_why = text("退回理由", 200)
    returned_at = when("退回时间")
    reminded = count("催过几次")
    reminded_at = when("最近一次催")

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "村里的排查结果"
        db_table_comment = "一个村在一轮排查里核到哪里、谁签的字、镇里是否接收"
        indexes: ClassVar = [
            models.Index(fields=["division", "round"], name="return_division"),
            models.Index(fields=["round", "division"], name="return_round"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "division"], name="return_once"),
        ]

    def __str__(self) -> str:
        return self.name


class RoundChild(Record):
    """一名儿童的核对: answered once, undone until the village has signed."""

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=NAMES)

    round = inside(models.ForeignKey(Round, models.CASCADE, verbose_name="轮次", related_name="+"))
    village = inside(
        models.ForeignKey(VillageReturn, models.CASCADE, verbose_name="村", related_name="children")
    )
    division = inside(DivisionField("村区划"))
    child = traceless(models.UUIDField("儿童", db_comment="registry的儿童编号"))
    place = inside(models.PositiveIntegerField("次序", default=0, db_comment="重点对象在前"))
    key_group = sensitive(models.BooleanField("重点对象", default=False), Sensitivity.RISK)
    origin = inside(
        models.CharField("怎么列入", max_length=10, choices=Origin, default=Origin.OPENING)
    )
    added = text("新增原因", 40)
    was = traceless(models.JSONField("期初类别", default=list, db_comment="期初所属的认定类别"))
    schemes = traceless(models.JSONField("现在类别", default=list, db_comment="现在所属的认定类别"))
    answer = inside(models.CharField("结果", max_length=12, choices=Answer, default=Answer.PENDING))
    left = text("退出原因", 40)
    left_on = inside(models.DateField("退出日期", null=True))
    at = when("核对时间")
    by = who("核对人")
    by_name = text("核对人姓名", 80)
    client_key = text("客户端编号", 80, "同一次填写的编号，重交时认得出来")
    late_sent = inside(models.BooleanField("补传", default=False, db_comment="离线填写后补传的"))
    applied = inside(
        models.BooleanField("已入档", default=False, db_comment="退出、新增已经由镇里核定入档")
    )
    detail = sensitive(
        EncryptedJSON("内容", null=True, db_comment="备注、改了哪些、原来是什么"),
        Sensitivity.NARRATIVE,
    )

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "一名儿童的核对"
        db_table_comment = "一轮排查里逐名核对的结果；姓名在儿童档案里"
        indexes: ClassVar = [
            models.Index(fields=["division", "round", "place"], name="roundchild_division"),
            models.Index(fields=["child", "round"], name="roundchild_child"),
            models.Index(fields=["round", "division", "answer"], name="roundchild_round"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "division", "child"], name="roundchild_once"),
        ]

    def __str__(self) -> str:
        return f"{self.division} {self.answer}"


class RoundTally(Record):
    """一轮的数: village × scheme × figure, kept with every answer, equal to a recount."""

    row_scope: ClassVar[Rows] = Rows.by_division("division")

    round = inside(models.ForeignKey(Round, models.CASCADE, verbose_name="轮次", related_name="+"))
    division = inside(DivisionField("村区划"))
    scheme = inside(models.CharField("类别", max_length=40))
    figure = inside(models.CharField("项目", max_length=60, db_comment="如opening、left:died"))
    n = aggregate(models.IntegerField("人数", default=0))

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "一轮的数"
        db_table_comment = "轮次×村×类别×项目的人数，随每次核对同一事务更新"
        indexes: ClassVar = [
            models.Index(fields=["division", "round"], name="roundtally_division"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "division", "scheme", "figure"], name="roundtally_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division} {self.scheme} {self.figure} {self.n}"


class TownSummary(Record):
    """乡镇汇总 (D-090): what a town hands to the county when its villages are in."""

    row_scope: ClassVar[Rows] = Rows.by_division("division")

    round = inside(
        models.ForeignKey(Round, models.CASCADE, verbose_name="轮次", related_name="towns")
    )
    division = inside(DivisionField("乡镇区划"))
    name = text("乡镇", 80)
    state = inside(
        models.CharField("状态", max_length=12, choices=TownState, default=TownState.COLLECTING)
    )
    due_on = inside(models.DateField("汇总截止", null=True))
    figures = aggregate(models.JSONField("汇总数", default=dict))
    hazards = count("隐患件数")
    note = text("工作情况", 1_000)
    signed_by = who("汇总人")
    signed_name = text("汇总人姓名", 80)
    submitted_at = when("上报时间")
    taken_name = text("接收人姓名", 80)
    taken_at = when("接收时间")
    returned_why = text("退回理由", 200)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "乡镇汇总"
        db_table_comment = "一个乡镇一轮排查的汇总，不含姓名"
        indexes: ClassVar = [models.Index(fields=["division", "round"], name="summary_division")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "division"], name="summary_once"),
        ]

    def __str__(self) -> str:
        return self.name
