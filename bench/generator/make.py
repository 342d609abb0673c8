"""Makes a land, its three rosters and their files from one seed."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bench.generator import writing
from bench.generator.faults.table import spoil
from bench.generator.places import Places, invent
from bench.generator.population import Land, land
from bench.generator.roster import SOURCES, Roster, clean
from bench.generator.scenarios import SCENARIOS


def make_land(
    children: int, seed: int, places: Places | None = None, dotted: float = 0.015
) -> Land:
    """The truth: people and places; the places are invented unless given."""
    rng = np.random.default_rng([seed, 0])
    return land(rng, places or invent(rng, children), children, dotted)


def make_roster(truth: Land, source: str, seed: int) -> Roster:
    """One roster with its faults; its random numbers do not depend on the other rosters."""
    rng = np.random.default_rng([seed, 1 + SOURCES.index(source)])
    roster = clean(rng, truth, source)
    spoil(rng, truth, roster)
    return roster


def write(folder: Path, children: int, seed: int, scenario: str = "plain") -> list[Path]:
    """Write the rosters, truth.csv and pairs.csv into the folder; returns the roster files."""
    folder.mkdir(parents=True, exist_ok=True)
    truth = make_land(children, seed)
    paths, tables = [], []
    if scenario == "plain":  # one roster at a time: a third of the memory
        for source in SOURCES:
            part = writing.whole(make_roster(truth, source, seed))
            paths.append(writing.write_part(folder, part))
            tables.append(writing.truth_table(part))
    else:
        rosters = {source: make_roster(truth, source, seed) for source in SOURCES}
        for part in SCENARIOS[scenario].files(truth, rosters):
            paths.append(writing.write_part(folder, part))
            tables.append(writing.truth_table(part))
    writing.write_truth(folder, tables)
    writing.write_pairs(folder, truth.people)
    return paths
