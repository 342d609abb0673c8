"""值的说法: one blank in the words of the form; numbers and doors stay masked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tonghu.core.periods import birthday
from tonghu.registry.fields import FieldDef, Kind, Said
from tonghu.ui import words

Values = Mapping[str, Said]
Names = Mapping[str, str]
MASKED_ADDRESS = "门牌不显示"
ADDRESSES = frozenset({"hukou_address", "residence_address", "carer_address"})


def said(one: FieldDef, value: Said | None, names: Names, today: date) -> str:
    """One value as a page shows it; empty where nothing was collected."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(one.word(code) for code in value)
    if one.code in ADDRESSES:
        return MASKED_ADDRESS
    return _text(one, value, names, today)


def _text(one: FieldDef, value: str, names: Names, today: date) -> str:
    if one.kind is Kind.ID_NUMBER:
        return words.mask_id(value)
    if one.kind is Kind.PHONE:
        return words.mask_phone(value)
    if one.kind is Kind.CODE:
        return one.word(value)
    if one.kind in (Kind.DAY, Kind.BIRTH):
        return day_said(value, today)
    if one.kind in (Kind.DIVISION, Kind.PLACE):
        return names.get(value, value)
    return value


def day_said(value: str, today: date) -> str:
    """2016年3月12日, 2016年3月, 2016年: as much as is known."""
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 3:
        return words.exact(date(*parts))
    return f"{parts[0]}年" + (f"{parts[1]}月" if len(parts) > 1 else "")


def age(birth: str, today: date) -> int | None:
    """周岁, None where the year of birth is not known; of an uncertain birth, the least it can be."""
    if len(birth) < 4:
        return None
    parts = [int(part) for part in birth.split("-")]
    born = (
        date(*parts) if len(parts) == 3 else date(parts[0], parts[1] if len(parts) > 1 else 12, 28)
    )
    years = today.year - born.year
    return max(0, years if birthday(born, years) <= today else years - 1)


def age_said(birth: str, today: date) -> str:
    """10岁; 8个月 of those under one."""
    years = age(birth, today)
    if years is None:
        return ""
    if years or len(birth) < 10:
        return f"{years}岁" if len(birth) == 10 else f"约{years}岁"
    born = date(*(int(part) for part in birth.split("-")))
    months = (today.year - born.year) * 12 + today.month - born.month - (today.day < born.day)
    return f"{max(months, 0)}个月"
