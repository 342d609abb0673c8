"""查错: what was typed becomes what is kept, or a sentence at the blank; never half of it.

Forms, imports and actions ask the same function, so that no door lets pass what another refuses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from tonghu.core.calendar import cn_date
from tonghu.core.periods import birthday
from tonghu.registry.fields import BY_CODE, FieldDef, Kind
from tonghu.registry.rules.numbers import born, number_problem, phone_problem, sex_of, tidy

OLDEST_YEAR = 1900
_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_MONTH = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})月?")
_YEAR = re.compile(r"([0-9]{4})年?")
_SIX = re.compile(r"[0-9]{12}")
_YES = {"是": True, "有": True, "1": True, "true": True, "y": True, "yes": True}
_NO = {"否": False, "无": False, "0": False, "false": False, "n": False, "no": False}


class WrongValues(Exception):
    """填写有误: sentences by blank; nothing was saved."""

    def __init__(self, problems: Mapping[str, str], row: int | None = None) -> None:
        self.problems = dict(problems)
        self.row = row
        super().__init__("".join(self.problems.values()))


@dataclass(frozen=True, slots=True)
class Checked:
    """查过的: canonical values, and sentences at the blanks that are wrong."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


def check(
    given: Mapping[str, Any],
    *,
    today: date,
    before: Mapping[str, Any] | None = None,
    oldest: int = 18,
) -> Checked:
    """查错: `given` is what was typed, `before` what the file holds; an empty text is 未采集."""
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for code, raw in given.items():
        known = BY_CODE.get(code)
        if known is None:
            problems[code] = f"没有“{code}”这一栏，请用系统给的表格。"
            continue
        value, problem = _one(known, raw)
        values[code] = value
        if problem:
            problems[code] = problem
    held = {k: v for k, v in {**(before or {}), **values}.items() if v is not None}
    for code, problem in _together(held, set(values), today, oldest):
        problems.setdefault(code, problem)
    return Checked(values, problems)


def sound(given: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """The canonical values, or `WrongValues`."""
    checked = check(given, **more)
    if checked.problems:
        raise WrongValues(checked.problems)
    return checked.values


def lacking(values: Mapping[str, Any]) -> dict[str, str]:
    """What a new file cannot do without."""
    return {
        one.code: f"请填写{one.label}。"
        for one in BY_CODE.values()
        if one.required and one.code in ("name",) and not values.get(one.code)
    }


def _one(known: FieldDef, raw: Any) -> tuple[Any, str]:
    if raw is None or raw == "" or raw == []:
        return None, ""
    return _KINDS[known.kind](known, raw)


def _text(known: FieldDef, raw: Any) -> tuple[Any, str]:
    text = unicodedata.normalize("NFC", str(raw)).replace("\x00", "").strip()
    if len(text) > known.length:
        return text, f"{known.label}最多{known.length}个字，现在有{len(text)}个，请缩短。"
    return text or None, ""


def _name(known: FieldDef, raw: Any) -> tuple[Any, str]:
    text, problem = _text(known, raw)
    if text and not problem and re.search(r"[0-9０-９<>]", text):
        return text, f"{known.label}里不应有数字或者符号，请检查是不是填错了栏。"
    return text, problem


def _day(known: FieldDef, raw: Any) -> tuple[Any, str]:
    if isinstance(raw, date):
        return raw.isoformat()[:10], ""
    text = unicodedata.normalize("NFKC", str(raw)).strip()
    found = _DAY.fullmatch(text)
    if not found and re.fullmatch(r"[0-9]{8}", text):
        found = _DAY.fullmatch(f"{text[:4]}-{text[4:6]}-{text[6:]}")
    if not found:
        return text, f"{known.label}请写成年月日，例如2016-05-20。"
    try:
        return date(*map(int, found.groups())).isoformat(), ""
    except ValueError:
        return text, f"{known.label}写的“{text}”没有这一天，请检查。"


def _birth(known: FieldDef, raw: Any) -> tuple[Any, str]:
    text = "" if isinstance(raw, date) else unicodedata.normalize("NFKC", str(raw)).strip()
    year, month = _YEAR.fullmatch(text), _MONTH.fullmatch(text)
    if year:
        return year[1], ""
    if month:
        if not 1 <= int(month[2]) <= 12:
            return text, f"{known.label}的月份应在1到12之间。"
        return f"{month[1]}-{int(month[2]):02d}", ""
    return _day(known, raw)


def _yes_no(known: FieldDef, raw: Any) -> tuple[Any, str]:
    if isinstance(raw, bool):
        return raw, ""
    word = str(raw).strip().lower()
    for words in (_YES, _NO):
        if word in words:
            return words[word], ""
    return raw, f"{known.label}请填是或者否。"


def _code(known: FieldDef, raw: Any) -> tuple[Any, str]:
    text = str(raw).strip()
    for code, label in known.words:
        if text in (code, label):
            return code, ""
    return text, f"{known.label}没有“{text[:20]}”这一项，请从所列的里面选。"


def _codes(known: FieldDef, raw: Any) -> tuple[Any, str]:
    parts = _parts(known, raw) if isinstance(raw, str) else list(raw)
    found: list[str] = []
    for part in parts:
        code, problem = _code(known, part)
        if problem:
            return parts, problem
        if code not in found:
            found.append(code)
    order = [code for code, _ in known.words]
    return sorted(found, key=order.index), ""


def _parts(known: FieldDef, raw: str) -> list[str]:
    """A cell with several words; a label that has the mark of listing in itself stays whole."""
    text = raw.strip()
    for code, label in known.words:
        if "、" in label:
            text = text.replace(label, code)
    return re.split(r"[、,，;；\s]+", text)


def _division(known: FieldDef, raw: Any) -> tuple[Any, str]:
    text = tidy(str(raw))
    if not _SIX.fullmatch(text):
        return text, f"{known.label}请从区划里选，代码是12位数字。"
    return text, ""


def _unit(known: FieldDef, raw: Any) -> tuple[Any, str]:
    try:
        return str(UUID(str(raw))), ""
    except ValueError:
        return raw, f"{known.label}请从名录里选。"


def _id_number(known: FieldDef, raw: Any) -> tuple[Any, str]:
    if not isinstance(raw, str):
        return str(raw), f"{known.label}被表格软件改成了数字，后几位已经不准，请改成文本重填。"
    number = tidy(raw)
    return number, number_problem(number, old_allowed=known.code != "id_number")


def _phone(known: FieldDef, raw: Any) -> tuple[Any, str]:
    number = tidy(str(raw))
    return number, phone_problem(number)


_KINDS: dict[Kind, Callable[[FieldDef, Any], tuple[Any, str]]] = {
    Kind.TEXT: _text,
    Kind.NAME: _name,
    Kind.DAY: _day,
    Kind.BIRTH: _birth,
    Kind.YES_NO: _yes_no,
    Kind.CODE: _code,
    Kind.CODES: _codes,
    Kind.DIVISION: _division,
    Kind.PLACE: _text,
    Kind.UNIT: _unit,
    Kind.ID_NUMBER: _id_number,
    Kind.PHONE: _phone,
}


def _together(
    held: Mapping[str, Any], new: set[str], today: date, oldest: int
) -> list[tuple[str, str]]:
    """What only shows when blanks are read side by side; told at a blank that was typed."""
    found: list[tuple[str, str]] = []
    found += _days(held, new, today)
    if new & {"birth_date"}:
        found += _age(held, today, oldest)
    if new & {"id_number", "birth_date", "sex"}:
        found += _number(held, new)
    found += _parents(held, new)
    if (
        new & {"id_number", "id_missing_reason"}
        and held.get("id_number")
        and held.get("id_missing_reason")
    ):
        code = "id_missing_reason" if "id_missing_reason" in new else "id_number"
        found.append((code, "已经有证件号码，不用再写没有的原因；请清空其中一栏。"))
    return found


def _days(held: Mapping[str, Any], new: set[str], today: date) -> list[tuple[str, str]]:
    found = []
    first = _first(held.get("birth_date"))
    for code in sorted(new & held.keys()):
        known = BY_CODE[code]
        if known.kind not in (Kind.DAY, Kind.BIRTH):
            continue
        day = _first(held[code])
        if day is None or day.year < OLDEST_YEAR:
            found.append((code, f"{known.label}写的“{held[code]}”不可能，请检查年份。"))
        elif day > today:
            found.append((code, f"{known.label}写的是{cn_date(day)}，还没有到，请检查。"))
        elif code in ("residence_since", "carer_since") and first and day < first:
            found.append((code, f"{known.label}早于儿童的出生日期{cn_date(first)}，请检查。"))
    return found


def _first(said: Any) -> date | None:
    """The first day a date, a month or a year can mean."""
    try:
        year, month, day = ([int(part) for part in str(said).split("-")] + [1, 1])[:3]
        return date(year, month, day)
    except (ValueError, TypeError):
        return None


def _age(held: Mapping[str, Any], today: date, oldest: int) -> list[tuple[str, str]]:
    born_on = _first(held.get("birth_date"))
    whole = len(str(held.get("birth_date", ""))) == 10
    if born_on is None or not whole or born_on > today:
        return []
    if birthday(born_on, oldest) <= today:
        return [
            ("birth_date", f"{cn_date(born_on)}出生，已满{oldest}周岁，不在登记的年龄内，请检查。")
        ]
    return []


def _number(held: Mapping[str, Any], new: set[str]) -> list[tuple[str, str]]:
    number = held.get("id_number")
    if not isinstance(number, str) or number_problem(number):
        return []
    found = []
    said, by_number = held.get("birth_date"), born(number)
    if said and by_number and not by_number.isoformat().startswith(str(said)):
        code = "birth_date" if "birth_date" in new else "id_number"
        found.append(
            (code, f"证件号码里的出生日期是{cn_date(by_number)}，与所填的不同，请对照户口簿改正。")
        )
    if held.get("sex") and held["sex"] != sex_of(number):
        word = "男" if sex_of(number) == "1" else "女"
        code = "sex" if "sex" in new else "id_number"
        found.append((code, f"证件号码里的性别是{word}，与所填的不同，请对照户口簿改正。"))
    return found


def _parents(held: Mapping[str, Any], new: set[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    child = _first(held.get("birth_date"))
    for code in ("father_birth", "mother_birth"):
        parent = _first(held.get(code))
        if child and parent and parent >= child and new & {code, "birth_date"}:
            at = code if code in new else "birth_date"
            found.append((at, f"{BY_CODE[code].label}不早于儿童的出生日期，请检查。"))
    for who in ("father", "mother"):
        statuses = held.get(f"{who}_status") or ()
        if f"{who}_status" in new and "dead" in statuses and len(statuses) > 1:
            found.append((f"{who}_status", "已经去世的，不再选别的情况。"))
        elif f"{who}_status" in new and {"away", "at_home"} <= set(statuses):
            found.append((f"{who}_status", "在家和外出务工只能选一个。"))
    return found
