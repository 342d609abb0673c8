"""儿童名单: one page of a filter, sorted, counted; masked by the viewer's role; viewer first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from tonghu.core import clock
from tonghu.core.sensitivity import Sensitivity
from tonghu.core.viewer import Viewer
from tonghu.directory.models import Division
from tonghu.policy import Profile, load
from tonghu.policy.vocabulary import vocabulary
from tonghu.registry.fields import BLOCKS, BY_CODE, words
from tonghu.registry.models import Child
from tonghu.registry.queries.held import may_see
from tonghu.registry.queries.wanted import Filter, ListFilter, filters_for, rows_of
from tonghu.registry.states import LIFE_LABELS, HazardKind, LifeState

__all__ = ["ChildLine", "Filter", "ListFilter", "Listing", "counts", "filters_for", "lines", "page"]

SIZES = (50, 100, 200)
MOST = 500
SORTS = {
    "place": ("division", "name", "id"),
    "name": ("name_sound", "division", "id"),
    "age": ("birth_date", "division", "id"),
    "school": ("school_name", "grade", "id"),
    "grade": ("grade", "school_name", "id"),
    "worker": ("worker_name", "division", "id"),
    "confirmed": ("confirmed_on", "division", "id"),
}
USED = (
    "id", "name", "sex", "birth_date", "birth_precision", "division", "school_name", "grade",
    "schemes", "flags", "state", "carer_name", "worker_name", "confirmed_on", "completeness",
    "file_number", "worker",
)  # fmt: skip
TOWN, TOWN_DIGITS = "000", 9


@dataclass(frozen=True, slots=True)
class ChildLine:
    """名单的一行."""

    id: UUID
    name: str
    sex: str
    age: int | None
    birth: str
    village: str
    town: str
    school: str
    grade: str
    schemes: tuple[str, ...]
    flags: tuple[str, ...]
    state: str
    state_label: str
    carer: str
    worker: str
    confirmed_on: date | None
    filled: int
    asked: int
    file_number: str
    division: str

    @property
    def lacking(self) -> int:
        """还缺几项."""
        return self.asked - self.filled


@dataclass(frozen=True, slots=True)
class Listing:
    """名单的一页."""

    rows: tuple[ChildLine, ...]
    total: int
    start: int
    size: int

    @property
    def last(self) -> int:
        """Number of its last row."""
        return self.start + len(self.rows)


def page(
    viewer: Viewer, wanted: Filter, *, sort: str = "place", start: int = 0, size: int = SIZES[0]
) -> Listing:
    """One page; three queries however long the list is."""
    rows = rows_of(viewer, wanted)
    size = max(1, min(size, MOST))
    total = rows.count()
    start = 0 if start >= total else max(0, start)
    found = list(ordered(rows, sort).only(*USED)[start : start + size])
    return Listing(lines(viewer, found), total, start, size)


def ordered(rows: QuerySet[Child], sort: str) -> QuerySet[Child]:
    """In the order of a head of a column; a minus turns it round."""
    turned = sort.startswith("-")
    columns = SORTS.get(sort.lstrip("-"), SORTS["place"])
    return rows.order_by(*(f"-{one}" if turned else one for one in columns))


def counts(viewer: Viewer, wanted: Iterable[Filter]) -> tuple[int, ...]:
    """How many each of several filters means."""
    return tuple(rows_of(viewer, one).count() for one in wanted)


def lines(viewer: Viewer, found: Sequence[Child]) -> tuple[ChildLine, ...]:
    """Rows as this person may read them; one more query for any number."""
    names = place_names(row.division for row in found)
    today, risk = clock.today(), may_see(viewer, Sensitivity.RISK)
    return tuple(_line(row, names, today, risk, viewer.profile) for row in found)


def _line(row: Child, names: dict[str, str], today: date, risk: bool, profile: str) -> ChildLine:
    filled, asked = _filled(row.completeness)
    return ChildLine(
        id=row.id, name=row.name, sex=dict(words.SEX).get(row.sex, ""), age=age_of(row.birth_date, today),
        birth=birth_text(row), village=names.get(row.division, ""), town=names.get(town_of(row.division), ""),
        school=row.school_name, grade=row.grade,
        schemes=tuple(scheme_label(one, profile) for one in row.schemes) if risk else (),
        flags=tuple(flag_label(one) for one in row.flags) if risk else (),
        state=row.state, state_label=LIFE_LABELS[LifeState(row.state)], carer=row.carer_name,
        worker=row.worker_name, confirmed_on=row.confirmed_on, filled=filled, asked=asked,
        file_number=row.file_number, division=row.division,
    )  # fmt: skip


def _filled(said: dict[str, list[int]]) -> tuple[int, int]:
    pairs = [said[block] for block in BLOCKS if block in said]
    return sum(one[0] for one in pairs), sum(one[1] for one in pairs)


def birth_text(row: Child) -> str:
    """The birth date as far as it is known."""
    if row.birth_date is None:
        return ""
    return row.birth_date.isoformat()[: {"year": 4, "month": 7}.get(row.birth_precision, 10)]


def age_of(birth: date | None, today: date) -> int | None:
    """周岁."""
    if birth is None:
        return None
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))


def town_of(division: str) -> str:
    """The town a village lies in."""
    return division[:TOWN_DIGITS] + TOWN


def place_names(codes: Iterable[str]) -> dict[str, str]:
    """Names of villages and their towns, one query."""
    known = {code for code in codes if code}
    known |= {town_of(code) for code in known}
    rows = Division.objects.all_of_them(reason="区划名称是公开的").filter(code__in=known)
    return dict(rows.values_list("code", "name"))


@lru_cache(maxsize=16)
def profile_of(code: str) -> Profile:
    """The profile of a code; the installation's own where none is given."""
    return load(code or settings.TONGHU_PROFILE)


def scheme_choices(profile: str) -> tuple[tuple[str, str], ...]:
    """类别: the schemes under which a child may count, own and national."""
    named = _schemes(profile_of(profile).code)
    return (*named, *((f"cn:{code}", f"{label}（全国口径）") for code, label in named))


@lru_cache(maxsize=16)
def _schemes(profile: str) -> tuple[tuple[str, str], ...]:
    from tonghu.registry.rules.difficulty import SCHEMES

    found = profile_of(profile).definitions
    told = {code: getattr(getattr(found, code, None), "name", "") for code in SCHEMES}
    listed = vocabulary().lists.get("schemes", {})
    return tuple((code, told[code] or listed.get(code, code)) for code in SCHEMES)


def scheme_label(code: str, profile: str) -> str:
    """类别 in words."""
    return dict(scheme_choices(profile)).get(code, code)


@lru_cache(maxsize=1)
def _flags() -> dict[str, str]:
    lists = vocabulary().lists
    told = {**lists.get("key_groups", {}), **lists.get("issue_flags", {})}
    return told | {one.value: one.label for one in HazardKind}


def flag_label(code: str) -> str:
    """重点情形、突出问题、隐患 in words."""
    return _flags().get(code.partition(".")[2] or code, _flags().get(code, code))


def flag_choices(profile: str) -> tuple[tuple[str, str], ...]:
    """The key groups and issues the profile asks for, and the hazards."""
    sheet = profile_of(profile).sheet.survey
    codes = (*sheet.key_groups, *sheet.issue_flags, *(one.value for one in HazardKind))
    return tuple((code, flag_label(code)) for code in dict.fromkeys(codes))


def grade_choices() -> tuple[tuple[str, str], ...]:
    """年级 as most schools write them."""
    return tuple((one, one) for one in GRADES)


GRADES = (
    "小班", "中班", "大班", "一年级", "二年级", "三年级", "四年级", "五年级", "六年级", "七年级", "八年级",
    "九年级", "高一", "高二", "高三",
)  # fmt: skip
GUARDIANSHIP = BY_CODE["guardianship_grade"].words
