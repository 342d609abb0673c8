"""特殊情形: settings no fault table foresees, each changing the land, the rosters or the files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bench.generator import writing
from bench.generator.faults.table import BIT, spoil
from bench.generator.population import TODAY, Land
from bench.generator.roster import Roster
from bench.generator.text import Rows
from bench.generator.words import I32, readings
from bench.generator.writing import Part

Rosters = dict[str, Roster]
Files = list[Part]


@dataclass(frozen=True, slots=True)
class Scenario:
    """一种情形: its name, what it is, and how the files then look."""

    name: str
    about: str
    files: Callable[[Land, Rosters], Files]


def _plain(land: Land, rosters: Rosters) -> Files:
    return [writing.whole(roster) for roster in rosters.values()]


def _split(land: Land, rosters: Rosters, source: str, at: int = 0) -> tuple[Files, Part]:
    """One town (or the school with the place `at` by size) sends a file of its own: the last part."""
    roster = rosters[source]
    place = roster.school if source == "school" else land.places.village_town[roster.village]
    found, count = np.unique(place[place >= 0], return_counts=True)
    own = place == found[np.argsort(-count, kind="stable")[at]]
    rest = roster.take(np.flatnonzero(~own))
    mine = Part(
        roster.take(np.flatnonzero(own)), f"{source}_own.csv", dict(writing.HEADERS[source])
    )
    others = [writing.whole(r) for s, r in rosters.items() if s != source]
    mine.roster.faults |= BIT["scenario"]
    return [*others, writing.whole(rest)], mine


def _exchange(part: Part, a: str, b: str) -> Part:
    """The headers stay, the two columns stand under each other's head."""
    columns = part.roster.columns
    columns[a], columns[b] = columns[b], columns[a]
    return part


def _parents_swapped(land: Land, rosters: Rosters) -> Files:
    rest, own = _split(land, rosters, "survey")
    return [*rest, _exchange(own, "father", "mother")]


def _guardian_swapped(land: Land, rosters: Rosters) -> Files:
    rest, own = _split(land, rosters, "survey")
    return [*rest, _exchange(own, "name", "guardian")]


def _day_off(land: Land, rosters: Rosters) -> Files:
    """Excel's 1904 calendar or a time zone: every date in one school one day early."""
    roster = rosters["school"]
    rows = _struck(roster, roster.school)
    day = land.people.birth[roster.child[rows]] - 1
    text = day.astype("datetime64[D]").astype("U10")
    known = roster.ymd[rows] % 100 > 0
    roster.columns["birth"] = roster.columns["birth"].astype("U24")
    roster.columns["birth"][rows[known]] = text[known]
    return _plain(land, rosters)


def _struck(roster: Roster, place: I32) -> Rows:
    """The records of the school or village with the most of them, marked as struck."""
    found, count = np.unique(place[place >= 0], return_counts=True)
    rows: Rows = np.flatnonzero(place == found[count.argmax()])
    roster.faults[rows] |= BIT["scenario"]
    return rows


def _pinyin_village(land: Land, rosters: Rosters) -> Files:
    """One village's machine has no Chinese input: names in letters."""
    roster, known = rosters["survey"], readings()
    rows = _struck(roster, roster.village.astype(np.int32))
    roster.columns["name"] = roster.columns["name"].astype("U32")
    old = roster.columns["name"][rows].tolist()
    roster.columns["name"][rows] = ["".join(known.get(c, c) for c in v) for v in old]
    return _plain(land, rosters)


def _careless_town(land: Land, rosters: Rosters) -> Files:
    """One town's clerk made each kind of mistake four times as often."""
    roster = rosters["survey"]
    rows = _struck(roster, land.places.village_town[roster.village])
    own, rng = roster.take(rows), np.random.default_rng([len(roster), 5])
    for _ in range(3):
        spoil(rng, land, own, again=True)
    for key, values in own.columns.items():
        column = np.asarray(roster.columns[key])
        roster.columns[key] = column.astype(np.promote_types(column.dtype, values.dtype))
        roster.columns[key][rows] = values
    roster.faults[rows], roster.ymd[rows] = own.faults, own.ymd
    return _plain(land, rosters)


def _blind_village(land: Land, rosters: Rosters) -> Files:
    """Names in letters and no number at all: only the family and the birth date are left."""
    files = _pinyin_village(land, rosters)
    roster = rosters["survey"]
    roster.columns["number"][roster.faults & BIT["scenario"] > 0] = ""
    return files


def _guardian_numbers(land: Land, rosters: Rosters) -> Files:
    """One school asked for the guardian's number and put it in the pupil's cell."""
    roster = rosters["school"]
    rows = _struck(roster, roster.school)
    roster.columns["number"][rows] = land.people.elder_number[roster.child[rows]]
    return _plain(land, rosters)


def _teacher_phone(land: Land, rosters: Rosters) -> Files:
    roster = rosters["school"]
    rows = _struck(roster, roster.school)
    roster.columns["phone"][rows] = "13812340000"
    return _plain(land, rosters)


def _without(source: str, *keys: str) -> Callable[[Land, Rosters], Files]:
    def files(land: Land, rosters: Rosters) -> Files:
        parts = []
        for name, roster in rosters.items():
            headers = dict(writing.HEADERS[name])
            if name == source:
                headers = {key: word for key, word in headers.items() if key not in keys}
            parts.append(Part(roster, f"{name}.csv", headers))
        return parts

    return files


def _bare(land: Land, rosters: Rosters) -> Files:
    """A village list as it hangs in the office: name, number, village, telephone."""
    told = ("name", "number", "village", "phone")
    return _without("survey", *(key for key in writing.HEADERS["survey"] if key not in told))(
        land, rosters
    )


def _no_numbers(land: Land, rosters: Rosters) -> Files:
    """Nobody gives ID numbers, as where a law forbids it."""
    return [
        Part(
            roster, f"{name}.csv", {k: w for k, w in writing.HEADERS[name].items() if k != "number"}
        )
        for name, roster in rosters.items()
    ]


def _town(land: Land, rosters: Rosters) -> tuple[Roster, Rows]:
    """The survey, and its records of the largest town, marked as struck."""
    roster = rosters["survey"]
    return roster, _struck(roster, land.places.village_town[roster.village])


def _sex_inverted(land: Land, rosters: Rosters) -> Files:
    """One town coded 1 for girls and 2 for boys."""
    roster, rows = _town(land, rosters)
    old = roster.columns["sex"][rows]
    roster.columns["sex"][rows] = np.select([old == "男", old == "女"], ["女", "男"], old)
    return _plain(land, rosters)


def _ages(land: Land, rosters: Rosters) -> Files:
    """One town wrote ages where dates were asked for."""
    roster, rows = _town(land, rosters)
    years = (TODAY - land.people.birth[roster.child[rows]]) // 365.25
    roster.columns["birth"][rows] = years.astype(np.int64).astype("U2")
    return _plain(land, rosters)


def _scientific_phones(land: Land, rosters: Rosters) -> Files:
    """One town's telephones went through a spreadsheet: 1.38E+10."""
    roster, rows = _town(land, rosters)
    told = rows[np.strings.isdecimal(roster.columns["phone"][rows])]
    numbers = roster.columns["phone"][told].astype(np.float64)
    roster.columns["phone"][told] = [f"{n:.2E}" for n in numbers]
    return _plain(land, rosters)


def _copied_block(land: Land, rosters: Rosters) -> Files:
    """One clerk pasted two hundred rows twice."""
    roster = rosters["survey"]
    begin = len(roster) // 3
    end = min(begin + 200, len(roster) // 2)
    rows = np.r_[0:end, begin:end, end : len(roster)]
    twice = roster.take(rows)
    twice.faults[end : 2 * end - begin] |= BIT["scenario"]
    return _plain(land, {**rosters, "survey": twice})


def _no_police(land: Land, rosters: Rosters) -> Files:
    return [writing.whole(roster) for name, roster in rosters.items() if name != "police"]


def _ten_rows(land: Land, rosters: Rosters) -> Files:
    """Ten children of the survey; the other two rosters only where they hold one of them."""
    few = rosters["survey"].take(np.arange(min(10, len(rosters["survey"]))))
    parts = [writing.whole(few)]
    for name in ("school", "police"):
        rows = np.flatnonzero(np.isin(rosters[name].child, few.child))
        parts.append(writing.whole(rosters[name].take(rows)))
    return parts


SCENARIOS: dict[str, Scenario] = {
    s.name: s
    for s in (
        Scenario("plain", "三份名册各一个文件", _plain),
        Scenario("parents_swapped", "一个乡镇的摸底表父亲、母亲两列互换", _parents_swapped),
        Scenario("guardian_swapped", "一个乡镇的摸底表儿童姓名、监护人两列互换", _guardian_swapped),
        Scenario("day_off", "一所学校的出生日期全部早一天", _day_off),
        Scenario("pinyin_village", "一个村的姓名全部写成拼音", _pinyin_village),
        Scenario("blind_village", "一个村的姓名写成拼音，又不填证件号", _blind_village),
        Scenario("careless_town", "一个乡镇的各种差错是平时的四倍", _careless_town),
        Scenario("guardian_numbers", "一所学校的证件号全部填成监护人的", _guardian_numbers),
        Scenario("teacher_phone", "一所学校的电话全部是班主任的", _teacher_phone),
        Scenario("no_birth", "学校名册没有出生日期列", _without("school", "birth")),
        Scenario("no_birth_survey", "摸底表没有出生日期列", _without("survey", "birth")),
        Scenario("bare_survey", "摸底表只有姓名、证件号、村、电话四列", _bare),
        Scenario("no_numbers", "三份名册都没有证件号列", _no_numbers),
        Scenario("sex_inverted", "一个乡镇的性别全部填反", _sex_inverted),
        Scenario("ages", "一个乡镇的出生日期列填的是年龄", _ages),
        Scenario("scientific_phones", "一个乡镇的电话被改成科学计数", _scientific_phones),
        Scenario("copied_block", "摸底表有200行整段复制了两次", _copied_block),
        Scenario("no_number", "摸底表没有证件号列", _without("survey", "number")),
        Scenario("no_parents", "公安名册没有父母列", _without("police", "father", "mother")),
        Scenario("no_police", "没有公安名册", _no_police),
        Scenario("ten_rows", "只有十名儿童", _ten_rows),
    )
}
