"""更改建议的判断: what a comparison would change in the register, and why it may be believed. Pure.

A file is met by the child's number, else by name and day of birth where only one file has both; what
merely resembles a file is put to a person. A value is proposed where the register has none, or where
its source is more to be believed about that field than the one the register holds it from.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Values = Mapping[str, str]
Beats = Callable[[str, str, str], bool]  # field, newer source, source held: is the newer believed?

# 名册的列 → 档案的项目; the address depends on whose roster it is.
FIELDS = {
    "name": "name", "former_name": "former_name", "id_number": "id_number", "sex": "sex",
    "birth_date": "birth_date", "ethnicity": "ethnicity", "father_name": "father_name",
    "father_id": "father_id_number", "father_phone": "father_phone",
    "mother_name": "mother_name", "mother_id": "mother_id_number", "mother_phone": "mother_phone",
    "guardian_name": "carer_name", "guardian_id": "carer_id_number",
    "guardian_relation": "carer_relation", "phone": "carer_phone", "school": "school_name",
    "grade": "grade", "class": "class_name", "student_number": "student_number",
}  # fmt: skip
ADDRESS = {"survey": "residence_address", "school": "residence_address", "police": "hukou_address"}
SOURCES = {"survey": "village", "school": "school", "police": "police"}
WHO = ("name", "sex", "birth_date", "id_number")  # what must agree for a bulk verdict
_ALIKE = ("father_name", "mother_name", "carer_name")


@dataclass(frozen=True, slots=True)
class Stated:
    """一份名册写的: values by field of the child file, from one record."""

    source: str
    unit: str
    unit_name: str
    division: str
    values: Values

    def told(self) -> dict[str, object]:
        """As it is kept with a proposal; `asdict` would copy every value of every record."""
        return {
            "source": self.source, "unit": self.unit, "unit_name": self.unit_name,
            "division": self.division, "values": dict(self.values),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filed:
    """一份档案: values in the same words, and from whom the register has each."""

    child: str
    division: str
    values: Values
    sources: Mapping[str, str]
    gone: bool = False  # left or archived
    due_to_leave: str = ""  # sentence, where the rules say so


@dataclass(frozen=True, slots=True)
class Difference:
    """一项不同."""

    field: str
    old: str
    new: str
    source: str
    unit_name: str
    division: str


@dataclass(slots=True)
class Register:
    """登记册: files by what a child can be recognised by."""

    files: dict[str, Filed] = field(default_factory=dict)
    by_number: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_birth: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, one: Filed) -> None:
        """One file more."""
        self.files[one.child] = one
        name, birth = plain(one.values.get("name", "")), one.values.get("birth_date", "")
        if number := plain(one.values.get("id_number", "")):
            self.by_number[number].append(one.child)
        if name and birth:
            self.by_birth[name, birth].append(one.child)
        if name:
            self.by_name[name].append(one.child)


def plain(text: str) -> str:
    """A value as it is compared: full width and blanks make no difference."""
    return "".join(unicodedata.normalize("NFKC", text).upper().split())


def met(register: Register, sides: Sequence[Stated]) -> tuple[str, str]:
    """The file of a child and how it was found; ("", "") when none is it for certain."""
    for number in _all(sides, "id_number"):
        found = register.by_number.get(plain(number), [])
        if len(found) == 1:
            return found[0], "number"
    keys = {
        (plain(side.values["name"]), side.values["birth_date"])
        for side in sides
        if side.values.get("name") and side.values.get("birth_date")
    }
    found = sorted({child for key in keys for child in register.by_birth.get(key, [])})
    if len(found) == 1 and not _numbers_differ(register.files[found[0]], sides):
        return found[0], "name"
    return "", ""


@dataclass(frozen=True, slots=True)
class Claim:
    """哪份档案: what one child of a run was found to be, and how sure that is."""

    number: str
    child: str
    how: str  # link (settled before) · number · name


SURENESS = ("link", "number", "name")


def holders(claims: Iterable[Claim]) -> dict[str, str]:
    """File → the child of the run that is it: two that met one file are not both it unasked."""
    found: dict[str, Claim] = {}
    for one in claims:
        held = found.get(one.child)
        if held is None or _surer(one) < _surer(held):
            found[one.child] = one
    return {child: one.number for child, one in found.items()}


def _surer(one: Claim) -> tuple[int, str]:
    return SURENESS.index(one.how), one.number


def resembling(register: Register, sides: Sequence[Stated]) -> tuple[str, ...]:
    """Files that might be the child: same name with a birth year or a parent in common."""
    names = {plain(name) for name in _all(sides, "name")}
    found = {child for name in names for child in register.by_name.get(name, [])}
    return tuple(sorted(child for child in found if _near(register.files[child], sides)))


def _near(filed: Filed, sides: Sequence[Stated]) -> bool:
    if _numbers_differ(filed, sides):
        return False
    year = filed.values.get("birth_date", "")[:4]
    years = {birth[:4] for birth in _all(sides, "birth_date")}
    if year and year in years:
        return True
    known = {plain(filed.values[one]) for one in _ALIKE if filed.values.get(one)}
    told = {plain(value) for one in _ALIKE for value in _all(sides, one)}
    return bool(known & told) and not (year and years)


def _numbers_differ(filed: Filed, sides: Sequence[Stated]) -> bool:
    """Both numbers are known and none agrees: two people, until a person says otherwise."""
    own = plain(filed.values.get("id_number", ""))
    told = {plain(number) for number in _all(sides, "id_number")}
    return bool(own and told) and own not in told


def _all(sides: Sequence[Stated], name: str) -> list[str]:
    return [value for side in sides if (value := side.values.get(name, ""))]


def differences(filed: Filed, sides: Sequence[Stated], beats: Beats) -> tuple[Difference, ...]:
    """信息有变: what the rosters would change in a file, the most believed source for each field."""
    made: list[Difference] = []
    for name in dict.fromkeys(name for side in sides for name in side.values):
        told = _most_believed(name, sides, beats)
        old = filed.values.get(name, "")
        if told is None or plain(told.values[name]) == plain(old):
            continue
        held = filed.sources.get(name, "")
        if old and held != told.source and not beats(name, told.source, held):
            continue
        made.append(
            Difference(name, old, told.values[name], told.source, told.unit_name, told.division)
        )
    return tuple(made)


def _most_believed(name: str, sides: Sequence[Stated], beats: Beats) -> Stated | None:
    best: Stated | None = None
    for side in sides:
        if side.values.get(name) and (
            best is None or (side.source != best.source and beats(name, side.source, best.source))
        ):
            best = side
    return best


def agree(sides: Sequence[Stated]) -> bool:
    """成批采纳: at least two rosters, and none contradicts another about who the child is."""
    if len({side.source for side in sides}) < 2:
        return False
    return all(len({plain(value) for value in _all(sides, name)}) <= 1 for name in WHO) and all(
        _all(sides, name) for name in ("name", "birth_date")
    )


def mark(salt: str, kind: str, target: str, facts: Iterable[object]) -> str:
    """指纹: equal facts about the same child have the same mark, whoever reads them again."""
    told = json.dumps([kind, target, list(facts)], ensure_ascii=False, default=str)
    return hashlib.blake2b(told.encode(), key=salt.encode()[:64], digest_size=16).hexdigest()


def facts_of(sides: Sequence[Stated]) -> list[object]:
    """What a verdict on a new child rests on: who it is, by every source."""
    told = sorted(
        [side.source, *(plain(side.values.get(name, "")) for name in WHO)] for side in sides
    )
    return list(told)
