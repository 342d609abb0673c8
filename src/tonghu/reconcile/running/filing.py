"""名册的话 → 档案的话: what records of rosters say, in the words and codes of the child file.

A value that cannot be read for certain is left out: the register holds what somebody said, and a
person asks for the rest. Columns are read whole, as the engine reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from tonghu.policy import Profile
from tonghu.reconcile.engine.canonical.dates import canonical_dates, iso
from tonghu.reconcile.engine.canonical.numbers import canonical_numbers
from tonghu.reconcile.facts import Judge
from tonghu.reconcile.rules.proposing import ADDRESS, FIELDS, SOURCES, Stated, plain
from tonghu.registry.fields import BY_CODE, Kind

Side = dict[str, Any]
_SEXES = {"男": "1", "女": "2", "1": "1", "2": "2"}
_RELATIONS = {
    "爷爷": "61", "祖父": "61", "奶奶": "62", "祖母": "62", "外公": "63", "姥爷": "63", "外祖父": "63",
    "外婆": "64", "姥姥": "64", "外祖母": "64", "父亲": "51", "父": "51", "爸爸": "51", "母亲": "52", "母": "52",
    "妈妈": "52", "伯父": "81", "伯母": "82", "叔叔": "83", "叔父": "83", "婶婶": "84", "舅舅": "85",
    "舅父": "85", "姨妈": "88", "姨母": "88", "姑姑": "90", "姑妈": "90", "姑母": "90", "哥哥": "71", "姐姐": "75",
}  # fmt: skip
_PARENTS = ("father", "mother")
_OF_THE_SURVEY = (
    "guardian_name",
    "guardian_id",
    "guardian_relation",
    "phone",
)  # 学校写的多是家长，公安写的是户主


def stated(children: Sequence[Sequence[Side]], profile: Profile, as_of: date) -> list[list[Stated]]:
    """Every record of every child, in the order given."""
    flat = [side for sides in children for side in sides]
    births = _births(flat)
    numbers = {
        name: _numbers(flat, name, as_of) for name in ("id_number", "father_id", "mother_id", "guardian_id")
    }  # fmt: skip
    judge = Judge(profile, as_of)
    read = [
        _one(side, births[at], {name: column[at] for name, column in numbers.items()}, judge)
        for at, side in enumerate(flat)
    ]
    made, start = [], 0
    for sides in children:
        made.append(read[start : start + len(sides)])
        start += len(sides)
    return made


def _column(sides: Iterable[Side], name: str) -> pa.StringArray:
    return pa.array([str(side["fields"].get(name, "")) for side in sides], pa.string())


def _births(sides: Sequence[Side]) -> list[str]:
    return [iso(int(day)) for day in canonical_dates(_column(sides, "birth_date")).day]


def _numbers(sides: Sequence[Side], name: str, as_of: date) -> list[str]:
    """Good numbers only: a spoilt one is the sender's to mend."""
    texts = _column(sides, name)
    found = canonical_numbers(texts, as_of)
    good = found.good if name == "id_number" else found.good + found.adult
    return [plain(text) if ok else "" for text, ok in zip(texts.to_pylist(), good > 0, strict=True)]


def _one(side: Side, birth: str, numbers: dict[str, str], judge: Judge) -> Stated:
    values: dict[str, str] = {}
    for column, code in FIELDS.items():
        if column in _OF_THE_SURVEY and side["kind"] != "survey":
            continue
        text = str(side["fields"].get(column, "")).strip()
        if text and (value := _value(column, code, text, birth, numbers)):
            values[code] = value
    if address := str(side["fields"].get("address", "")).strip():
        values[ADDRESS[side["kind"]]] = address[: BY_CODE["residence_address"].length]
    values |= _home(side)
    for parent in _PARENTS:
        values |= _parent(side, parent, judge)
    return Stated(
        source=SOURCES[side["kind"]],
        unit=side["unit"] or "",
        unit_name=side["unit_name"],
        division=side["division"],
        values=values,
    )


def _home(side: Side) -> dict[str, str]:
    """A village's list says who lives there, a station's who is registered there."""
    if side["kind"] == "police":
        return {"hukou_registered": "1", "hukou_division": side["division"]}
    known = side["kind"] == "survey" and not side["division"].endswith("000")
    return {"residence_division": side["division"]} if known else {}


def _value(column: str, code: str, text: str, birth: str, numbers: dict[str, str]) -> str:
    if column == "birth_date":
        return birth
    if column in numbers:
        return numbers[column]
    field = BY_CODE[code]
    if column == "sex":
        return _SEXES.get(plain(text), "")
    if column == "guardian_relation":
        return _RELATIONS.get(plain(text), "")
    if field.kind is Kind.CODE:
        return _word(code, text)
    if field.kind is Kind.PHONE:
        return digits if (digits := plain(text)).isdigit() and len(digits) <= field.length else ""
    return text[: field.length]


def _word(code: str, text: str) -> str:
    """汉 and 汉族 are both 汉族."""
    for word, label in BY_CODE[code].words:
        if plain(text) in (label, label.removesuffix("族")):
            return word
    return ""


def _parent(side: Side, parent: str, judge: Judge) -> dict[str, str]:
    """务工地点: a place is where a parent works; 在家, 亡故 and the like are a parent's state."""
    text = str(side["fields"].get(f"{parent}_place", "")).strip()
    facts = judge.workplaces.read(text).facts if text else ()
    if not facts:
        return {}
    said = {f"{parent}_status": facts[0].status.value}
    if facts[0].place is None:
        return said
    return said | {f"{parent}_place": text[: BY_CODE[f"{parent}_place"].length]}
