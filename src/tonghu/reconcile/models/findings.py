"""差异、提问、判定的表."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tonghu.core.clock import now
from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.encryption import EncryptedJSON, EncryptedText
from tonghu.core.record import Record
from tonghu.files.models import StoredFile
from tonghu.reconcile.models.marks import ASKED, figure, inside, person, text, traceless, who
from tonghu.reconcile.models.runs import NAMES, Run
from tonghu.reconcile.states import FindingKind, FindingState, QuestionState, VerdictWord


class Verdict(Record):
    """判定: what a person said of two records; kept by their marks when the rosters are long gone."""

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=NAMES)

    division = inside(DivisionField("区划"))
    run = inside(models.ForeignKey(Run, models.PROTECT, verbose_name="比对", related_name="+"))
    finding_id = inside(models.UUIDField("差异", db_index=True))
    word = inside(models.CharField("判定", max_length=10, choices=VerdictWord))
    reason = text("理由", 200)
    mark_a = traceless(models.CharField("一条的指纹", max_length=32, blank=True, default=""))
    mark_b = traceless(models.CharField("另一条的指纹", max_length=32, blank=True, default=""))
    at = inside(models.DateTimeField("时间", default=now))
    by = who("谁判定")
    by_name = text("判定人", 80)
    sampled = inside(models.BooleanField("抽中复看", default=False))
    in_bulk = inside(models.BooleanField("成批判定", default=False))
    reviewed_at = inside(models.DateTimeField("复看时间", null=True))
    reviewed_by = who("谁复看")
    reviewed_by_name = text("复看人", 80)
    agrees = inside(models.BooleanField("复看同意", null=True))
    undone_at = inside(models.DateTimeField("撤销时间", null=True))
    undone_by = who("谁撤销")
    undone_by_name = text("撤销人", 80)
    undone_why = text("撤销原因", 200)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "判定"
        db_table = "reconcile_verdict"
        db_table_comment = "判定：两条记录是不是同一个孩子，谁判的、为什么；凭指纹留到以后"
        indexes: ClassVar = [
            models.Index(fields=["division", "-at"], name="verdict_division"),
            models.Index(fields=["mark_a", "mark_b"], name="verdict_marks"),
        ]

    def __str__(self) -> str:
        return self.word


class Finding(Record):
    """差异: one matter of a run, with the records it is about and until when it is to be settled."""

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=NAMES)

    run = inside(models.ForeignKey(Run, models.CASCADE, verbose_name="比对", related_name="+"))
    data_key = inside(models.UUIDField("数据密钥", null=True))
    case = inside(models.CharField("编号", max_length=12, db_comment="漏-0001"))
    kind = inside(models.CharField("大类", max_length=10, choices=FindingKind))
    detail = inside(models.CharField("细类", max_length=40, db_comment="比对程序的差异种类"))
    division = inside(DivisionField("区划", db_comment="办的乡镇；跨乡镇的记在县"))
    state = inside(
        models.CharField("状态", max_length=10, choices=FindingState, default=FindingState.OPEN)
    )
    name = person(models.CharField("姓名", max_length=60, null=True, db_comment="到期清空"))
    birth = person(models.DateField("出生日期", null=True, db_comment="到期清空"))
    named = inside(
        models.BooleanField(
            "乡镇看得到姓名", default=False,
            db_comment="姓名、出生日期出自办的乡镇自己看得到的一条；否则只给编号",
        )
    )  # fmt: skip
    sentence = person(EncryptedText("要问什么", null=True, key_of="data_key"))
    due_on = inside(models.DateField("答复期限", null=True))
    basis = text("依据", 120)
    clause = text("条款", 200)
    children = traceless(models.JSONField("儿童编号", default=list))
    is_pair = inside(models.BooleanField("是一对", default=False))
    of_100 = figure(models.PositiveSmallIntegerField("100对里约几对", null=True))
    alike = inside(
        models.BooleanField("姓名生日相同", default=False, db_comment="可以成批判定的条件之一")
    )
    mark_a = traceless(models.CharField("一条的指纹", max_length=32, blank=True, default=""))
    mark_b = traceless(models.CharField("另一条的指纹", max_length=32, blank=True, default=""))
    content = person(
        EncryptedJSON("各条原样和依据", null=True, key_of="data_key", db_comment="到期销毁")
    )
    outcome = text("怎样办的", 200)
    settled_at = inside(models.DateTimeField("办结时间", null=True))
    carried = inside(
        models.ForeignKey(
            Verdict, models.PROTECT, verbose_name="沿用的判定", null=True, related_name="+"
        )
    )

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "差异"
        db_table = "reconcile_finding"
        db_table_comment = "差异：一次比对里要问清的一件事；内容随密钥销毁"
        indexes: ClassVar = [
            models.Index(fields=["run", "kind", "case"], name="finding_run"),
            models.Index(fields=["division", "run"], name="finding_division"),
            models.Index(
                fields=["run", "-of_100", "case"], name="finding_pairs", condition=Q(is_pair=True)
            ),
        ]

    def __str__(self) -> str:
        return self.case


class Question(Record):
    """提问: what one unit is asked of its own record; it learns nothing of another's (design §4)."""

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=ASKED, unit="unit_id")

    run = inside(models.ForeignKey(Run, models.CASCADE, verbose_name="比对", related_name="+"))
    finding_id = inside(models.UUIDField("差异", db_index=True))
    data_key = inside(models.UUIDField("数据密钥", null=True))
    case = inside(models.CharField("编号", max_length=12))
    kind = inside(models.CharField("大类", max_length=10, choices=FindingKind))
    detail = inside(models.CharField("细类", max_length=40))
    unit_id = inside(
        models.UUIDField("问哪个单位", null=True, db_comment="空：名录里没有，由乡镇答")
    )
    unit_name = text("单位名称", 120)
    division = inside(DivisionField("单位所在区划"))
    name = person(models.CharField("姓名", max_length=60, null=True, db_comment="到期清空"))
    sentence = person(EncryptedText("问什么", null=True, key_of="data_key"))
    content = person(
        EncryptedJSON("本单位的这一条", null=True, key_of="data_key", db_comment="到期销毁")
    )
    due_on = inside(models.DateField("答复期限", null=True))
    basis = text("依据", 120)
    clause = text("条款", 200)
    state = inside(
        models.CharField("状态", max_length=10, choices=QuestionState, default=QuestionState.OPEN)
    )
    answer = text("答复", 40)
    note = person(EncryptedText("情况说明", null=True, key_of="data_key"))
    answered_at = inside(models.DateTimeField("答复时间", null=True))
    answered_by = who("谁答的")
    answered_by_name = text("答复人", 80)
    on_behalf = inside(models.BooleanField("代录", default=False))
    paper_number = text("纸件文号", 80)
    scan = inside(
        models.ForeignKey(
            StoredFile, models.PROTECT, verbose_name="纸件扫描", null=True, related_name="+"
        )
    )
    returned_why = text("退回原因", 200)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "提问"
        db_table = "reconcile_question"
        db_table_comment = "提问：请一个单位核对自己的一条；看不到别的单位填了什么"
        indexes: ClassVar = [
            models.Index(fields=["division", "run", "state"], name="question_division"),
            models.Index(fields=["unit_id", "run", "state"], name="question_unit"),
            models.Index(fields=["run", "state"], name="question_run"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.unit_name}"
