"""各种事项的表: transfers, merges, hazards, statements of relief, clues."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tonghu.core.clock import now
from tonghu.core.database.fields import DivisionField
from tonghu.core.database.rows import Rows
from tonghu.core.encryption import EncryptedJSON
from tonghu.core.record import Record
from tonghu.registry.models.child import Child
from tonghu.registry.models.shorthand import (
    BY_VILLAGE,
    NAMES,
    inside,
    person,
    plain,
    risk,
    said,
    text,
    village,
    who,
)
from tonghu.registry.states import ClueState, HazardKind, HazardState, MergeState, TransferState


class Transfer(Record):
    """转移: the sender proposes, the receiver reads a listed preview and accepts (D-350)."""

    row_scope: ClassVar[Rows] = BY_VILLAGE

    division = village("接收的村")
    from_division = plain(DivisionField("移出的村"))
    child = inside(models.ForeignKey(Child, models.CASCADE, verbose_name="儿童", related_name="+"))
    state = inside(
        models.CharField(
            "状态", max_length=10, default=TransferState.PROPOSED.value,
            choices=[(one.value, one.label) for one in TransferState],
        )
    )  # fmt: skip
    reason = text("原因", 200)
    preview_hash = text("预览指纹", 64, "接收时与所看的预览一致")
    proposed_at = inside(models.DateTimeField("提出时间", default=now))
    proposed_by = who("谁提出")
    proposed_by_name = text("提出人", 80)
    settled_at = inside(models.DateTimeField("办结时间", null=True))
    settled_by = who("谁办结")
    settled_by_name = text("办结人", 80)
    answer = text("答复", 200)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "档案转移"
        db_table = "registry_transfer"
        db_table_comment = "档案转移：移出地提出，接收地看过预览后接收"
        indexes: ClassVar = [
            models.Index(fields=["division", "state"], name="transfer_to"),
            models.Index(fields=["child"], name="transfer_child"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child"], condition=Q(state="proposed"), name="transfer_open_once"
            )
        ]

    def __str__(self) -> str:
        return self.state


class Merge(Record):
    """合并: two files are one child; done by dated links, undone by ending them."""

    row_scope: ClassVar[Rows] = BY_VILLAGE

    division = village()
    kept = inside(models.ForeignKey(Child, models.CASCADE, verbose_name="留下的", related_name="+"))
    other = inside(
        models.ForeignKey(Child, models.CASCADE, verbose_name="并入的", related_name="+")
    )
    other_division = plain(DivisionField("并入的原属村"))
    state = inside(
        models.CharField(
            "状态", max_length=10, default=MergeState.PROPOSED.value,
            choices=[(one.value, one.label) for one in MergeState],
        )
    )  # fmt: skip
    certain = inside(
        models.BooleanField("无争议", default=False, db_comment="证件号、姓名、生日都相同")
    )
    sampled = inside(models.BooleanField("抽中复看", default=False))
    reason = text("原因", 200)
    proposed_at = inside(models.DateTimeField("提出时间", default=now))
    by = who("谁提出")
    by_name = text("提出人", 80)
    done_at = inside(models.DateTimeField("合并时间", null=True))
    second = who("第二人")
    second_name = text("第二人姓名", 80)
    undo_by = who("谁提出拆开")
    undo_by_name = text("提出拆开的人", 80)
    undo_why = text("拆开原因", 200)
    undone_at = inside(models.DateTimeField("拆开时间", null=True))
    undo_second = who("拆开第二人")
    undo_second_name = text("拆开第二人姓名", 80)
    unassigned = inside(
        models.JSONField("待分的记录", default=list, db_comment="合并期间写下、尚待分给哪一份")
    )

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "合并"
        db_table = "registry_merge"
        db_table_comment = "合并：两份档案是同一名儿童；可以拆开，什么也不丢"
        indexes: ClassVar = [
            models.Index(fields=["division", "state"], name="merge_division"),
            models.Index(fields=["kept"], name="merge_kept"),
            models.Index(fields=["other"], name="merge_other"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["other"], condition=Q(state__in=["done", "undoing"]), name="merge_once"
            ),
            models.CheckConstraint(condition=~Q(kept=F("other")), name="merge_of_two"),
        ]

    def __str__(self) -> str:
        return self.state


class Hazard(Record):
    """隐患: a danger found, red until it is cleared (D-008)."""

    row_scope: ClassVar[Rows] = BY_VILLAGE

    division = village()
    child = inside(
        models.ForeignKey(Child, models.CASCADE, verbose_name="儿童", related_name="hazards")
    )
    kind = risk(
        models.CharField(
            "种类", max_length=14, choices=[(one.value, one.label) for one in HazardKind]
        )
    )
    state = inside(
        models.CharField(
            "状态", max_length=8, default=HazardState.OPEN.value,
            choices=[(one.value, one.label) for one in HazardState],
        )
    )  # fmt: skip
    found_on = inside(models.DateField("发现日期"))
    by_rule = inside(models.BooleanField("按规则发现", default=False))
    note = risk(said("情况", 200))
    basis = text("依据", 200)
    task = inside(models.UUIDField("待办", null=True))
    cleared_on = inside(models.DateField("消除日期", null=True))
    cleared_by = who("谁消除")
    cleared_by_name = text("消除人", 80)
    cleared_how = risk(said("怎样消除", 200))

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "隐患"
        db_table = "registry_hazard"
        db_table_comment = "隐患：发现、消除，脱离监护单独居住即为红色"
        indexes: ClassVar = [
            models.Index(fields=["division", "state"], name="hazard_division"),
            models.Index(fields=["child"], name="hazard_child"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child", "kind"], condition=Q(state="open"), name="hazard_open_once"
            )
        ]

    def __str__(self) -> str:
        return self.kind


class Statement(Record):
    """救助帮扶 (第六类): what a child receives, as the module that gives it says."""

    row_scope: ClassVar[Rows] = BY_VILLAGE

    division = village()
    child = inside(
        models.ForeignKey(Child, models.CASCADE, verbose_name="儿童", related_name="statements")
    )
    kind = risk(said("种类", 30, "relief、pairing、education_aid、medical_aid"))
    what = risk(said("内容", 200))
    amount = risk(models.DecimalField("金额（元）", max_digits=12, decimal_places=2, null=True))
    since = inside(models.DateField("起"))
    until = inside(models.DateField("止", null=True))
    module = text("来自", 30)
    origin = text("来自编号", 80, "同一来源再说一次即为更新")
    source = text("来源", 10)
    officer = text("经手人", 80)
    stated_on = inside(models.DateField("所说的日期"))

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "救助帮扶"
        db_table = "registry_statement"
        db_table_comment = "救助帮扶：各业务写来的享受情况，有起止和出处"
        indexes: ClassVar = [
            models.Index(fields=["child", "kind"], name="statement_child"),
            models.Index(fields=["division"], name="statement_division"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child", "module", "origin"], condition=~Q(origin=""), name="statement_once"
            )
        ]

    def __str__(self) -> str:
        return self.kind


class Clue(Record):
    """线索: an entry of a child known elsewhere; who entered learns only that it is checked.

    `division` is the desk that checks: the lowest common superior.
    """

    row_scope: ClassVar[Rows] = Rows.by_division("division", levels=NAMES, user="entered_by")

    division = inside(DivisionField("核实的区划"))
    entered_in = inside(DivisionField("在哪里登记的"))
    entered_by = who("谁登记的")
    entered_by_name = text("登记人", 80)
    entered_at = inside(models.DateTimeField("登记时间", default=now))
    values = person(EncryptedJSON("登记的内容", null=True))
    source = text("来源", 10)
    stated_on = inside(models.DateField("所说的日期"))
    known = inside(models.UUIDField("疑为哪份档案", db_comment="登记人看不到"))
    state = inside(
        models.CharField(
            "状态", max_length=10, default=ClueState.CHECKING.value,
            choices=[(one.value, one.label) for one in ClueState],
        )
    )  # fmt: skip
    settled_at = inside(models.DateTimeField("核实时间", null=True))
    settled_by = who("谁核实")
    settled_by_name = text("核实人", 80)
    outcome = text("核实结果", 200)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "线索"
        db_table = "registry_clue"
        db_table_comment = "线索：登记的儿童别处已有档案，由共同上级核实；登记人只知道在核实"
        indexes: ClassVar = [
            models.Index(fields=["division", "state"], name="clue_division"),
            models.Index(fields=["entered_by"], name="clue_enterer"),
        ]

    def __str__(self) -> str:
        return self.state
