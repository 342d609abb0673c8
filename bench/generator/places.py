"""行政区划与学校: a county-like tree of towns and villages, invented or given."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np

from bench.generator.text import Rng, Rows
from bench.generator.words import I32, Text, pools


@dataclass(frozen=True, slots=True)
class Places:
    """County, town and village tables; each village knows its town, each town its county."""

    counties: Text
    towns: Text
    town_county: I32
    villages: Text  # full names
    village_town: I32
    schools: Text
    school_town: I32
    school_stage: I32  # 0 kindergarten, 1 primary, 2 junior


@dataclass(frozen=True, slots=True)
class Town:
    """乡镇街道 as the caller knows it: full name, its county and its villages."""

    name: str
    county: str
    villages: tuple[str, ...]


_STAGES = (("幼儿园", 0), ("中心幼儿园", 0), ("中心小学", 1), ("第二小学", 1), ("初级中学", 2))
_ORDER = (_STAGES[2], _STAGES[1], _STAGES[4], _STAGES[0], _STAGES[3])  # what a small town keeps


def short(name: str) -> str:
    """Name without its kind: 古市镇 → 古市."""
    for tail in ("街道", "镇", "乡", "社区居委会", "社区", "村委会", "村"):
        if name.endswith(tail) and len(name) > len(tail) + 1:
            return name[: -len(tail)]
    return name


def build(towns: list[Town], mark: str = "", schools_each: int = 5) -> Places:
    """The tables of given towns; `mark` follows each school's name (（演示） in a real county).

    With fewer than three schools a town, those who miss a stage go to school in the county seat.
    """
    counties = sorted({town.county for town in towns})
    villages = [(v, i) for i, town in enumerate(towns) for v in town.villages]
    schools = [
        (f"{short(town.name)}{kind}{mark}", i, stage)
        for i, town in enumerate(towns)
        for kind, stage in (_STAGES if i == 0 else _ORDER[:schools_each])
    ]
    return Places(
        np.array(counties),
        np.array([town.name for town in towns]),
        np.array([counties.index(town.county) for town in towns], np.int32),
        np.array([v for v, _ in villages]),
        np.array([i for _, i in villages], np.int32),
        np.array([name for name, _, _ in schools]),
        np.array([i for _, i, _ in schools], np.int32),
        np.array([stage for _, _, stage in schools], np.int32),
    )


def _combine(rng: Rng, first: str, second: str) -> list[str]:
    words = sorted({a + b for a, b in product(pools()[first], pools()[second]) if a != b})
    return [words[i] for i in rng.permutation(len(words))]


def invent(rng: Rng, children: int) -> Places:
    """An invented land: about 30,000 children a county, 1,500 a town, 8 to 20 villages a town."""
    counties = [name + "县" for name in _combine(rng, "county_first", "county_second")]
    names = _combine(rng, "town_first", "town_second")
    villages = _combine(rng, "village_first", "village_second")
    towns = []
    for i in range(max(3, round(children / 1500))):
        kind = ("镇", "乡", "镇", "街道", "乡")[i % 5]
        take = rng.choice(len(villages), int(rng.integers(8, 21)), replace=False)
        towns.append(
            Town(
                names[i] + kind, counties[i // 20], tuple(villages[j] + "村" for j in sorted(take))
            )
        )
    return build(towns)


def village_weights(rng: Rng, places: Places) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """How many live where: villages differ by a factor of ten."""
    return np.exp(rng.normal(0, 0.7, len(places.villages)))


def schools_of(places: Places, rng: Rng, village: Rows, stage: I32, away: float = 0.12) -> I32:
    """学校: one of the right stage in the village's town, for some in another town of the land."""
    table = np.full((len(places.towns), 3, 2), -1, np.int32)
    for school, (town, kind) in enumerate(
        zip(places.school_town, places.school_stage, strict=True)
    ):
        slot = 0 if table[town, kind, 0] < 0 else 1
        table[town, kind, slot] = school
    table[:, :, 0] = np.where(table[:, :, 0] < 0, table[0, :, 0], table[:, :, 0])
    table[:, :, 1] = np.where(table[:, :, 1] < 0, table[:, :, 0], table[:, :, 1])
    town = places.village_town[village].astype(np.int64)
    leaves = rng.random(len(town)) < away
    near = np.minimum(town // 20 * 20 + rng.integers(0, 20, len(town)), len(places.towns) - 1)
    town = np.where(leaves, near, town)
    which = (rng.random(len(town)) < 0.4).astype(np.int64)
    out: I32 = table[town, np.maximum(stage, 0), which]
    return out
