"""The cast: the same people in every test, always with the same meaning. All invented.

wang   村级, village A: the ordinary person who hands in and answers
li     乡镇, town A, above wang
zhou   县民政, the county office
chen   联络员 of another unit
zhao   村级, village B in another town: must never see what is A's
qian   上级民政: sees numbers, never names
sun    学校 in town A · ma 派出所 in town A · fang 医院 · deng 领导
he     安全审计员 · luo 安全管理员 · gao 系统管理员

`WANG.viewer` needs no database. `seat()` puts everybody into it; `sign_in(client, WANG)` then walks
through the door as they do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from tonghu.access.roles import ROLES
from tonghu.access.rules.posts import reach
from tonghu.core.viewer import Level, Viewer

PREFECTURE = "990100000000"
COUNTY, OTHER_COUNTY = "990101000000", "990102000000"
TOWN_A, TOWN_B = "990101001000", "990101002000"
VILLAGE_A, VILLAGE_B = "990101001001", "990101002001"
PLACES = {
    PREFECTURE: "演示市",
    COUNTY: "演示县",
    OTHER_COUNTY: "邻县",
    TOWN_A: "演示县甲镇",
    TOWN_B: "演示县乙镇",
    VILLAGE_A: "演示县甲镇一村",
    VILLAGE_B: "演示县乙镇一村",
}
SYSTEM = Viewer.for_system("测试")
PASSWORD = "四只燕子飞过水塘"


@dataclass(frozen=True)
class UnitOf:
    """A unit of the cast."""

    id: UUID
    name: str
    kind: str
    division: str


SCHOOL = UnitOf(UUID(int=0x501), "甲镇演示小学", "school", TOWN_A)
STATION = UnitOf(UUID(int=0x502), "甲镇演示派出所", "police_station", TOWN_A)
HOSPITAL = UnitOf(UUID(int=0x503), "演示县人民医院", "hospital", COUNTY)
EDUCATION = UnitOf(UUID(int=0x504), "演示县教育局", "bureau", COUNTY)
CIVIL_AFFAIRS = UnitOf(UUID(int=0x505), "演示县民政局", "bureau", COUNTY)
OTHER_SCHOOL = UnitOf(UUID(int=0x506), "乙镇演示小学", "school", TOWN_B)
UNITS = (SCHOOL, STATION, HOSPITAL, EDUCATION, CIVIL_AFFAIRS, OTHER_SCHOOL)


@dataclass(frozen=True)
class Person:
    """One of the cast."""

    number: int
    login: str
    name: str
    role: str
    division: str
    unit: UnitOf | None = None

    @property
    def user(self) -> UUID:
        return UUID(int=0x100 + self.number)

    @property
    def post(self) -> UUID:
        return UUID(int=0x200 + self.number)

    @property
    def viewer(self) -> Viewer:
        """As `viewer_for` makes it, without a database."""
        level, lo, hi = reach(self.role, self.division)
        role = ROLES[self.role]
        return Viewer(
            user=self.user, login=self.login, name=self.name, level=level, post=self.post,
            post_title=role.label, role=self.role,
            unit=self.unit.id if self.unit and level is not Level.ADMIN else None,
            unit_name=self.unit.name if self.unit else "", division=self.division,
            place=PLACES[self.division], lo=lo, hi=hi,
            permissions=frozenset(str(verb) for verb in role.permissions),
            profile=settings.TONGHU_PROFILE,
        )  # fmt: skip


WANG = Person(1, "wang", "王一村", "village_worker", VILLAGE_A)
LI = Person(2, "li", "李甲镇", "town_worker", TOWN_A)
ZHOU = Person(3, "zhou", "周县办", "county_office", COUNTY, CIVIL_AFFAIRS)
CHEN = Person(4, "chen", "陈联络", "liaison", COUNTY, EDUCATION)
ZHAO = Person(5, "zhao", "赵乙村", "village_worker", VILLAGE_B)
QIAN = Person(6, "qian", "钱上级", "superior", PREFECTURE)
SUN = Person(7, "sun", "孙老师", "school", TOWN_A, SCHOOL)
MA = Person(8, "ma", "马警官", "police_station", TOWN_A, STATION)
FANG = Person(9, "fang", "方医生", "hospital", COUNTY, HOSPITAL)
DENG = Person(10, "deng", "邓领导", "leader", COUNTY)
HE = Person(11, "he", "何审计", "auditor", COUNTY)
LUO = Person(12, "luo", "罗安全", "security_admin", COUNTY)
GAO = Person(13, "gao", "高系统", "system_admin", COUNTY)
CAST = (WANG, LI, ZHOU, CHEN, ZHAO, QIAN, SUN, MA, FANG, DENG, HE, LUO, GAO)
BY_LOGIN = {one.login: one for one in CAST}


def seat() -> None:
    """Everybody, with unit and post, in the database; opens its own scope."""
    from tests.factories import access
    from tonghu.core.database import scope

    with scope(SYSTEM):
        for unit in UNITS:
            access.unit(unit)
        for one in CAST:
            access.seated(one)


def sign_in(client: object, person: Person, password: str = PASSWORD) -> None:
    """Through the door, with name and password, as anybody."""
    answer = client.post(  # type: ignore[attr-defined]
        "/sign-in/", {"login": person.login, "password": password, "next": "/"}
    )
    assert answer.status_code == 303, answer.content.decode()


def plain(html: str) -> str:
    """A page without the tokens that differ in every answer."""
    html = re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", html)
    return re.sub(r'("X-CSRFToken":")[^"]+', r"\1", html)
