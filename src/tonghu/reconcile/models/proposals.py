"""建议的表: what a comparison would change in the register, and which child of a run is which file."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tonghu.core.clock import now
from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.encryption import EncryptedJSON, EncryptedText
from tonghu.core.record import Record
from tonghu.reconcile.models.marks import ASKED, figure, inside, person, text, traceless, who
from tonghu.reconcile.models.runs import Run
from tonghu.reconcile.states import ProposalKind, ProposalState, VillageAnswer


class Proposal(Record):
    """更改建议: one thing to decide about one child; the register changes only when it is accepted."""

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=ASKED)

    run = inside(models.ForeignKey(Run, models.CASCADE, verbose_name="比对", related_name="+"))
    data_key = inside(models.UUIDField("数据密钥", null=True))
    division = inside(DivisionField("区划", db_comment="儿童所在的村，不知道的记在乡镇或者县"))
    kind = inside(models.CharField("种类", max_length=10, choices=ProposalKind))
    state = inside(
        models.CharField("状态", max_length=10, choices=ProposalState, default=ProposalState.OPEN)
    )
    target = traceless(
        models.CharField("对着谁", max_length=40, db_comment="档案编号，还没有档案的用比对编号")
    )
    child_id = traceless(models.UUIDField("档案", null=True, db_comment="已有的或者采纳后建的档案"))
    number = traceless(models.CharField("儿童编号", max_length=12, blank=True, default=""))
    name = person(models.CharField("姓名", max_length=72, null=True, db_comment="到期清空"))
    sex = person(models.CharField("性别", max_length=2, blank=True, default=""))
    birth = person(models.DateField("出生日期", null=True, db_comment="到期清空"))
    standing = figure(models.CharField("在哪些名册上", max_length=3, blank=True, default=""))
    certain = inside(
        models.BooleanField("可以成批采纳", default=False, db_comment="各份名册一致，没有疑点")
    )
    mark = traceless(
        models.CharField("事实的指纹", max_length=32, db_comment="事实不变，判定就一直有效")
    )
    content = person(
        EncryptedJSON("各份名册写的和建议改的", null=True, key_of="data_key", db_comment="到期销毁")
    )
    fields = inside(models.JSONField("涉及哪几项", default=list, db_comment="只有项目代码"))
    due_on = inside(models.DateField("办理期限", null=True))
    basis = text("依据", 120)
    reason = text("理由", 200)
    decided_at = inside(models.DateTimeField("办理时间", null=True))
    decided_by = who("谁办的")
    decided_by_name = text("办理人", 80)
    answer = inside(
        models.CharField("村里的答复", max_length=10, choices=VillageAnswer, blank=True, default="")
    )
    note = person(EncryptedText("村里说的", null=True, key_of="data_key"))
    answered_at = inside(models.DateTimeField("答复时间", null=True))
    answered_by = who("谁答的")
    answered_by_name = text("答复人", 80)
    in_bulk = inside(models.BooleanField("成批", default=False))
    sampled = inside(models.BooleanField("抽中复看", default=False))
    reviewed_at = inside(models.DateTimeField("复看时间", null=True))
    reviewed_by = who("谁复看")
    reviewed_by_name = text("复看人", 80)
    agrees = inside(models.BooleanField("复看同意", null=True))
    at = inside(models.DateTimeField("提出时间", default=now))

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "更改建议"
        db_table = "reconcile_proposal"
        db_table_comment = "更改建议：一次比对建议怎样改登记册，谁办、哪天前办、怎样办的"
        indexes: ClassVar = [
            models.Index(fields=["division", "state", "kind", "id"], name="proposal_division"),
            models.Index(fields=["run", "state"], name="proposal_run"),
            models.Index(fields=["target", "kind", "mark"], name="proposal_target"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["target", "kind"], name="proposal_pending_once",
                condition=Q(state__in=["open", "asked"]),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class EntityLink(Record):
    """比对编号与档案: the child of the comparisons and the file in the register are one person."""

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=("county",))

    division = inside(DivisionField("县"))
    number = traceless(models.CharField("儿童编号", max_length=12))
    child_id = traceless(models.UUIDField("档案"))
    how = text("凭什么", 40, "number、name、person：证件号、姓名和生日、人的判定")
    at = inside(models.DateTimeField("时间", default=now))

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "比对编号与档案"
        db_table = "reconcile_entitylink"
        db_table_comment = "各次比对沿用的儿童编号是哪一份档案"
        indexes: ClassVar = [models.Index(fields=["child_id"], name="entitylink_child")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["division", "number"], name="entitylink_once"),
        ]

    def __str__(self) -> str:
        return self.number
