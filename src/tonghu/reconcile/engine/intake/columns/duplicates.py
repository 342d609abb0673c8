"""重名表头: two columns called 姓名 or 联系电话 are told apart by neighbours and values."""

from __future__ import annotations

from typing import Final

from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.intake.columns.decide import Draft
from tonghu.reconcile.engine.intake.columns.kinds import Profile

LABELS: Final[dict[Field, str]] = {
    Field.NAME: "儿童姓名",
    Field.FORMER_NAME: "曾用名",
    Field.ID_NUMBER: "儿童身份证号",
    Field.SEX: "性别",
    Field.BIRTH_DATE: "出生日期",
    Field.ETHNICITY: "民族",
    Field.FATHER_NAME: "父亲姓名",
    Field.FATHER_ID: "父亲身份证号",
    Field.FATHER_PHONE: "父亲电话",
    Field.FATHER_PLACE: "父亲务工地点",
    Field.MOTHER_NAME: "母亲姓名",
    Field.MOTHER_ID: "母亲身份证号",
    Field.MOTHER_PHONE: "母亲电话",
    Field.MOTHER_PLACE: "母亲务工地点",
    Field.GUARDIAN_NAME: "监护人姓名",
    Field.GUARDIAN_ID: "监护人身份证号",
    Field.GUARDIAN_RELATION: "与监护人关系",
    Field.PHONE: "联系电话",
    Field.COUNTY: "县（市、区）",
    Field.TOWN: "乡镇（街道）",
    Field.VILLAGE: "村（社区）",
    Field.ADDRESS: "住址",
    Field.SCHOOL: "学校",
    Field.GRADE: "年级",
    Field.CLASS: "班级",
    Field.STUDENT_NUMBER: "学籍号",
    Field.HOUSEHOLD_NUMBER: "户号",
    Field.LEFT_BEHIND: "是否留守",
    Field.STATUS: "状态",
    Field.REMARK: "备注",
    Field.SERIAL: "序号",
}
_ITEMS: Final = {Field.NAME: "name", Field.ID_NUMBER: "id", Field.PHONE: "phone"}
_PEOPLE: Final = ("father", "mother", "guardian")


def resolve(draft: Draft) -> None:
    """Leave at most one column per field; say what was decided."""
    if len(draft.of(Field.NAME)) > 1:
        _by_groups(draft)
    for meaning in (Field.ID_NUMBER, Field.PHONE):
        if len(draft.of(meaning)) > 1:
            _by_neighbours(draft, meaning)
    for meaning in Field:
        if len(draft.of(meaning)) > 1:
            _fullest(draft, meaning)


def _by_groups(draft: Draft) -> None:
    """Each column 姓名 opens a group: the child's is the one with minors, else the first."""
    starts = draft.of(Field.NAME)
    ends = [*starts[1:], len(draft.fields)]
    groups = list(zip(starts, ends, strict=True))
    child = min(groups, key=lambda g: (_grown(draft, g), g))
    others = [g for g in groups if g != child]
    roles = ["guardian"] if len(others) == 1 else list(_PEOPLE)
    decisions = {child[0]: Field.NAME}
    for group, usual in zip(others, roles, strict=False):
        role = _role(draft, group) or usual
        for column in range(*group):
            item = _ITEMS.get(draft.fields[column] or Field.REMARK)
            target = _target(role, item)
            if item and target and not draft.of(target):
                reason = f"与前面的“{draft.headers[column]}”重名，按位置和内容作{LABELS[target]}"
                draft.take(column, target, reason)
                if item == "name":
                    decisions[column] = target
    _tell(draft, starts, decisions)


def _grown(draft: Draft, group: tuple[int, int]) -> bool:
    aged = [draft.profiles[c] for c in range(*group) if draft.profiles[c].ages]
    return bool(aged) and all(p.adults >= 0.8 for p in aged)


def _role(draft: Draft, group: tuple[int, int]) -> str:
    """Numbers of one sex speak for a parent; anything else for no one."""
    numbers = [p for p in _profiles(draft, group) if p.share("id") >= 0.8 and p.filled >= 5]
    if numbers and numbers[0].males >= 0.95 and not draft.of(Field.FATHER_NAME):
        return "father"
    if numbers and numbers[0].males <= 0.05 and not draft.of(Field.MOTHER_NAME):
        return "mother"
    return ""


def _profiles(draft: Draft, group: tuple[int, int]) -> list[Profile]:
    return [draft.profiles[c] for c in range(*group)]


def _target(role: str, item: str | None) -> Field | None:
    if item is None:
        return None
    if role == "guardian" and item == "phone":
        return None  # a guardian's telephone is simply the telephone
    return Field(f"{role}_{item}")


def _by_neighbours(draft: Draft, meaning: Field) -> None:
    """A number or telephone right of a named parent is that parent's."""
    columns = draft.of(meaning)
    decisions: dict[int, Field] = {}
    for column in columns:
        role = _owner(draft, column)
        target = _target(role, _ITEMS[meaning]) if role else None
        if target and not draft.of(target) and _may_be(draft, column, meaning):
            reason = f"“{draft.headers[column]}”重名，紧接在{LABELS[Field(role + '_name')]}之后"
            draft.take(column, target, reason)
            decisions[column] = target
    rest = draft.of(meaning)
    if decisions and len(rest) <= 1:  # else `_fullest` tells the end of it
        _tell(draft, columns, decisions | dict.fromkeys(rest, meaning))


def _may_be(draft: Draft, column: int, meaning: Field) -> bool:
    return (
        meaning is Field.PHONE
        or draft.profiles[column].adults >= 0.5
        or (not draft.profiles[column].ages)
    )


def _owner(draft: Draft, column: int) -> str:
    """The adult whose columns stand directly before."""
    for before in range(column - 1, -1, -1):
        found = draft.fields[before]
        if found is None and not draft.headers[before].strip():
            continue
        owner = found.value.partition("_")[0] if found else ""
        return owner if owner in _PEOPLE else ""
    return ""


def _fullest(draft: Draft, meaning: Field) -> None:
    """Of columns that mean the same, the one with most entries; the first of equals."""
    columns = draft.of(meaning)
    kept = max(columns, key=lambda c: (draft.profiles[c].filled, -c))
    for column in columns:
        if column != kept:
            draft.take(column, None, f"与第{kept + 1}列含义相同（{LABELS[meaning]}），未采用")
    if meaning not in {Field.SERIAL, Field.REMARK, Field.ADDRESS}:
        _tell(draft, columns, {kept: meaning})


def _tell(draft: Draft, columns: list[int], decisions: dict[int, Field]) -> None:
    parts = [
        f"第{c + 1}列" + (f"作{LABELS[decisions[c]]}" if c in decisions else "未采用")
        for c in columns
    ]
    header = draft.headers[columns[0]] or LABELS[draft.fields[columns[0]] or Field.NAME]
    draft.say("duplicate_header", count=len(columns), header=header, decisions="，".join(parts))
