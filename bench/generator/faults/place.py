"""地名与校名差错: the same town, village or school written in several ways, or not at all."""

from __future__ import annotations

import numpy as np

from bench.generator.places import short
from bench.generator.population import Land
from bench.generator.roster import Roster
from bench.generator.text import Mask, Rng, Rows, each
from bench.generator.words import Text


def _put(roster: Roster, column: str, rows: Rows, values: Text) -> Mask:
    changed: Mask = roster.columns[column][rows] != values
    roster.columns[column][rows] = values
    return changed


def town_alias(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """乡镇异写: without its kind, with the county before it, or as the government of the town."""
    town, county = roster.columns["town"][rows], roster.columns["county"][rows]
    kind = rng.choice(3, len(rows), p=[0.55, 0.25, 0.2])
    full = np.strings.add(county, town)
    office = np.strings.add(town, "政府")
    return _put(
        roster, "town", rows, np.select([kind == 0, kind == 1], [each(town, short), full], office)
    )


def town_missing(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """乡镇未填."""
    return _put(roster, "town", rows, np.full(len(rows), ""))


def village_alias(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """村名异写: 村委会, 行政村, without 村, or with the group number."""
    bare = each(roster.columns["village"][rows], short)
    tails = np.array(["", "村委会", "行政村", "村3组", "社区"])
    which = rng.choice(5, len(rows), p=[0.4, 0.3, 0.15, 0.1, 0.05])
    return _put(roster, "village", rows, np.strings.add(bare, tails[which]))


def village_missing(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """村未填."""
    return _put(roster, "village", rows, np.full(len(rows), ""))


def village_neighbour(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """填成邻村."""
    other = (roster.village[rows] + 1) % len(land.places.villages)
    return _put(roster, "village", rows, land.places.villages[other])


def school_alias(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """校名异写: 中心校, 一小, 初中."""
    pairs = (
        ("中心小学", "中心校"),
        ("第二小学", "二小"),
        ("初级中学", "中学"),
        ("中心幼儿园", "中心幼"),
    )

    def shorten(value: str) -> str:
        for long, brief in pairs:
            value = value.replace(long, brief)
        return value

    return _put(roster, "school", rows, each(roster.columns["school"][rows], shorten))


def school_missing(roster: Roster, land: Land, rows: Rows, rng: Rng) -> Mask:
    """学校未填."""
    return _put(roster, "school", rows, np.full(len(rows), ""))
