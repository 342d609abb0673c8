"""六大类的行: which blanks stand together on one line of the page, and how they read (mock e)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from tonghu.registry.fields import BY_CODE
from tonghu.registry.rules.completing import applies
from tonghu.registry.showing.words import Names, Values, age_said, said

Say = Callable[["Reading"], str]


@dataclass(frozen=True, slots=True)
class Reading:
    """读档案: what is known and seen, names of places, the day."""

    values: Values
    names: Names
    today: date

    def word(self, code: str) -> str:
        """One blank in words."""
        return said(BY_CODE[code], self.values.get(code), self.names, self.today)

    def joined(self, *codes: str) -> str:
        """Several blanks, those that are filled."""
        return "，".join(filter(None, map(self.word, codes)))


@dataclass(frozen=True, slots=True)
class LineDef:
    """一行: the blanks it is made of, the first being the one that is missed when it is empty."""

    label: str
    codes: tuple[str, ...]
    say: Say | None = None

    def shown(self, reading: Reading) -> str:
        """The line in words; empty where nothing was collected."""
        return self.say(reading) if self.say else reading.joined(*self.codes)

    def missing(self, reading: Reading) -> bool:
        """Whether a blank that is asked of this child is empty."""
        one = BY_CODE[self.codes[0]]
        return one.counted and one.code not in reading.values and applies(one, reading.values)


def _birth(reading: Reading) -> str:
    born = str(reading.values.get("birth_date") or "")
    return "，".join(filter(None, (reading.word("birth_date"), age_said(born, reading.today))))


def _id(reading: Reading) -> str:
    return reading.word("id_number") or reading.word("id_missing_reason")


def _place(place: str, address: str) -> Say:
    return lambda reading: reading.joined(place, address)


def _study(reading: Reading) -> str:
    where = "".join(reading.word(code) for code in ("school_name", "grade", "class_name"))
    return where or reading.word("schooling")


def _boarding(reading: Reading) -> str:
    return {True: "住校", False: "走读"}.get(reading.values.get("boarding"), "")  # type: ignore[arg-type]


def _disability(reading: Reading) -> str:
    known = reading.joined("disability_kinds", "disability_grade")
    return known or ("无" if reading.values.get("health") in ("healthy", "ill") else "")


def _elder(who: str) -> Say:
    def say(reading: Reading) -> str:
        if reading.values.get(f"{who}_deceased"):
            return "—，已去世"
        years = age_said(str(reading.values.get(f"{who}_birth") or ""), reading.today)
        return "，".join(filter(None, (reading.word(f"{who}_name"), years)))

    return say


def _parent(who: str) -> Say:
    def say(reading: Reading) -> str:
        since = reading.word(f"{who}_status_since")
        state = reading.word(f"{who}_status") + (f"（{since}起）" if since else "")
        parts = (reading.word(f"{who}_name"), reading.word(f"{who}_place"), state)
        return "，".join(filter(None, parts))

    return say


def _number(who: str) -> Say:
    return lambda reading: reading.word(f"{who}_id_number")


def _unable(reading: Reading) -> str:
    if reading.values.get("one_away_other_unable") is False:
        return "不涉及"
    return reading.joined("one_away_other_unable", "unable_parent")


def _carer(reading: Reading) -> str:
    if reading.values.get("entrusted") is False:
        return "没有委托"
    since = reading.word("carer_since")
    parts = (reading.word("carer_name"), reading.word("carer_relation"), since and f"{since}起")
    return "，".join(filter(None, parts)) or reading.word("entrusted")


def _contact(reading: Reading) -> str:
    on = reading.word("parent_contact_on")
    return "，".join(filter(None, (reading.word("parent_contact_means"), on and f"最近{on}")))


def _elders() -> tuple[LineDef, ...]:
    """Father's side and mother's side next to each other."""
    rows = (
        ("爷爷", "grandfather"), ("奶奶", "grandmother"),
        ("外公", "maternal_grandfather"), ("外婆", "maternal_grandmother"),
    )  # fmt: skip
    return tuple(
        LineDef(label, (f"{who}_name", f"{who}_birth", f"{who}_deceased"), _elder(who))
        for label, who in rows
    )


def _parents() -> tuple[LineDef, ...]:
    found: list[LineDef] = []
    for label, who in (("父亲", "father"), ("母亲", "mother")):
        codes = (f"{who}_name", f"{who}_place", f"{who}_status", f"{who}_status_since")
        found += [
            LineDef(label, codes, _parent(who)),
            LineDef(f"{label}电话", (f"{who}_phone",)),
            LineDef(f"{label}生日", (f"{who}_birth",)),
            LineDef(f"{label}证件", (f"{who}_id_number",), _number(who)),
        ]
    return tuple(found)


LINES: Mapping[str, tuple[LineDef, ...]] = {
    "person": (
        LineDef("姓名", ("name", "former_name")),
        LineDef("性别", ("sex",)),
        LineDef("出生日期", ("birth_date",), _birth),
        LineDef("民族", ("ethnicity",)),
        LineDef("证件号码", ("id_number", "id_missing_reason"), _id),
        LineDef("户口", ("hukou_registered", "hukou_kind")),
        LineDef("户籍地", ("hukou_division", "hukou_address"), _place("hukou_division", "hukou_address")),
        LineDef("现居住地", ("residence_division", "residence_address"), _place("residence_division", "residence_address")),
        LineDef("就读", ("schooling", "school_name", "grade", "class_name"), _study),
        LineDef("寄宿", ("boarding",), _boarding),
        LineDef("身体情况", ("health", "illness")),
        LineDef("残疾", ("disability_kinds", "disability_grade"), _disability),
        LineDef("本人电话", ("phone",)),
    ),
    "family": (*_parents(), *_elders()),
    "guardianship": (
        LineDef("父母都外出", ("both_away",)),
        LineDef("一方无能力", ("one_away_other_unable", "unable_parent"), _unable),
        LineDef("受托照护人", ("carer_name", "entrusted", "carer_relation", "carer_since"), _carer),
        LineDef("由谁照料", ("carer_kind",)),
        LineDef("照护人电话", ("carer_phone",)),
        LineDef("照护人证件", ("carer_id_number",)),
        LineDef("照护人住址", ("carer_address",)),
        LineDef("父母联系", ("parent_contact_on", "parent_contact_means"), _contact),
        LineDef("儿童处境", ("circumstances",)),
    ),
    "guardianship_type": (LineDef("监护情况", ("guardianship_grade",)),),
    "income": (LineDef("来源", ("income_sources",)),),
    "relief": (
        LineDef("救助", ("relief",)),
        LineDef("教育资助", ("education_aid",)),
        LineDef("结对帮扶", ("pairing",)),
        LineDef("医疗救助", ("medical_aid",)),
        LineDef("备注", ("note",)),
    ),
}  # fmt: skip
TITLES = {
    "person": "个人基本情况", "family": "家庭情况", "guardianship": "实际监护情况",
    "guardianship_type": "监护类型", "income": "家庭经济来源", "relief": "救助帮扶情况",
}  # fmt: skip
SHORT = {
    "person": "个人基本情况", "family": "家庭情况", "guardianship": "实际监护",
    "guardianship_type": "监护类型", "income": "经济来源", "relief": "救助帮扶",
}  # fmt: skip
