"""格子: a value of a field as the text of a cell, and the text of a cell as a value. Pure.

A cell that was not touched reads back as no change, because it is compared as text first: what
cannot be told apart in a sheet (四川省 as words or as a code) is no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tonghu.files.sheets import LOST
from tonghu.registry.fields import FieldDef, Kind
from tonghu.registry.rules import numbers
from tonghu.registry.workbook.layouts import DAY, Column

YES, NO, GONE = "是", "否", "—"
_YES = frozenset({"是", "有", "y", "yes", "√", "1", "已", "对"})
_NO = frozenset({"否", "无", "没有", "n", "no", "×", "0", "未", "不"})
NOTHING = frozenset({"", "未采集", "不详", "/", "无数据", "空"})
_PART = re.compile(r"[、,，;；/|\s]+")
_DAY = re.compile(r"(\d{4})[-/.年]?(\d{1,2})?(?:[-/.月]?(\d{1,2}))?日?")
_PLAIN = re.compile(r"\d{8}")


class Unreadable(ValueError):
    """读不出: the sentence beside the cell."""


@dataclass(frozen=True, slots=True)
class Places:
    """地名两头: code → name for writing, name → code for reading."""

    names: Mapping[str, str]
    code: Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Style:
    """一种表的写法."""

    joined: str = "、"
    day: str = DAY


def written(column: Column, value: Any, places: Places, style: Style) -> str:
    """The cell of a field's value."""
    field = column.definition
    if field is None:
        raise TypeError(f"{column.header} holds no field.")
    if value is None or value in ("", []):
        return column.blank
    if field.kind is Kind.YES_NO:
        return dict(column.words).get(str(value).lower(), YES if value else NO)
    if field.kind is Kind.CODE:
        return _word(column, field, str(value))
    if field.kind is Kind.CODES:
        return style.joined.join(dict.fromkeys(_word(column, field, str(one)) for one in value))
    if field.kind in (Kind.DIVISION, Kind.PLACE):
        return places.names.get(str(value), str(value))
    if field.kind in (Kind.DAY, Kind.BIRTH):
        return _day_text(str(value), style.day)
    return str(value)


def _word(column: Column, field: FieldDef, code: str) -> str:
    return dict(column.words).get(code) or field.word(code)


def _day_text(value: str, form: str) -> str:
    parts = value.split("-")
    if len(parts) != 3:
        return value  # only year, or year and month, are known
    return date(*map(int, parts)).strftime(form)


def read(column: Column, text: str, places: Places, style: Style) -> Any:
    """The value of a cell; None for one that says nothing; `Unreadable` with the reason."""
    field = column.definition
    if field is None:
        raise TypeError(f"{column.header} holds no field.")
    if text == LOST:
        raise Unreadable(
            f"{column.header}被Excel改成了数字，末几位已经丢了，请把这一列设成文本重新填。"
        )
    said = unicodedata.normalize("NFKC", text).strip()
    if said in NOTHING or (column.blank and said == column.blank):
        return None
    return _READ.get(field.kind, _text)(column, field, said, places, style)


def _text(column: Column, field: FieldDef, said: str, places: Places, style: Style) -> str:
    if len(said) > field.length:
        raise Unreadable(f"{column.header}最多{field.length}个字，现在有{len(said)}个。")
    return said


def _yes_no(column: Column, field: FieldDef, said: str, places: Places, style: Style) -> bool:
    own = {word: code == "true" for code, word in column.words}
    if said in own:
        return own[said]
    plain = said.lower()
    if plain in _YES:
        return True
    if plain in _NO:
        return False
    raise Unreadable(f"{column.header}写“是”或者“否”，现在是“{said}”。")


def _code(column: Column, field: FieldDef, said: str, places: Places, style: Style) -> str:
    fits = {code for code, word in column.words if word == said}
    own = {code for code, _ in column.words}
    fits |= {code for code, word in field.words if word == said and code not in own}
    if not fits:
        fits = {code for code, word in field.words if said in (word, code)}
    if not fits and len(said) >= 2:
        fits = {
            code for code, word in field.words if word.startswith(said) or said.startswith(word)
        }
    if len(fits) == 1:
        return fits.pop()
    if fits:
        told = "、".join(word for code, word in field.words if code in fits)
        raise Unreadable(f"{column.header}的“{said}”可能是{told}，分不清是哪一种，请在档案里改。")
    some = "、".join(dict.fromkeys(_word(column, field, code) for code, _ in field.words[:8]))
    raise Unreadable(f"{column.header}里没有“{said}”这一种。可以写：{some}{'等' if len(field.words) > 8 else ''}。")  # fmt: skip


def _codes(column: Column, field: FieldDef, said: str, places: Places, style: Style) -> list[str]:
    whole = {word for _, word in (*field.words, *column.words)}
    parts = [said] if said in whole else _split(said, whole, style)
    return list(dict.fromkeys(_code(column, field, one, places, style) for one in parts))


def _split(said: str, whole: set[str], style: Style) -> list[str]:
    """Words may hold the mark that parts them (孤儿、事实无人抚养儿童基本生活费), so the longest are taken out first."""
    found: list[tuple[int, str]] = []
    rest = said
    for word in sorted(whole, key=len, reverse=True):
        at = rest.find(word)
        if at >= 0 and word:
            found.append((at, word))
            rest = rest[:at] + "、" * len(word) + rest[at + len(word) :]
    left = [one for one in _PART.split(rest.replace(style.joined, "、")) if one]
    return [word for _, word in sorted(found)] + left


def _division(column: Column, field: FieldDef, said: str, places: Places, style: Style) -> str:
    code = said if re.fullmatch(r"\d{12}", said) else places.code(said)
    if code is None:
        raise Unreadable(f"{column.header}“{said}”认不出是哪个地方，请写全称。")
    return code


def _place(column: Column, field: FieldDef, said: str, places: Places, style: Style) -> str:
    return places.code(said) or _text(column, field, said, places, style)


def _day(column: Column, field: FieldDef, said: str, places: Places, style: Style) -> str:
    if _PLAIN.fullmatch(said):
        said = f"{said[:4]}-{said[4:6]}-{said[6:]}"
    said = said.partition(" ")[0]
    try:
        return datetime.strptime(said, style.day).date().isoformat()
    except ValueError:
        found = _DAY.fullmatch(said)
    if found:
        year, month, day = (int(one) if one else None for one in found.groups())
        try:
            if month and day:
                return date(year or 0, month, day).isoformat()
            if field.kind is Kind.BIRTH and (month is None or 1 <= month <= 12):
                return f"{year:04d}-{month:02d}" if month else f"{year:04d}"
        except ValueError:
            pass
    raise Unreadable(f"{column.header}“{said}”不是一个日期，请写成2016-05-20这样。")


def _id_number(column: Column, field: FieldDef, said: str, places: Places, style: Style) -> str:
    number = numbers.tidy(said)
    problem = numbers.number_problem(number)
    if problem:
        raise Unreadable(f"{column.header}不对：{problem}")
    return number


def _phone(column: Column, field: FieldDef, said: str, places: Places, style: Style) -> str:
    number = re.sub(r"[\s\-()]", "", said)
    if not re.fullmatch(r"\+?\d{7,15}", number):
        raise Unreadable(f"{column.header}“{_masked(number)}”不像电话号码，请核对。")
    return number


def _masked(number: str) -> str:
    return number[:3] + "*" * max(0, len(number) - 3)


def _unit(column: Column, field: FieldDef, said: str, places: Places, style: Style) -> str:
    try:
        return str(UUID(said))
    except ValueError:
        raise Unreadable(f"{column.header}要写名录里的编号，写学校名称请用“学校”这一列。") from None


_READ: dict[Kind, Callable[[Column, FieldDef, str, Places, Style], Any]] = {
    Kind.YES_NO: _yes_no, Kind.CODE: _code, Kind.CODES: _codes, Kind.DIVISION: _division, Kind.PLACE: _place,
    Kind.DAY: _day, Kind.BIRTH: _day, Kind.ID_NUMBER: _id_number, Kind.PHONE: _phone, Kind.UNIT: _unit,
}  # fmt: skip
