"""家庭的表: households, the people in them, and who is what to a child between which days."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tonghu.core.database.rows import Rows
from tonghu.core.encryption import EncryptedText
from tonghu.core.record import Record
from tonghu.registry.models.shorthand import (
    BY_VILLAGE,
    inside,
    person,
    plain,
    risk,
    said,
    text,
    village,
)
from tonghu.registry.states import BondRole


class Household(Record):
    """家庭: what siblings share."""

    row_scope: ClassVar[Rows] = BY_VILLAGE

    division = village()
    number = text("户号", 40)
    address = person(EncryptedText("住址", null=True))

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "家庭"
        db_table = "registry_household"
        db_table_comment = "家庭：兄弟姐妹共有"
        indexes: ClassVar = [models.Index(fields=["division"], name="household_division")]

    def __str__(self) -> str:
        return self.number or str(self.pk)


class Person(Record):
    """家人: a parent, grandparent or carer, once a household."""

    row_scope: ClassVar[Rows] = BY_VILLAGE

    division = village()
    household = inside(
        models.ForeignKey(
            Household, models.PROTECT, verbose_name="家庭", null=True, related_name="people"
        )
    )
    name = person(said("姓名", 72))
    sex = plain(said("性别", 1))
    birth = person(said("出生日期", 10, "可以只到年或者月"))
    id_number = person(EncryptedText("证件号码", null=True))
    id_index = plain(said("证件号索引", 64, "盲索引"))
    phone = person(EncryptedText("电话", null=True))
    phone_index = plain(said("电话索引", 64, "盲索引"))
    work_place = person(said("务工地点", 100))
    deceased = inside(models.BooleanField("已去世", default=False))

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "家人"
        db_table = "registry_person"
        db_table_comment = "家人：父母、祖辈、照料人"
        indexes: ClassVar = [
            models.Index(fields=["division", "name"], name="person_division"),
            models.Index(fields=["household"], name="person_household"),
            models.Index(fields=["id_index"], name="person_id", condition=~Q(id_index="")),
            models.Index(fields=["phone_index"], name="person_phone", condition=~Q(phone_index="")),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Bond(Record):
    """关系: who is what to a child, from when, until when; a new carer ends the old bond."""

    row_scope: ClassVar[Rows] = BY_VILLAGE

    division = village()
    child = inside(
        models.ForeignKey(
            "registry.Child", models.CASCADE, verbose_name="儿童", related_name="bonds"
        )
    )
    person = inside(
        models.ForeignKey(Person, models.PROTECT, verbose_name="家人", related_name="bonds")
    )
    role = inside(
        models.CharField(
            "关系", max_length=22, choices=[(one.value, one.label) for one in BondRole]
        )
    )
    kind = plain(said("照料人种类", 12))
    relation = plain(said("称谓", 12, "GB/T 4761"))
    statuses = risk(models.JSONField("情况", default=list, db_comment="父母情况代码"))
    since = inside(models.DateField("起", db_comment="不知道的为采集日"))
    since_known = inside(models.BooleanField("起日确知", default=False))
    until = inside(models.DateField("止", null=True, db_comment="不再是的第一天"))

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "关系"
        db_table = "registry_bond"
        db_table_comment = "关系：某人在起止之间是某儿童的父母、祖辈或者照料人"
        indexes: ClassVar = [
            models.Index(fields=["child", "role", "until"], name="bond_child"),
            models.Index(fields=["person"], name="bond_person"),
            models.Index(fields=["division"], name="bond_division"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child", "role"], condition=Q(until=None), name="bond_open_once"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="bond_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.role
