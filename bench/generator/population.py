"""人口: families and their children, the truth behind every roster."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bench.generator import identity, names
from bench.generator.places import Places, schools_of, village_weights
from bench.generator.text import Rng, Rows, draw
from bench.generator.words import I32, Text

TODAY = int(np.datetime64("2026-09-01").astype(np.int64))
OLDEST, YOUNGEST = 16 * 365 + 300, 20  # ages in days: not yet seventeen, and just born


@dataclass(frozen=True, slots=True)
class People:
    """One row per child. Families stand together; a twin follows its twin."""

    family: Rows
    name: Text
    former: Text  # the name it bore before, "" for most
    male: names.Bools
    birth: Rows  # days since 1970
    number: Text
    second: Text  # 双重户口: a second good number, "" for most
    father: Text
    mother: Text
    elder: Text  # the grandparent who cares, or would
    elder_is: Text  # 祖父 …
    elder_number: Text
    father_number: Text
    phones: tuple[Text, Text, Text]  # father's, mother's, elder's
    village: Rows
    old_village: Rows  # where the household register still has it; mostly the same
    school: I32  # -1: none
    former_school: I32
    left_behind: names.Bools
    twin: Rows  # 1: is the twin of the row before

    def __len__(self) -> int:
        return len(self.family)


@dataclass(frozen=True, slots=True)
class Land:
    """The truth: who lives where."""

    places: Places
    people: People


def _families(rng: Rng, children: int) -> tuple[Rows, Rows]:
    """Family of each child and its rank in the family."""
    sizes = rng.choice(4, children, p=[0.45, 0.42, 0.11, 0.02]) + 1
    family = np.repeat(np.arange(children), sizes)[:children]
    start = np.r_[0, np.flatnonzero(np.diff(family)) + 1]
    rank = np.arange(children) - np.repeat(start, np.diff(np.r_[start, children]))
    return family, rank


def _births(rng: Rng, family: Rows, rank: Rows) -> tuple[Rows, Rows]:
    """Birth days and the twin flag; siblings are at least 300 days apart."""
    size = len(family)
    twin = ((rank > 0) & (rng.random(size) < 0.0235)).astype(np.int64)
    twin[1:] &= 1 - twin[:-1]
    first = rng.integers(OLDEST * 45 // 100, OLDEST, size)
    gap = np.where(rank == 0, 0, np.where(twin == 1, 0, rng.integers(330, 2000, size)))
    total = np.cumsum(gap)
    start = np.flatnonzero(rank == 0)
    since = total - np.repeat(total[start], np.diff(np.r_[start, size]))
    alone = np.repeat(np.diff(np.r_[start, size]) == 1, np.diff(np.r_[start, size]))
    first = np.where(alone, rng.integers(YOUNGEST, OLDEST, size), first)
    eldest = np.repeat(first[start], np.diff(np.r_[start, size]))
    younger, older = eldest - since, eldest + since
    wrapped = YOUNGEST + np.abs(younger - YOUNGEST) % (OLDEST - YOUNGEST)
    wrapped = np.where(younger >= YOUNGEST, younger, np.where(older < OLDEST, older, wrapped))
    return TODAY - np.where(twin == 1, np.r_[wrapped[0], wrapped[:-1]], wrapped), twin


def _distinct(rng: Rng, family: Rows, name: Text, again: names.Bools, young: names.Bools) -> Text:
    """No two children of one family bear the same given name: draw again where it happened."""
    for _ in range(6):
        key = np.strings.add(name, family.astype("U8"))
        _, first = np.unique(key, return_index=True)
        same = np.setdiff1d(np.arange(len(name)), first)
        if not len(same):
            break
        none = np.zeros(len(same), bool)
        name[same] = names.given(rng, again[same], young[same], family[same], none)
    return name


def _child_names(
    rng: Rng, family: Rows, male: names.Bools, birth: Rows, twin: Rows, surname: Text
) -> Text:
    young = birth > TODAY - 365 * 10
    generation = (rng.random(int(family.max()) + 1) < 0.22)[family] & (rng.random(len(male)) < 0.9)
    beside = (twin == 1) | np.r_[twin[1:] == 1, False]
    shared = generation | (beside & (rng.random(int(family.max()) + 1) < 0.75)[family])
    name = names.given(rng, male, young, family, shared)
    return _distinct(rng, family, name, male, young)


def phones(rng: Rng, size: int) -> Text:
    """手机号码: 11 digits, beginning 13 to 19."""
    second = rng.choice([3, 5, 7, 8, 9], size, p=[0.36, 0.26, 0.1, 0.22, 0.06])
    return (10**10 + second * 10**9 + rng.integers(0, 10**9, size)).astype("U11")


def adult_numbers(rng: Rng, size: int, youngest: int, oldest: int) -> Text:
    """公民身份号码 of adults."""
    birth = TODAY - rng.integers(youngest * 365, oldest * 365, size)
    sequence = rng.integers(1, 999, size)
    division = identity.DIVISION + rng.integers(0, 30, size)
    return identity.numbers(division, identity.ymd(birth), sequence)


def _seconds(rng: Rng, number: Text, birth: Rows, rate: float) -> Text:
    """第二个号码: another division, same date mostly, never anybody else's number."""
    rows = np.flatnonzero(rng.random(len(number)) < rate)
    shifted = np.where(rng.random(len(rows)) < 0.7, 0, rng.integers(-400, 400, len(rows)))
    date = identity.ymd(np.minimum(birth[rows] + shifted, TODAY - 1))
    division = identity.DIVISION + rng.integers(40, 90, len(rows))
    made = identity.numbers(division, date, rng.integers(600, 999, len(rows)))
    out = np.full(len(number), "", "U18")
    _, once = np.unique(made, return_index=True)
    out[rows[once]] = made[once]
    return np.where(np.isin(out, number), "", out)


def _elsewhere(rng: Rng, places: Places, village: Rows, rate: float) -> Rows:
    """A village nearby in the tables (mostly the next town), for those who moved."""
    moved = rng.random(len(village)) < rate
    step = rng.integers(1, 60, len(village)) * rng.choice([-1, 1], len(village))
    return np.where(moved, (village + step) % len(places.villages), village)


def people(rng: Rng, places: Places, children: int, minority: float = 0.015) -> People:
    """Everybody. `minority`: share of families whose names carry a middle dot."""
    family, rank = _families(rng, children)
    birth, twin = _births(rng, family, rank)
    count = int(family.max()) + 1
    home = np.sort(draw(rng, village_weights(rng, places), count))
    surname = names.family_surnames(rng, home, places.town_county[places.village_town])
    male = rng.random(children) < 0.535
    name = _child_names(rng, family, male, birth, twin, surname)
    mother = names.adults(rng, "mother", names.any_surname(rng, count), 0.22)
    by_mother = rng.random(count) < 0.03
    full = np.strings.add(
        np.where(by_mother, np.strings.slice(mother, 0, 1), surname)[family], name
    ).astype("U16")
    dotted = rng.random(count) < minority
    full[dotted[family]] = names.minority(rng, int(dotted[family].sum()))
    father = names.adults(rng, "father", surname, 0.2).astype("U8")
    father[dotted] = names.minority(rng, int(dotted.sum()))
    return _assemble(rng, places, family, birth, twin, male, full, surname, (father, mother), home)


def _assemble(
    rng: Rng,
    places: Places,
    family: Rows,
    birth: Rows,
    twin: Rows,
    male: names.Bools,
    full: Text,
    surname: Text,
    parents: tuple[Text, Text],
    home: Rows,
) -> People:
    size, count, village = len(family), len(surname), home[family]
    born = np.where((rng.random(count) < 0.1)[family], rng.integers(0, 40, count)[family], 0)
    number = _numbers(rng, places, birth, born, male, twin, village)
    (elder, elder_is), former = _elders(rng, surname), _formers(rng, full)
    school, other = _schools(rng, places, village, birth)
    elder_number, father_number = _grown(rng, count)
    return People(
        family=family,
        name=full,
        former=former,
        male=male,
        birth=birth,
        number=number,
        second=_seconds(rng, number, birth, 0.0008),
        father=parents[0][family],
        mother=parents[1][family],
        elder=elder[family],
        elder_is=elder_is[family],
        elder_number=elder_number[family],
        father_number=father_number[family],
        phones=(phones(rng, count)[family], phones(rng, count)[family], phones(rng, count)[family]),
        village=village,
        old_village=_elsewhere(rng, places, home, 0.06)[family],
        school=school,
        former_school=other,
        left_behind=(rng.random(count) < 0.3)[family] & (rng.random(size) < 0.97),
        twin=twin,
    )


def _numbers(
    rng: Rng, places: Places, birth: Rows, born: Rows, male: names.Bools, twin: Rows, village: Rows
) -> Text:
    """身份证号 of all children: `born` shifts the county of those first registered elsewhere."""
    county = places.town_county[places.village_town[village]].astype(np.int64)
    division = identity.DIVISION + (county + born) % 40
    date = identity.ymd(birth)
    sequence = identity.sequences(rng, division * 10**8 + date, male, twin)
    return identity.numbers(division, date, sequence)


def _schools(rng: Rng, places: Places, village: Rows, birth: Rows) -> tuple[I32, I32]:
    """学校 of each child and the one it may have left; -1 below school age."""
    stage = _stage(rng, TODAY - birth)
    now = schools_of(places, rng, village, stage)
    then = schools_of(places, rng, village, stage, away=0.9)
    none = np.full(len(village), -1)
    return (
        np.where(stage < 0, none, now).astype(np.int32),
        np.where(stage < 0, none, then).astype(np.int32),
    )


def _grown(rng: Rng, count: int) -> tuple[Text, Text]:
    """Numbers of the grandparents and of the fathers."""
    return adult_numbers(rng, count, 50, 78), adult_numbers(rng, count, 24, 48)


def _elders(rng: Rng, surname: Text) -> tuple[Text, Text]:
    """隔代照料人: grandfather of the father's line bears the surname, the others need not."""
    kind = rng.choice(4, len(surname), p=[0.42, 0.36, 0.08, 0.14])
    own = np.where(kind == 0, surname, names.any_surname(rng, len(surname)))
    label = np.array(["祖父", "祖母", "外祖父", "外祖母"])
    called = np.where(
        (kind == 0) | (kind == 2),
        names.adults(rng, "grandfather", own, 0.0),
        names.adults(rng, "grandmother", own, 0.0),
    )
    return called, label[kind]


def _formers(rng: Rng, full: Text) -> Text:
    """曾用名: an earlier name for one child in forty, same surname, other given name."""
    rows = np.flatnonzero(rng.random(len(full)) < 0.025)
    out = np.full(len(full), "", full.dtype)
    donor = rng.permutation(rows)
    surname = np.strings.slice(full[rows], 0, 1)
    out[rows] = np.strings.add(surname, np.strings.slice(full[donor], 1, 3))
    return np.where(out == full, "", out)


def _stage(rng: Rng, age: Rows) -> I32:
    """学段: -1 none, 0 kindergarten, 1 primary, 2 junior."""
    years = age / 365.25
    stage = np.select([years < 2.8, years < 6.2, years < 12.3], [-1, 0, 1], 2)
    stays = (rng.random(len(age)) < np.where(stage == 0, 0.93, 0.99)) & (years < 16.6)
    return np.where(stays, stage, -1).astype(np.int32)


def land(rng: Rng, places: Places, children: int, minority: float = 0.015) -> Land:
    """A land with so many children."""
    return Land(places, people(rng, places, children, minority))
