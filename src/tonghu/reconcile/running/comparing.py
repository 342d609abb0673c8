"""比一比: what records say side by side, field by field, with a verdict in words for each."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from tonghu.reconcile.engine.canonical.others import town_stem, village_stem
from tonghu.reconcile.engine.canonical.table import Table
from tonghu.reconcile.engine.compare import (
    HOMOPHONE,
    LENGTH,
    NO_NAME,
    ONE_OFF,
    OTHER_SURNAME,
    SAME_NAME,
    SURNAME,
    TURNED,
    UNCLEAR,
    name_levels,
)
from tonghu.reconcile.engine.fields import KINDS, Field, Kind
from tonghu.reconcile.report.cells import SEXES, UNKNOWN_DAY, birth_text
from tonghu.reconcile.report.review import number_difference
from tonghu.reconcile.running.material import Material

SAME, DIFFERS, CANNOT = "same", "differs", "cannot"
MOST = 3  # records side by side
_GRADES = "一二三四五六七八九"
_GRADE = re.compile(rf"([{_GRADES}1-9])年级|(初|高)([一二三123])|(大|中|小)班")
_NUMBER = re.compile(r"^证件号")


@dataclass(frozen=True, slots=True)
class Row:
    """一项."""

    field: str
    label: str
    values: list[str]
    verdict: str
    word: str


Words = tuple[str, str]


class Comparing:
    """Rows of comparison of one material."""

    def __init__(self, material: Material, table: Table) -> None:
        self._m, self._table = material, table

    def rows(self, members: list[int]) -> list[dict[str, Any]]:
        """One row for each aspect that at least one of the records tells."""
        chosen = members[:MOST]
        made = [self._row(field, label, chosen) for field, label in _LABELS.items()]
        return [
            {
                "field": r.field,
                "label": r.label,
                "values": r.values,
                "verdict": r.verdict,
                "word": r.word,
            }
            for r in made
            if any(r.values)
        ]

    def _row(self, field: str, label: str, members: list[int]) -> Row:
        values = [self._value(field, record) for record in members]
        told = [at for at, text in enumerate(values) if text]
        if len(told) < 2:
            return Row(field, label, values, CANNOT, "不能比")
        found = [
            self._compare(field, (members[a], members[b]), (values[a], values[b]))
            for a, b in pairwise(told)
        ]
        worst = next((one for one in found if one[0] == DIFFERS), found[0])
        return Row(field, label, values, *worst)

    def _value(self, field: str, record: int) -> str:
        cell = self._m.cell
        if field == "birth_date":
            day = int(self._m.result.records.birth[record])
            return birth_text(day) if day != UNKNOWN_DAY else cell(Field.BIRTH_DATE)[record].strip()
        if field == "sex":
            return SEXES[int(self._m.result.records.sex[record])] or cell(Field.SEX)[record].strip()
        if field == "school":
            return "".join(
                cell(f)[record].strip() for f in (Field.SCHOOL, Field.GRADE, Field.CLASS)
            )
        if field == "guardian":
            parts = (
                cell(f)[record].strip() for f in (Field.GUARDIAN_RELATION, Field.GUARDIAN_NAME)
            )
            return " ".join(one for one in parts if one)
        if field == "hukou":
            police = KINDS[self._m.kind[record]] is Kind.POLICE
            return self._address(record) if police else ""
        if field == "home":
            police = KINDS[self._m.kind[record]] is Kind.POLICE
            return "" if police else self._address(record)
        return cell(Field(field))[record].strip()

    def _address(self, record: int) -> str:
        cell = self._m.cell
        town, village, address = (
            cell(f)[record].strip() for f in (Field.TOWN, Field.VILLAGE, Field.ADDRESS)
        )
        if not address:
            return village if town and town in village else town + village
        return address if not village or village in address else f"{town}{village}{address}"

    def _compare(self, field: str, pair: tuple[int, int], values: tuple[str, str]) -> Words:
        return _HOW.get(field, _plain)(self, pair, values)

    def name(self, column: str, pair: tuple[int, int], values: tuple[str, str]) -> Words:
        """Names by character and by sound."""
        names = getattr(self._table, column)
        level = int(
            name_levels(names.take(np.array([pair[0]])), names.take(np.array([pair[1]])))[0]
        )
        if level == SAME_NAME and values[0] != values[1]:
            return SAME, "相同（写法不同）" if len(values[0]) == len(values[1]) else "相同"
        return _NAMES.get(level, (DIFFERS, "不同"))

    def phone(self, pair: tuple[int, int]) -> Words:
        """Telephone numbers as the engine reads them."""
        one, two = ({int(self._table.phone[r]), int(self._table.phone2[r])} - {0} for r in pair)
        return (SAME, "相同") if one & two else (DIFFERS, "不同")


_NAMES: dict[int, Words] = {
    SAME_NAME: (SAME, "相同"),
    HOMOPHONE: (DIFFERS, "同音，字不同"),
    ONE_OFF: (DIFFERS, "差一个字"),
    OTHER_SURNAME: (DIFFERS, "姓不同"),
    LENGTH: (DIFFERS, "多一个字或少一个字"),
    TURNED: (DIFFERS, "字的顺序不同"),
    UNCLEAR: (DIFFERS, "有字认不出"),
    SURNAME: (DIFFERS, "同姓，名不同"),
    NO_NAME: (CANNOT, "不能比"),
}


def _plain(_c: Comparing, _pair: tuple[int, int], values: tuple[str, str]) -> Words:
    one, two = ("".join(v.split()) for v in values)
    return (SAME, "相同") if one == two else (DIFFERS, "不同")


def _person(column: str) -> Callable[[Comparing, tuple[int, int], tuple[str, str]], Words]:
    def compared(c: Comparing, pair: tuple[int, int], values: tuple[str, str]) -> Words:
        verdict, word = c.name(column, pair, values)
        if word == "同音，字不同" and _apart(*values) == 1:
            word = "同音，差一个字"
        return verdict, word

    return compared


def _apart(a: str, b: str) -> int:
    return sum(x != y for x, y in zip(a, b, strict=False)) + abs(len(a) - len(b))


def _birth(_c: Comparing, _pair: tuple[int, int], values: tuple[str, str]) -> Words:
    one, two = values
    if one == two:
        return SAME, "相同"
    if len(one) != len(two) or len(one) != 10:
        return DIFFERS, "不同"
    a, b = one.split("-"), two.split("-")
    if a[0] == b[0] and a[1] == b[2] and a[2] == b[1]:
        return DIFFERS, "月和日对调"
    parts = [name for name, x, y in zip("年月日", a, b, strict=True) if x != y]
    return DIFFERS, f"{'、'.join(parts)}不同"


def _number(_c: Comparing, _pair: tuple[int, int], values: tuple[str, str]) -> Words:
    told = number_difference(*values)
    word = _NUMBER.sub("", told)
    if word == "相同":
        return SAME, word
    return (CANNOT, "不能比，有一边不是18位") if word.startswith("不能比") else (DIFFERS, word)


def _place(_c: Comparing, _pair: tuple[int, int], values: tuple[str, str]) -> Words:
    """Places agree when the shorter is what the longer says, town words and village words aside."""
    one, two = sorted((village_stem(v) or town_stem(v) for v in values), key=len)
    return (SAME, "相同") if one and one in two else (DIFFERS, "不同")


def _school(_c: Comparing, _pair: tuple[int, int], values: tuple[str, str]) -> Words:
    one, two = ("".join(v.split()) for v in values)
    if one == two:
        return SAME, "相同"
    grades = [_GRADE.search(v) for v in (one, two)]
    bare = [v[: g.start()] if g else v for v, g in zip((one, two), grades, strict=True)]
    if bare[0] and bare[1] and bare[0] != bare[1]:
        return DIFFERS, "学校不同"
    a, b = (_grade(g) for g in grades)
    if a and b and a != b:
        return DIFFERS, "差一个年级" if abs(a - b) == 1 else f"差{abs(a - b)}个年级"
    return (SAME, "相同") if a == b or not (a and b) else (DIFFERS, "班级不同")


def _grade(found: re.Match[str] | None) -> int:
    if found is None:
        return 0
    if found.group(1):
        text = found.group(1)
        return _GRADES.index(text) + 1 if text in _GRADES else int(text)
    if found.group(2):
        step = {"一": 1, "二": 2, "三": 3}.get(found.group(3)) or int(found.group(3))
        return (6 if found.group(2) == "初" else 9) + step
    return {"小": -3, "中": -2, "大": -1}[found.group(4)]


def _guardian(c: Comparing, pair: tuple[int, int], _values: tuple[str, str]) -> Words:
    names = (
        c._m.cell(Field.GUARDIAN_NAME)[pair[0]].strip(),
        c._m.cell(Field.GUARDIAN_NAME)[pair[1]].strip(),
    )
    return _person("guardian")(c, pair, names) if all(names) else (CANNOT, "不能比")


def _phone(c: Comparing, pair: tuple[int, int], _values: tuple[str, str]) -> Words:
    return c.phone(pair)


_HOW: dict[str, Callable[[Comparing, tuple[int, int], tuple[str, str]], Words]] = {
    "name": _person("name"),
    "former_name": _plain,
    "birth_date": _birth,
    "id_number": _number,
    "hukou": _place,
    "home": _place,
    "school": _school,
    "mother_name": _person("mother"),
    "father_name": _person("father"),
    "guardian": _guardian,
    "phone": _phone,
}
_LABELS = {
    "name": "姓名", "former_name": "曾用名", "sex": "性别", "birth_date": "出生日期",
    "id_number": "身份证号", "hukou": "户籍地", "home": "现居住地", "school": "就读",
    "mother_name": "母亲", "father_name": "父亲", "guardian": "照料人", "phone": "联系电话",
    "student_number": "学籍号", "household_number": "户号", "left_behind": "是否留守", "status": "状态",
    "remark": "备注",
}  # fmt: skip
