"""比对的表: a run, its figures by town and unit, and the children it counted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tonghu.core.clock import now
from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.encryption import EncryptedJSON, EncryptedText
from tonghu.core.record import Record
from tonghu.reconcile.models.calls import RosterCall
from tonghu.reconcile.models.marks import figure, inside, person, text, who
from tonghu.reconcile.states import GOING, RunState

FIGURES = ("nation", "province", "prefecture", "county", "town")
NAMES = ("county", "town")


class Series(Record):
    """编号与指纹盐: one row a county: running numbers of receipts and runs, and the salt of marks."""

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=("county",))

    division = inside(DivisionField("区划", unique=True, db_comment="县"))
    year = inside(models.PositiveSmallIntegerField("年度", default=0))
    receipts = inside(models.PositiveIntegerField("回执编到几号", default=0))
    runs = inside(models.PositiveIntegerField("比对编到几次", default=0))
    salt = inside(EncryptedText("指纹盐", db_comment="记录指纹的盐，两县的指纹对不到一起"))

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "比对编号"
        db_table = "reconcile_series"
        db_table_comment = "比对编号：每县的回执号、比对次数和指纹盐"

    def __str__(self) -> str:
        return self.division


class Run(Record):
    """一次比对: which rosters, by which profile on which day, and the figures that came of it."""

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=FIGURES)

    number = inside(models.PositiveIntegerField("当年第几次"))
    year = inside(models.PositiveSmallIntegerField("年度"))
    title = text("名称", 80)
    division = inside(DivisionField("区划", db_comment="县，或者单独比对的乡镇"))
    call = inside(
        models.ForeignKey(
            RosterCall, models.PROTECT, verbose_name="报送要求", null=True, related_name="+"
        )
    )
    profile = text("方案", 40)
    profile_hash = text("方案指纹", 64)
    as_of = inside(models.DateField("按哪天算"))
    files = inside(
        models.JSONField("名册", default=list, db_comment="收到的名册的编号、指纹、单位、条数")
    )
    state = inside(
        models.CharField("状态", max_length=10, choices=RunState, default=RunState.QUEUED)
    )
    counts = figure(models.JSONField("数字", default=dict))
    ordered_at = inside(models.DateTimeField("交办时间", default=now))
    ordered_by = who("谁交办")
    ordered_by_name = text("交办人", 80)
    started_at = inside(models.DateTimeField("开始时间", null=True))
    finished_at = inside(models.DateTimeField("完成时间", null=True))
    seconds = inside(models.FloatField("用时秒", default=0.0))
    job = inside(models.UUIDField("后台工作", null=True))
    problem = text("没比成的原因", 400)
    data_key = inside(
        models.UUIDField("数据密钥", null=True, db_comment="销毁后本次比对的内容读不出来")
    )
    erase_on = inside(
        models.DateField("清除日", null=True, db_comment="名册内容到这天清除，判定和指纹留下")
    )
    erased_at = inside(models.DateTimeField("清除时间", null=True))
    why = text("撤回原因", 400)
    withdrawn_at = inside(models.DateTimeField("撤回时间", null=True))
    withdrawn_by = text("撤回人", 80)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "名册比对"
        db_table = "reconcile_run"
        db_table_comment = "名册比对：用了哪些名册、按哪个方案、哪天算，得到什么数"
        indexes: ClassVar = [
            models.Index(fields=["division", "-ordered_at"], name="run_division"),
            models.Index(fields=["erase_on"], name="run_erase", condition=Q(erased_at=None)),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["division"], name="run_one_at_a_time", condition=Q(state__in=list(GOING))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"


class RunMemory(Record):
    """下次要用的: numbers, weights and salted fingerprints of a run; no roster can be made of it."""

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=("county",))

    run = inside(models.OneToOneField(Run, models.CASCADE, verbose_name="比对", related_name="+"))
    division = inside(DivisionField("区划"))
    content = inside(EncryptedText("内容", db_comment="引擎的状态，base64"))
    at = inside(models.DateTimeField("时间", default=now))

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "比对的记忆"
        db_table = "reconcile_runmemory"
        db_table_comment = "比对的记忆：儿童编号、权重、加盐指纹，供下次比对沿用编号"
        indexes: ClassVar = [models.Index(fields=["division", "-at"], name="memory_division")]

    def __str__(self) -> str:
        return f"{self.run_id}"


class RunTown(Record):
    """一个乡镇的数: what a town sees of its county's run, and what superiors see of the town."""

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=FIGURES)

    run = inside(models.ForeignKey(Run, models.CASCADE, verbose_name="比对", related_name="towns"))
    division = inside(DivisionField("乡镇", db_comment="乡镇；没有写明乡镇的记在县"))
    name = text("名称", 80)
    listed = figure(models.PositiveIntegerField("列为留守", default=0))
    agreed = figure(models.PositiveIntegerField("三份都有", default=0))
    explained = figure(models.PositiveIntegerField("查明原因", default=0))
    expected = figure(models.PositiveIntegerField("应交名册", default=0))
    received = figure(models.PositiveIntegerField("收到名册", default=0))
    state = inside(
        models.CharField("比对的状态", max_length=10, choices=RunState, default=RunState.DONE)
    )
    head = inside(
        models.JSONField(
            "比对的情况",
            default=dict,
            db_comment="第几次、名称、哪天算、何时跑完；乡镇看不到县里那一行",
        )
    )
    total = figure(models.PositiveIntegerField("要问清的", default=0))
    settled = figure(models.PositiveIntegerField("已办", default=0))
    counts = figure(models.JSONField("其他数字", default=dict))

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "乡镇的数"
        db_table = "reconcile_runtown"
        db_table_comment = "一次比对里一个乡镇的数字，不含姓名"
        indexes: ClassVar = [models.Index(fields=["division", "run"], name="runtown_division")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "division"], name="runtown_once"),
        ]

    def __str__(self) -> str:
        return self.name


class RunUnit(Record):
    """一个单位的数: rows handed in, questions to it."""

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=NAMES, unit="unit_id")

    run = inside(models.ForeignKey(Run, models.CASCADE, verbose_name="比对", related_name="units"))
    unit_id = inside(models.UUIDField("单位", null=True, db_comment="空：名录里没有这个单位"))
    name = text("名称", 120)
    division = inside(DivisionField("所在区划"))
    kind = text("名册种类", 10)
    rows = figure(models.PositiveIntegerField("条数", default=0))
    asked = figure(models.PositiveIntegerField("问了几问", default=0))
    most = text("最多的问题", 80)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "单位的数"
        db_table = "reconcile_rununit"
        db_table_comment = "一次比对里一个单位交了多少、要答多少"
        indexes: ClassVar = [
            models.Index(fields=["division", "run"], name="rununit_division"),
            models.Index(fields=["unit_id", "run"], name="rununit_unit"),
            models.Index(fields=["run"], name="rununit_run"),
        ]

    def __str__(self) -> str:
        return self.name


class RunChild(Record):
    """一名儿童: on which rosters, and why not on the others; its records closed under the run's key."""

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=NAMES)

    run = inside(models.ForeignKey(Run, models.CASCADE, verbose_name="比对", related_name="+"))
    data_key = inside(models.UUIDField("数据密钥", null=True))
    number = person(
        models.CharField("儿童编号", max_length=12, db_comment="E0000123，各次比对沿用")
    )
    division = person(DivisionField("所在区划", db_comment="村，写明了的话；否则乡镇"))
    name = person(models.CharField("姓名", max_length=60, null=True, db_comment="到期清空"))
    sex = person(models.CharField("性别", max_length=2, blank=True, default=""))
    birth = person(models.DateField("出生日期", null=True, db_comment="到期清空"))
    standing = figure(
        models.CharField("在哪些名册上", max_length=3, db_comment="村里、学校、公安，1有0没有")
    )
    by_facts = figure(models.BooleanField("按事实算", default=False))
    reason = figure(models.CharField("缺一份的原因", max_length=40, blank=True, default=""))
    content = person(
        EncryptedJSON("各份名册的原样", null=True, key_of="data_key", db_comment="到期销毁")
    )

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "比对里的儿童"
        db_table = "reconcile_runchild"
        db_table_comment = "一次比对里被列为留守的儿童；内容随密钥销毁"
        indexes: ClassVar = [
            models.Index(fields=["run", "standing", "division", "number"], name="runchild_run"),
            models.Index(fields=["division", "run"], name="runchild_division"),
        ]

    def __str__(self) -> str:
        return self.number
