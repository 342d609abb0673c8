"""儿童档案的表: one row a child, its columns the winning value of every blank."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from tonghu.core.database.rows import Rows
from tonghu.core.encryption import EncryptedJSON
from tonghu.core.record import Record
from tonghu.registry.fields import words
from tonghu.registry.models.people import Household
from tonghu.registry.models.shorthand import (
    BY_VILLAGE,
    codes,
    inside,
    person,
    place,
    plain,
    risk,
    said,
    tail,
    text,
    total,
    village,
    who,
)
from tonghu.registry.states import LIFE_LABELS, LifeState


class Values(Record):
    """档案内容: the blanks; what is not a column lies in one of the two encrypted ones."""

    name = person(said("姓名", 72))
    name_sound = person(said("姓名读音", 120, "拼音，不带声调"))
    name_initials = person(said("姓名首字母", 72))
    # 从第二个字、第三个字起：名字里的任何一个字都能用索引的范围查到，行级安全之下LIKE用不上索引
    name_rest = person(tail("name", 2, "姓名第二个字起"))
    name_last = person(tail("name", 3, "姓名第三个字起"))
    initials_rest = person(tail("name_initials", 2, "姓名首字母第二个起"))
    former_name = person(said("曾用名", 72))
    sex = plain(models.CharField("性别", max_length=1, blank=True, default="", choices=words.SEX))
    ethnicity = plain(said("民族", 2, "GB/T 3304"))
    birth_date = plain(models.DateField("出生日期", null=True, db_comment="只知年月的记当月首日"))
    birth_precision = plain(said("出生日期精确到", 5, "day、month、year"))
    id_missing_reason = plain(said("没有证件号的原因", 20))
    id_index = plain(
        models.CharField("证件号索引", max_length=64, blank=True, default="", db_comment="盲索引")
    )
    phone_indexes = plain(codes("电话索引", 64, "本人、父母、照料人电话的盲索引"))
    hukou_registered = plain(models.BooleanField("是否登记户口", null=True))
    hukou_kind = plain(said("户籍性质", 10))
    hukou_division = place("户籍地")
    residence_division = place("现居住地")
    residence_since = plain(models.DateField("何时起住在这里", null=True))
    schooling = plain(said("就学情况", 20))
    school_unit = plain(models.UUIDField("学校编号", null=True, db_comment="名录里的编号"))
    school_name = plain(said("学校", 100))
    grade = plain(said("年级", 20))
    class_name = plain(said("班级", 20))
    boarding = plain(models.BooleanField("是否学校寄宿", null=True))
    father_name = person(said("父亲姓名", 72))
    mother_name = person(said("母亲姓名", 72))
    both_away = plain(models.BooleanField("父母双方是否同时外出", null=True))
    entrusted = plain(models.BooleanField("是否委托他人监护", null=True))
    carer_kind = plain(said("实际由谁照料", 12))
    carer_name = person(said("照料人姓名", 72))
    carer_relation = plain(said("照料人与儿童的关系", 12))
    carer_since = plain(models.DateField("何时起照料", null=True))
    parent_contact_on = plain(models.DateField("最近一次与父母联系", null=True))
    parent_contact_means = plain(said("怎样联系", 10))
    guardianship_grade = risk(said("监护类型", 20))
    private = person(EncryptedJSON("证件号、电话、住址", null=True, db_comment="栏目代码和值"))
    delicate = risk(EncryptedJSON("健康、父母情况、救助", null=True, db_comment="栏目代码和值"))
    extra = risk(EncryptedJSON("本地另加的栏目", null=True, db_comment="方案规定的栏目"))

    class Meta(Record.Meta):
        abstract = True


class Child(Values):
    """儿童档案 一人一档: who is responsible, in which state, counted as what, and what is known."""

    row_scope: ClassVar[Rows] = BY_VILLAGE

    division = village()
    state = inside(
        models.CharField(
            "档案状态", max_length=12, default=LifeState.CANDIDATE.value,
            choices=[(state.value, label) for state, label in LIFE_LABELS.items()],
        )
    )  # fmt: skip
    version = inside(models.PositiveIntegerField("版本", default=1, db_comment="每次更改加一"))
    merged_into = inside(
        models.ForeignKey(
            "self", models.PROTECT, verbose_name="并入", null=True, related_name="+",
            db_comment="与另一份是同一名儿童；空：自己就是",
        )
    )  # fmt: skip
    household = inside(
        models.ForeignKey(
            Household, models.PROTECT, verbose_name="家庭", null=True, related_name="children"
        )
    )
    worker = who("责任人")
    worker_name = text("责任人姓名", 80)
    file_number = text("档案号", 40, "大东坝2026-0043")
    paper_number = text("纸质档案号", 40)
    page_code = text("档案页码", 16, "印在纸上，凭它找到电子档案")
    found_on = inside(models.DateField("发现日期", null=True))
    registered_on = inside(models.DateField("登记日期", null=True))
    left_on = inside(models.DateField("退出日期", null=True))
    left_reason = inside(said("退出情形", 24))
    confirmed_on = inside(models.DateField("最近确认", null=True))
    completeness = total(models.JSONField("完整程度", default=dict, db_comment="各类已填、应填"))
    schemes = risk(codes("现认定类别", 40, "本地口径；全国口径的前面加cn和冒号"))
    flags = risk(codes("重点、问题、隐患", 40))
    next_change_on = inside(
        models.DateField("下次变化", null=True, db_comment="到这一天认定结果自己会变")
    )
    profile = text("方案", 40)
    profile_hash = text("方案指纹", 64)
    provenance = inside(
        models.JSONField(
            "出处", default=dict, db_comment="栏目：来源、日期、经手人、记录编号、另有几个说法"
        )
    )

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "儿童档案"
        db_table = "registry_child"
        db_table_comment = "儿童档案：一人一档，各栏为采信的值，出处另记"
        indexes: ClassVar = [
            models.Index(fields=["division", "state", "name"], name="child_division"),
            models.Index(fields=["division", "birth_date"], name="child_birth"),
            models.Index(fields=["name", "division"], name="child_name"),
            models.Index(fields=["name_rest", "division"], name="child_name_rest"),
            models.Index(fields=["name_last", "division"], name="child_name_last"),
            models.Index(fields=["name_sound", "division"], name="child_sound"),
            models.Index(fields=["initials_rest", "division"], name="child_initials_rest"),
            models.Index(fields=["division", "name", "id"], name="child_by_name"),
            models.Index(fields=["former_name", "division"], name="child_former_name"),
            models.Index(
                fields=["division", "state"], name="child_counted", condition=Q(merged_into=None)
            ),
            models.Index(fields=["name_initials", "division"], name="child_initials"),
            models.Index(fields=["id_index"], name="child_id", condition=~Q(id_index="")),
            models.Index(
                fields=["next_change_on"], name="child_next_change",
                condition=Q(next_change_on__isnull=False),
            ),
            models.Index(fields=["worker", "division"], name="child_worker"),
            models.Index(fields=["school_unit"], name="child_school"),
            models.Index(fields=["page_code"], name="child_page", condition=~Q(page_code="")),
            models.Index(fields=["household"], name="child_household"),
            GinIndex(fields=["phone_indexes"], name="child_phones"),
            GinIndex(fields=["schemes"], name="child_schemes"),
            GinIndex(fields=["flags"], name="child_flags"),
        ]  # fmt: skip
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state=LifeState.EXITED.value) | ~Q(left_reason=""),
                name="child_left_with_reason",
            ),
            models.CheckConstraint(condition=~Q(merged_into=models.F("id")), name="child_not_own"),
        ]

    def __str__(self) -> str:
        return self.file_number or str(self.pk)
