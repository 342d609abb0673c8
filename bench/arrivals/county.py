"""一个县的名册: towns of the real county, invented people, about eighty files."""

from __future__ import annotations

import csv
import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from bench.arrivals import senders
from bench.arrivals.books import write
from bench.generator.make import make_land, make_roster
from bench.generator.places import Places, Town, build
from bench.generator.writing import write_pairs, write_truth

ROWS_PER_CHILD = 2.1  # police all, schools nearly all, survey the left-behind
DOTTED = {"dali": 0.06}  # share of families whose names carry a middle dot


def places(towns: list[Town]) -> Places:
    """The county's tables, with as many schools as eighty files allow."""
    return build(towns, senders.MARK, senders.limit(len(towns)))


def files(
    folder: Path, towns: list[Town], profile: str, rows: int, seed: int
) -> Iterator[tuple[int, int, Path]]:
    """Write everything into folder/rosters; truth, pairs and senders beside it; yields progress."""
    where = places(towns)
    land = make_land(round(rows / ROWS_PER_CHILD), seed, where, DOTTED.get(profile, 0.003))
    xls = importlib.util.find_spec("xlwt") is not None
    rng = np.random.default_rng([seed, 9])
    makers: tuple[tuple[str, Callable[..., list[senders.Sender]]], ...] = (
        ("survey", senders.surveys),
        ("school", senders.schools),
        ("police", senders.stations),
    )
    all_of_them: list[senders.Sender] = []
    for source, make in makers:
        roster = make_roster(land, source, seed)
        all_of_them += make(rng, land, roster, towns[0].county, xls)
    tables = []
    sent: list[tuple[str, str, str, str]] = []
    for place, sender in enumerate(all_of_them):
        path, truth = write(folder / "rosters", sender)
        tables += truth
        sent.append((path.relative_to(folder).as_posix(), sender.kind, sender.unit, sender.town))
        yield place + 1, len(all_of_them), path
    _write_senders(folder, sent)
    write_truth(folder, tables)
    write_pairs(folder, land.people)


def _write_senders(folder: Path, sent: list[tuple[str, str, str, str]]) -> None:
    """Who sent which file, for whoever hands them in."""
    with (folder / "senders.csv").open("w", encoding="utf-8", newline="") as target:
        out = csv.writer(target)
        out.writerow(["file", "kind", "unit", "town"])
        out.writerows(sent)
