"""名册: who stands in each of the three rosters, and what a faultless clerk would have written."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bench.generator import identity
from bench.generator.population import TODAY, Land
from bench.generator.text import Rng, Rows
from bench.generator.words import I32, Text

SOURCES = ("survey", "school", "police")
Masks = npt.NDArray[np.int64]


@dataclass(slots=True)
class Roster:
    """One roster as columns; the faults change it in place and note themselves in `faults`."""

    source: str
    child: Rows
    village: Rows  # the village it is entered under
    school: I32  # the school it is entered under, -1 none
    ymd: I32  # birth date as yyyymmdd; 0 missing, yyyymm00 and yyyy0000 when shortened
    columns: dict[str, Text]
    faults: Masks  # one bit per fault kind

    def __len__(self) -> int:
        return len(self.child)

    def take(self, rows: Rows) -> Roster:
        """Some of its rows, in that order."""
        return Roster(
            self.source,
            self.child[rows],
            self.village[rows],
            self.school[rows],
            self.ymd[rows],
            {key: values[rows] for key, values in self.columns.items()},
            self.faults[rows],
        )


@dataclass(frozen=True, slots=True)
class Coverage:
    """覆盖: which share of the children a roster holds, and which share it holds twice."""

    share: float
    repeats: float


COVERAGE = {
    "survey": Coverage(0.91, 0.015),
    "school": Coverage(0.955, 0.012),  # of those who go to one
    "police": Coverage(0.975, 0.0015),
}


def members(rng: Rng, land: Land, source: str) -> tuple[Rows, npt.NDArray[np.bool_]]:
    """Child of each record in arrival order, and whether it is a second entry of the same child."""
    people, cover = land.people, COVERAGE[source]
    inside = rng.random(len(people)) < cover.share
    if source == "school":
        inside &= people.school >= 0
    once = np.flatnonzero(inside)
    twice = once[rng.random(len(once)) < cover.repeats]
    if source == "police":
        twice = np.union1d(twice, np.flatnonzero(inside & (people.second != "")))
    child = np.r_[once, twice]
    repeat = np.r_[np.zeros(len(once), bool), np.ones(len(twice), bool)]
    return child, repeat


def clean(rng: Rng, land: Land, source: str) -> Roster:
    """The roster without faults of writing (moves and repeated entries are in it)."""
    child, repeat = members(rng, land, source)
    people, places = land.people, land.places
    village = people.village[child]
    if source == "police":
        village = people.old_village[child]
    other = people.old_village[child]
    aside = (other + 1 + child % 7) % len(places.villages)
    village = np.where(repeat, np.where(other != village, other, aside), village)
    school = people.school[child]
    if source == "school":
        school = np.where(repeat, people.former_school[child], school).astype(np.int32)
        order = np.lexsort((rng.random(len(child)), school))
    else:
        order = np.lexsort((rng.random(len(child)), village))
    child, repeat, village, school = child[order], repeat[order], village[order], school[order]
    roster = Roster(
        source,
        child,
        village,
        school,
        identity.ymd(people.birth[child]),
        _person(rng, land, source, child, repeat),
        np.zeros(len(child), np.int64),
    )
    _where(land, roster)
    return roster


def _person(
    rng: Rng, land: Land, source: str, child: Rows, repeat: npt.NDArray[np.bool_]
) -> dict[str, Text]:
    people = land.people
    second = people.second[child]
    use_second = (second != "") & (repeat if source == "police" else rng.random(len(child)) < 0.4)
    guardian, relation = _guardian(rng, land, source, child)
    known = {"survey": 0.0, "school": 0.35, "police": 0.85}[source]
    former = np.where(rng.random(len(child)) < known, people.former[child], "")
    return {
        "name": people.name[child],
        "former": former,
        "number": np.where(use_second, second, people.number[child]).astype("U24"),
        "sex": np.where(people.male[child], "男", "女").astype("U2"),
        "father": people.father[child].astype("U8"),
        "mother": people.mother[child].astype("U8"),
        "guardian": guardian,
        "relation": relation,
        "phone": _phone(rng, land, source, child),
        "left_behind": np.where(_flag(rng, source, people.left_behind[child]), "是", "否"),
    }


# 各方口径: share of the left-behind it misses, share of the others it counts too (domain.md §4.3).
_FLAG = {"survey": (0.01, 0.005), "school": (0.1, 0.08), "police": (1.0, 0.0)}


def _flag(rng: Rng, source: str, true: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """是否留守: schools count by another definition than civil affairs."""
    misses, adds = _FLAG[source]
    luck = rng.random(len(true))
    return np.where(true, luck >= misses, luck < adds)


_HOLDER = {"survey": (0.25, 0.2, 0.55), "school": (0.33, 0.5, 0.17), "police": (0.55, 0.35, 0.1)}


def _phone(rng: Rng, land: Land, source: str, child: Rows) -> Text:
    """联系电话: whose number a roster has differs: the village asks the grandparents, school the mother."""
    whose = rng.choice(3, len(child), p=_HOLDER[source])
    father, mother, elder = (column[child] for column in land.people.phones)
    return np.where(whose == 0, father, np.where(whose == 1, mother, elder)).astype("U16")


def _guardian(rng: Rng, land: Land, source: str, child: Rows) -> tuple[Text, Text]:
    """监护人: left-behind children have a grandparent (96 %); schools often name a parent."""
    people = land.people
    luck = rng.random(len(child))
    away = {"survey": 0.96, "school": 0.6, "police": 0.55}[source]
    here = {"survey": 0.12, "school": 0.1, "police": 0.45}[source]
    elder = luck < np.where(people.left_behind[child], away, here)
    father = rng.random(len(child)) < 0.55
    parent = np.where(father, people.father[child], people.mother[child])
    label = np.where(father, "父亲", "母亲")
    return (
        np.where(elder, people.elder[child], parent).astype("U8"),
        np.where(elder, people.elder_is[child], label).astype("U4"),
    )


def _where(land: Land, roster: Roster) -> None:
    """县、乡镇、村、学校、年级 as a faultless clerk writes them."""
    places = land.places
    town = places.village_town[roster.village]
    columns = roster.columns
    columns["county"] = places.counties[places.town_county[town]]
    columns["town"] = places.towns[town].astype("U16")
    columns["village"] = places.villages[roster.village].astype("U16")
    names = np.append(places.schools, "")
    columns["school"] = names[roster.school].astype("U24")
    years = (TODAY - land.people.birth[roster.child]) / 365.25
    columns["grade"] = _grades(years, roster.school)
    order = (roster.child * 7919) % 3
    columns["class"] = np.array(["1班", "2班", "3班"])[order]


_GRADES = np.array(["小班", "中班", "大班", *(f"{n}年级" for n in "一二三四五六七八九")])


def _grades(years: npt.NDArray[np.float64], school: I32) -> Text:
    index = (years - 3.2).astype(np.int64).clip(0, len(_GRADES) - 1)
    return np.where(school < 0, "", _GRADES[index])
