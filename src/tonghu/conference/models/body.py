"""机构的表: the body, its seats, who holds them from when to when, how that changes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tonghu.conference.models.marks import day, inside, of_body, prose, ref, shared, text, when
from tonghu.conference.states import ChangeMode, ChangeState, HolderHow, SeatRole
from tonghu.core.database.fields import DivisionField, units_index
from tonghu.core.database.rows import Rows
from tonghu.core.encryption.fields import EncryptedText
from tonghu.core.record import Record
from tonghu.core.sensitivity import Sensitivity, sensitive
from tonghu.directory.models import Unit


class Body(Record):
    """联席会议: one coordinating body of a place under one document, with its own name and days."""

    row_scope: ClassVar[Rows] = of_body()

    division = inside(DivisionField("区划"))
    profile = text("方案", 40)
    profile_hash = text("方案指纹", 64, "成立时按哪一版方案")
    name = inside(models.CharField("名称", max_length=120))
    kind = text("性质", 40, "词表body_kinds")
    document = text("成立的文件", 120, "发文字号或文件名称")
    host = inside(
        models.ForeignKey(
            Unit, models.PROTECT, verbose_name="办公室设在", null=True, related_name="+"
        )
    )
    host_name = text("办公室设在的单位名称", 120)
    from_on = inside(models.DateField("成立日期"))
    until_on = day("撤销日期", "不再有效的第一天")
    why_ended = text("撤销原因", 200)
    follows = inside(
        models.ForeignKey(
            "self", models.PROTECT, verbose_name="承接的机构", null=True, related_name="+"
        )
    )
    shared_with = shared()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "联席会议"
        db_table_comment = "联席会议：一地一项制度一个，名称、起止日期、办公室设在哪里"
        ordering: ClassVar = ["division", "-from_on"]
        indexes: ClassVar = [
            models.Index(fields=["division", "-from_on"], name="conference_body_division"),
            units_index("shared_with", "conference_body_shared"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["division", "profile"], condition=Q(until_on=None),
                name="conference_body_once",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="conference_body_days",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Seat(Record):
    """席位: a place in the body that belongs to a unit, whoever sits in it."""

    row_scope: ClassVar[Rows] = of_body()

    body = inside(
        models.ForeignKey(Body, models.PROTECT, verbose_name="联席会议", related_name="seats")
    )
    division = inside(DivisionField("区划", db_comment="同联席会议"))
    role = inside(models.CharField("席位", max_length=20, choices=SeatRole))
    unit = inside(
        models.ForeignKey(Unit, models.PROTECT, verbose_name="单位", null=True, related_name="+")
    )
    unit_name = text("单位名称", 120, "列名时的名称")
    function = text("职能", 40, "制度里的单位代码")
    post = text("由谁担任", 120, "职务要求，如主要负责人、分管领导")
    part_of = inside(
        models.ForeignKey(
            "self", models.PROTECT, verbose_name="列在谁的括号内", null=True,
            related_name="parts", db_comment="括号内的下属单位",
        )
    )  # fmt: skip
    place = inside(models.PositiveSmallIntegerField("次序", default=0))
    basis = text("依据", 200, "如方案所写")
    from_on = inside(models.DateField("设立日期"))
    until_on = day("取消日期", "不再有效的第一天")
    why_ended = text("取消原因", 200)
    was_unit = inside(
        models.JSONField(
            "前身", default=list, db_comment="承继前的单位：名称、编号、换到今名的日期"
        )
    )
    shared_with = shared()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "席位"
        db_table_comment = "席位：总召集人、召集人、成员、联络员、办公室，属于哪个单位"
        ordering: ClassVar = ["body_id", "place", "id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "body"], name="conference_seat_division"),
            models.Index(fields=["body", "role", "place"], name="conference_seat_body"),
            units_index("shared_with", "conference_seat_shared"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_name}{self.get_role_display()}"


class Holder(Record):
    """任席的人: one person's time in a seat; who has left stays on record with the day."""

    row_scope: ClassVar[Rows] = of_body()

    seat = inside(
        models.ForeignKey(Seat, models.PROTECT, verbose_name="席位", related_name="holders")
    )
    division = inside(DivisionField("区划", db_comment="同联席会议"))
    name = inside(models.CharField("姓名", max_length=40))
    post_title = text("职务", 80)
    phone = sensitive(EncryptedText("电话", null=True), Sensitivity.IDENTITY)
    user = ref("账号", "在系统里的账号，没有则空")
    how = inside(
        models.CharField("怎样担任的", max_length=12, choices=HolderHow, default=HolderHow.FOUNDED)
    )
    change = inside(
        models.ForeignKey(
            "MemberChange", models.PROTECT, verbose_name="成员调整", null=True, related_name="+"
        )
    )
    from_on = inside(models.DateField("起"))
    until_on = day("止", "不再担任的第一天")
    shared_with = shared()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "任席的人"
        db_table_comment = "任席的人：谁从哪天到哪天坐哪个席位，怎样担任的"
        ordering: ClassVar = ["seat_id", "from_on", "id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "until_on"], name="conference_holder_division"),
            models.Index(fields=["seat", "until_on"], name="conference_holder_seat"),
            units_index("shared_with", "conference_holder_shared"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["seat"], condition=Q(until_on=None), name="conference_holder_once"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="conference_holder_days",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MemberChange(Record):
    """成员调整: proposed by the unit and decided by the conference, or followed at once (D-042, D-043)."""

    row_scope: ClassVar[Rows] = of_body(unit="unit_id")

    body = inside(
        models.ForeignKey(Body, models.PROTECT, verbose_name="联席会议", related_name="+")
    )
    seat = inside(
        models.ForeignKey(Seat, models.PROTECT, verbose_name="席位", related_name="changes")
    )
    division = inside(DivisionField("区划", db_comment="同联席会议"))
    unit_id = ref("单位", "谁家的席位")
    unit_name = text("单位名称", 120)
    mode = inside(models.CharField("办法", max_length=24, choices=ChangeMode))
    state = inside(
        models.CharField("状态", max_length=12, choices=ChangeState, default=ChangeState.PROPOSED)
    )
    old_name = text("原任", 40)
    new_name = text("新任", 40)
    new_post = text("新任职务", 80)
    new_phone = sensitive(EncryptedText("新任电话", null=True), Sensitivity.IDENTITY)
    new_user = ref("新任账号")
    reason = text("事由", 200, "如工作变动")
    from_on = inside(models.DateField("自哪天起"))
    proposal = text("单位的函", 120, "文号或名称")
    proposed_by = text("提出人", 80)
    proposed_at = when("提出时间")
    paper_number = text("代录的纸质材料", 80, "单位不能登录时由办公室代录")
    meeting = inside(
        models.ForeignKey(
            "Meeting", models.PROTECT, verbose_name="在哪次会议上确定", null=True, related_name="+"
        )
    )
    decision = text("确定的文件", 120, "纪要文号、批示等")
    decided_on = day("确定日期")
    decided_by = text("确定人", 80)
    answer = prose("答复", "没有同意的理由")
    basis = text("依据", 200, "方案里成员调整规则的出处")
    shared_with = shared()

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "成员调整"
        db_table_comment = "成员调整：谁换成谁，单位怎样提出，联席会议怎样确定，或者自然替补"
        ordering: ClassVar = ["-proposed_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["division", "state"], name="conference_change_division"),
            models.Index(fields=["unit_id", "state"], name="conference_change_unit"),
            units_index("shared_with", "conference_change_shared"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["seat"],
                condition=Q(state__in=["proposed", "approved"]),
                name="conference_change_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_name}：{self.new_name}"
