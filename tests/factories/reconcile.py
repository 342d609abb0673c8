"""Rosters of invented children, handed in and compared. ID numbers begin with 990101."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.core.files.base import ContentFile

from tests import people
from tests.factories import access, directory
from tests.people import COUNTY, LI, TOWN_A, TOWN_B, VILLAGE_A, VILLAGE_B, ZHOU, UnitOf
from tonghu.core.database import scope
from tonghu.core.viewer import Viewer
from tonghu.directory.models import Unit
from tonghu.reconcile import actions
from tonghu.reconcile.forms import HandIn
from tonghu.reconcile.models import Run

TOWN_OFFICE_A = UnitOf(UUID(int=0x601), "甲镇人民政府", "town_government", TOWN_A)
TOWN_OFFICE_B = UnitOf(UUID(int=0x602), "乙镇人民政府", "town_government", TOWN_B)
COMMITTEE_A = UnitOf(UUID(int=0x603), "一村村民委员会", "village_committee", VILLAGE_A)
COMMITTEE_B = UnitOf(UUID(int=0x604), "乙一村村民委员会", "village_committee", VILLAGE_B)
STATION_B = UnitOf(UUID(int=0x605), "乙镇演示派出所", "police_station", TOWN_B)
OFFICES = (TOWN_OFFICE_A, TOWN_OFFICE_B, COMMITTEE_A, COMMITTEE_B, STATION_B)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SURNAMES = "潘叶陈王李周吴郑冯褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜"
_GIVEN = "梓涵雨桐浩然子轩欣怡宇航佳宁思远一诺俊杰若曦明轩静怡博文嘉琪天佑"


@dataclass(frozen=True)
class Child:
    """An invented child."""

    name: str
    born: date
    boy: bool
    number: str
    father: str
    mother: str
    town: str = "甲镇"
    village: str = "一村"
    school: str = people.SCHOOL.name
    grade: str = "三年级"
    phone: str = ""
    left_behind: str = "是"
    remark: str = ""


def id_number(born: date, order: int, boy: bool, place: str = "990101") -> str:
    """A number of a place that does not exist, with the right last character."""
    body = f"{place}{born:%Y%m%d}{order * 2 + boy:03d}"
    rest = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11
    return body + "10X98765432"[rest]


def child(order: int, **given: object) -> Child:
    """The order-th of an endless row of different children."""
    born = date(2013 + order % 5, 1 + order % 12, 1 + order * 7 % 28)
    boy = order % 2 == 0
    surname = _SURNAMES[order % len(_SURNAMES)]
    pair = order * 2 % (len(_GIVEN) - 1)
    made = Child(
        name=f"{surname}{_GIVEN[pair]}{_GIVEN[(pair + 5 + order) % len(_GIVEN)]}", born=born, boy=boy,
        number=id_number(born, 20 + order, boy), father=f"{surname}建{_GIVEN[order % len(_GIVEN)]}",
        mother=f"{_SURNAMES[(order + 9) % len(_SURNAMES)]}晓{_GIVEN[(order * 3) % len(_GIVEN)]}",
        phone=f"138{order:08d}",
    )  # fmt: skip
    return replace(made, **given)  # type: ignore[arg-type]


_SURVEY = (
    "姓名",
    "性别",
    "身份证号",
    "出生日期",
    "乡镇",
    "行政村",
    "父亲姓名",
    "母亲姓名",
    "联系电话",
    "就读学校",
    "备注",
)
_SCHOOL = (
    "学生姓名",
    "性别",
    "身份证号码",
    "出生日期",
    "年级",
    "父亲",
    "母亲",
    "联系电话",
    "学校名称",
    "是否留守儿童",
)
_POLICE = ("姓名", "性别", "公民身份号码", "出生日期", "乡镇", "村（社区）", "父亲姓名", "母亲姓名")


def _cells(one: Child, kind: str) -> Sequence[str]:
    sex, born = "男" if one.boy else "女", one.born.isoformat()
    if kind == "survey":
        return (one.name, sex, one.number, born, one.town, one.village, one.father, one.mother, one.phone,
                one.school, one.remark)  # fmt: skip
    if kind == "school":
        return (one.name, sex, one.number, born, one.grade, one.father, one.mother, one.phone, one.school,
                one.left_behind)  # fmt: skip
    return one.name, sex, one.number, born, one.town, one.village, one.father, one.mother


def sheet(
    kind: str, children: Iterable[Child], name: str = "名册.csv", heads: Sequence[str] = ()
) -> ContentFile[bytes]:
    """A roster as a file."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads or {"survey": _SURVEY, "school": _SCHOOL, "police": _POLICE}[kind])
    writer.writerows(_cells(one, kind) for one in children)
    return ContentFile(("\ufeff" + out.getvalue()).encode(), name=name)


def land() -> None:
    """Places, units and people; opens its own scope."""
    people.seat()
    with scope(people.SYSTEM):
        directory.county()
        for unit in OFFICES:
            access.unit(unit)
        Unit.objects.all_of_them(reason="test").filter(pk=people.EDUCATION.id).update(
            function="education"
        )


def county_rosters() -> list[HandIn]:
    """Forty children of town A on all three rosters, and one of each trouble.

    50: the school marks it left-behind, the survey does not know it. 51: twice in the survey. 52: the
    school does not know it. 53: another name at the station. 54: over sixteen.
    """
    known = [child(order) for order in range(40)]
    lost, twice, alone, other = (child(order) for order in (50, 51, 52, 53))
    old = child(
        54, born=date(2009, 3, 3), number=id_number(date(2009, 3, 3), 74, True), grade="高一"
    )
    return [
        form(
            "survey", [*known, twice, replace(twice, village="二村"), alone, other, old], adds=True
        ),
        form("school", [*known, lost, twice, other, old]),
        form(
            "police",
            [
                *known,
                lost,
                twice,
                alone,
                replace(other, name=other.name[0] + "大" + other.name[2:]),
                old,
            ],
        ),
    ]


FORMS = {
    "survey": ("flagged", TOWN_OFFICE_A), "school": ("all", people.SCHOOL), "police": ("all", people.STATION),
}  # fmt: skip


def form(
    kind: str, children: Iterable[Child], unit: UnitOf | None = None, **given: object
) -> HandIn:
    """A roster of the unit that usually has it."""
    population, usual = FORMS[kind]
    name = str(given.pop("name", f"{kind}.csv"))
    heads = given.pop("heads", ())
    fields: dict[str, object] = {
        "unit": (unit or usual).id, "kind": kind, "population": population, "as_of": None,
        "upload": sheet(kind, children, name, heads), "paper_number": "演示〔2026〕1号",  # type: ignore[arg-type]
    }  # fmt: skip
    return HandIn(**{**fields, **given})  # type: ignore[arg-type]


def handed_in(
    kind: str,
    children: Iterable[Child],
    unit: UnitOf | None = None,
    *,
    by: Viewer = LI.viewer,
    **given: object,
) -> UUID:
    """Handed in by the town for the unit, columns confirmed; inside a scope."""
    (id_,) = handed_in_all(form(kind, children, unit, **given), by=by)
    return id_


def handed_in_all(*forms: HandIn, by: Viewer = ZHOU.viewer) -> tuple[UUID, ...]:
    """Several at once, by one reader; columns confirmed where that was still to be done."""
    from tonghu.reconcile.models import HandIn as Row
    from tonghu.reconcile.states import HandInState

    made = actions.hand_in_many(by=by, rosters=forms)
    waiting = Row.objects.visible_to(by).filter(pk__in=made, state=HandInState.RECEIVED)
    for id_ in waiting.values_list("pk", flat=True):
        actions.confirm_mapping(by=by, hand_in=id_)
    return made


class Silent:
    """Progress nobody looks at, that remembers what it was told."""

    def __init__(self) -> None:
        self.steps: list[str] = []

    def __call__(self, done: int, total: int, step: str = "") -> None:
        self.steps.append(step)


def ran(
    *, by: Viewer = ZHOU.viewer, division: str = COUNTY, as_of: date = date(2026, 9, 30)
) -> Run:
    """A run ordered and done, as the worker would; call outside every scope."""
    from tonghu.reconcile.actions.running import run

    with scope(by):
        id_ = actions.start_run(by=by, division=division, as_of=as_of)
    run(viewer=by, progress=Silent(), run=str(id_))  # type: ignore[arg-type]
    with scope(people.SYSTEM):
        return Run.objects.visible_to(people.SYSTEM).get(pk=id_)
