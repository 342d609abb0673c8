"""六大类栏目: every blank of the file in the order of the national form (domain §1.2)."""

from __future__ import annotations

from typing import Any

from tonghu.core.sensitivity import Sensitivity
from tonghu.registry.fields import words
from tonghu.registry.fields.definition import (
    IDENTITY,
    PLAIN,
    RISK,
    Asked,
    FieldDef,
    Kept,
    Kind,
)
from tonghu.registry.states import SourceKind

POLICE = (SourceKind.POLICE,)
SCHOOL = (SourceKind.SCHOOL,)
NAME_LENGTH, PHONE_LENGTH, ADDRESS_LENGTH, OTHER_LENGTH = 72, 17, 100, 50
GRANDPARENTS = (
    ("grandfather", "祖父"),
    ("grandmother", "祖母"),
    ("maternal_grandfather", "外祖父"),
    ("maternal_grandmother", "外祖母"),
)
PARENTS = (("father", "父亲"), ("mother", "母亲"))
_STUDIES = ("kindergarten", "primary", "junior", "senior", "vocational")


def _blank(
    block: str, code: str, label: str, kind: Kind, level: Sensitivity, **more: Any
) -> FieldDef:
    apart = Kept.DELICATE if level is RISK else Kept.PRIVATE
    kept = Kept.COLUMN if more.pop("column", False) else apart
    return FieldDef(code, label, block, kind, level, kept, **more)


def _person() -> tuple[FieldDef, ...]:
    b = "person"
    studies = (Asked("schooling", _STUDIES),)
    return (
        _blank(b, "name", "姓名", Kind.NAME, IDENTITY, column=True, trust=POLICE, length=NAME_LENGTH, required=True),
        _blank(b, "former_name", "曾用名", Kind.NAME, IDENTITY, column=True, length=NAME_LENGTH, counted=False),
        _blank(b, "sex", "性别", Kind.CODE, PLAIN, column=True, trust=POLICE, words=words.SEX, required=True),
        _blank(b, "ethnicity", "民族", Kind.CODE, PLAIN, column=True, trust=POLICE, words=words.ETHNICITY),
        _blank(b, "birth_date", "出生日期", Kind.BIRTH, PLAIN, column=True, trust=POLICE, required=True),
        _blank(b, "id_number", "公民身份号码", Kind.ID_NUMBER, IDENTITY, trust=POLICE),
        _blank(b, "id_missing_reason", "没有证件号的原因", Kind.CODE, PLAIN, column=True, words=words.ID_MISSING, counted=False),
        _blank(b, "hukou_registered", "是否登记户口", Kind.YES_NO, PLAIN, column=True, trust=POLICE),
        _blank(b, "hukou_kind", "户籍性质", Kind.CODE, PLAIN, column=True, trust=POLICE, words=words.HUKOU),
        _blank(b, "hukou_division", "户籍地", Kind.DIVISION, PLAIN, column=True, trust=POLICE, asked=(Asked("hukou_registered", (True,)),)),
        _blank(b, "hukou_address", "户籍详细地址", Kind.TEXT, IDENTITY, trust=POLICE, length=ADDRESS_LENGTH, asked=(Asked("hukou_registered", (True,)),)),
        _blank(b, "residence_division", "现居住地", Kind.DIVISION, PLAIN, column=True),
        _blank(b, "residence_address", "现居住详细地址", Kind.TEXT, IDENTITY, length=ADDRESS_LENGTH),
        _blank(b, "residence_since", "何时起住在这里", Kind.DAY, PLAIN, column=True, counted=False),
        _blank(b, "health", "身体情况", Kind.CODE, RISK, words=words.HEALTH),
        _blank(b, "disability_kinds", "残疾类别", Kind.CODES, RISK, words=words.DISABILITY, asked=(Asked("health", ("disabled",)),)),
        _blank(b, "disability_grade", "残疾等级", Kind.CODE, RISK, words=words.GRADE, asked=(Asked("health", ("disabled",)),)),
        _blank(b, "illness", "患病类型", Kind.TEXT, RISK, length=OTHER_LENGTH, asked=(Asked("health", ("ill",)),)),
        _blank(b, "schooling", "就学情况", Kind.CODE, PLAIN, column=True, trust=SCHOOL, words=words.SCHOOLING),
        _blank(b, "school_unit", "学校（名录）", Kind.UNIT, PLAIN, column=True, trust=SCHOOL, counted=False),
        _blank(b, "school_name", "学校", Kind.TEXT, PLAIN, column=True, trust=SCHOOL, asked=studies),
        _blank(b, "grade", "年级", Kind.TEXT, PLAIN, column=True, trust=SCHOOL, length=20, asked=studies),
        _blank(b, "class_name", "班级", Kind.TEXT, PLAIN, column=True, trust=SCHOOL, length=20, asked=studies, counted=False),
        _blank(b, "boarding", "是否学校寄宿", Kind.YES_NO, PLAIN, column=True, trust=SCHOOL, asked=studies),
        _blank(b, "student_number", "学籍号", Kind.TEXT, IDENTITY, trust=SCHOOL, length=30, counted=False),
        _blank(b, "phone", "本人电话", Kind.PHONE, IDENTITY, length=PHONE_LENGTH, counted=False),
    )  # fmt: skip


def _grandparent(code: str, label: str) -> tuple[FieldDef, ...]:
    b, alive = "family", (Asked(f"{code}_deceased", (False, None)),)
    return (
        _blank(b, f"{code}_name", f"{label}姓名", Kind.NAME, IDENTITY, length=NAME_LENGTH, asked=alive),
        _blank(b, f"{code}_birth", f"{label}出生日期", Kind.BIRTH, IDENTITY, asked=alive),
        _blank(b, f"{code}_deceased", f"{label}是否去世", Kind.YES_NO, IDENTITY, counted=False),
    )  # fmt: skip


def _parent(code: str, label: str) -> tuple[FieldDef, ...]:
    b = "family"
    away = (Asked(f"{code}_status", ("away",)),)
    disabled = (Asked(f"{code}_status", ("disabled",)),)
    return (
        _blank(b, f"{code}_name", f"{label}姓名", Kind.NAME, IDENTITY, column=True, trust=POLICE, length=NAME_LENGTH),
        _blank(b, f"{code}_birth", f"{label}出生日期", Kind.BIRTH, IDENTITY, trust=POLICE),
        _blank(b, f"{code}_id_number", f"{label}证件号码", Kind.ID_NUMBER, IDENTITY, trust=POLICE),
        _blank(b, f"{code}_phone", f"{label}电话", Kind.PHONE, IDENTITY, length=PHONE_LENGTH),
        _blank(b, f"{code}_status", f"{label}情况", Kind.CODES, RISK, words=words.PARENT),
        _blank(b, f"{code}_status_since", f"{label}何时起这样", Kind.DAY, RISK),
        _blank(b, f"{code}_place", f"{label}务工地点", Kind.PLACE, IDENTITY, asked=away),
        _blank(b, f"{code}_disability_grade", f"{label}残疾等级", Kind.CODE, RISK, words=words.GRADE, asked=disabled),
    )  # fmt: skip


def _guardianship() -> tuple[FieldDef, ...]:
    b = "guardianship"
    entrusted = (Asked("entrusted", (True,)),)
    unable = (Asked("one_away_other_unable", (True,)),)
    return (
        _blank(b, "both_away", "父母双方是否同时外出", Kind.YES_NO, PLAIN, column=True),
        _blank(b, "one_away_other_unable", "是否一方外出另一方无监护能力", Kind.YES_NO, RISK),
        _blank(b, "unable_parent", "无监护能力的一方", Kind.CODE, RISK, words=words.WHICH_PARENT, asked=unable),
        _blank(b, "entrusted", "是否委托他人监护", Kind.YES_NO, PLAIN, column=True),
        _blank(b, "carer_kind", "实际由谁照料", Kind.CODE, PLAIN, column=True, words=words.CARER),
        _blank(b, "carer_name", "照料人姓名", Kind.NAME, IDENTITY, column=True, length=NAME_LENGTH, asked=entrusted),
        _blank(b, "carer_relation", "照料人与儿童的关系", Kind.CODE, PLAIN, column=True, words=words.RELATION, asked=entrusted),
        _blank(b, "carer_phone", "照料人电话", Kind.PHONE, IDENTITY, length=PHONE_LENGTH, asked=entrusted),
        _blank(b, "carer_id_number", "照料人证件号码", Kind.ID_NUMBER, IDENTITY, asked=entrusted),
        _blank(b, "carer_address", "照料人住址", Kind.TEXT, IDENTITY, length=ADDRESS_LENGTH, asked=entrusted),
        _blank(b, "carer_since", "何时起照料", Kind.DAY, PLAIN, column=True, asked=entrusted, counted=False),
        _blank(b, "parent_contact_on", "最近一次与父母联系", Kind.DAY, PLAIN, column=True, counted=False),
        _blank(b, "parent_contact_means", "怎样联系", Kind.CODE, PLAIN, column=True, words=words.CONTACT, counted=False),
        _blank(b, "circumstances", "儿童处境", Kind.CODES, RISK, words=words.CIRCUMSTANCES, counted=False),
    )  # fmt: skip


def _rest() -> tuple[FieldDef, ...]:
    r = "relief"
    return (
        _blank("guardianship_type", "guardianship_grade", "监护类型", Kind.CODE, RISK, column=True, words=words.GUARDIANSHIP),
        _blank("income", "income_sources", "家庭经济来源", Kind.CODES, RISK, words=words.INCOME),
        _blank(r, "relief", "享受的救助", Kind.CODES, RISK, words=words.RELIEF),
        _blank(r, "pairing", "结对帮扶人", Kind.TEXT, RISK, length=ADDRESS_LENGTH, counted=False),
        _blank(r, "education_aid", "教育资助", Kind.TEXT, RISK, length=ADDRESS_LENGTH, counted=False),
        _blank(r, "medical_aid", "医疗救助情况", Kind.TEXT, RISK, length=ADDRESS_LENGTH, counted=False),
        _blank(r, "note", "备注", Kind.TEXT, RISK, length=500, counted=False),
    )  # fmt: skip


FIELDS: tuple[FieldDef, ...] = (
    *_person(),
    *(one for code, label in GRANDPARENTS for one in _grandparent(code, label)),
    *(one for code, label in PARENTS for one in _parent(code, label)),
    *_guardianship(),
    *_rest(),
)
BY_CODE: dict[str, FieldDef] = {one.code: one for one in FIELDS}
BLOCKS: tuple[str, ...] = tuple(dict.fromkeys(one.block for one in FIELDS))


def of_block(block: str) -> tuple[FieldDef, ...]:
    """The blanks of one block, in order."""
    return tuple(one for one in FIELDS if one.block == block)
