"""演示人员: one of every role, invented; the password is the same for all and for the demo only."""

from __future__ import annotations

from dataclasses import dataclass

from tonghu.access.actions.demo import DemoPerson, seat_demo
from tonghu.core.viewer import Viewer
from tonghu.directory.models import Unit


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person; `place` is county, town or village, `unit` the kind of unit, if any."""

    login: str
    name: str
    role: str
    title: str
    place: str
    unit: str = ""  # a UnitKind, or "function:…" of a member unit
    town: int = 0  # which town of the county, in the order of its code


CAST = (
    Person("xian", "徐知行", "county_office", "联席会议办公室", "county", "function:civil_affairs"),
    Person("xian2", "蓝若水", "county_office", "儿童福利股", "county", "function:civil_affairs"),
    Person("zhen", "潘晓岚", "town_worker", "儿童督导员", "town", "town_government", 6),
    Person("zhen2", "叶向川", "town_worker", "儿童督导员", "town", "town_government", 3),
    Person("cun", "包秀兰", "village_worker", "儿童主任", "village", "village_committee", 6),
    Person("xuexiao", "周文竹", "school", "学籍管理员", "unit", "school", 6),
    Person("youeryuan", "陈小满", "school", "园长", "unit", "kindergarten", 6),
    Person("paichusuo", "林正清", "police_station", "户籍民警", "unit", "police_station", 6),
    Person("lianluo", "程远帆", "liaison", "联络员", "county", "function:education"),
    Person("lingdao", "方砚秋", "leader", "召集人", "county"),
    Person("shangji", "祝安平", "superior", "市民政局儿童福利处", "prefecture"),
    Person("shenji", "何明镜", "auditor", "安全审计员", "county"),
    Person("anquan", "罗守拙", "security_admin", "安全管理员", "county"),
    Person("anquan2", "卢慎言", "security_admin", "安全管理员", "county"),
    Person("xitong", "高维安", "system_admin", "系统管理员", "county"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the cast works: the county, its towns in order, the villages of each town."""

    county: str
    prefecture: str
    towns: tuple[str, ...]
    villages: dict[str, tuple[str, ...]]

    def of(self, one: Person) -> str:
        """The division of a post."""
        town = self.towns[one.town % len(self.towns)]
        return {
            "county": self.county,
            "prefecture": self.prefecture,
            "village": self.villages[town][0] if self.villages.get(town) else town,
        }.get(one.place, town)


def hire(place: Place, units: dict[str, list[Unit]], by: Viewer) -> None:
    """Accounts and posts of the whole cast; call inside a scope of the system."""
    seat_demo(people=[_person(one, place, units) for one in CAST], by=by)


def _person(one: Person, place: Place, units: dict[str, list[Unit]]) -> DemoPerson:
    division = place.of(one)
    unit = _unit(one, units, division)
    at_unit = unit is not None and one.place == "unit"
    return DemoPerson(
        one.login, one.name, one.role, unit.division if unit and at_unit else division, one.title,
        unit.id if unit else None,
    )  # fmt: skip


def _unit(one: Person, units: dict[str, list[Unit]], division: str) -> Unit | None:
    """The unit of a post: of its kind, in its own division, else the first there is."""
    found = units.get(one.unit, [])
    near = [unit for unit in found if unit.division[:9] == division[:9]]
    return next(iter(near or found), None)
