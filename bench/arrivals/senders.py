"""送表单位: who sends a file, and which rows of which roster stand in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bench.arrivals.layouts import Layout, choose
from bench.generator.places import short
from bench.generator.population import Land
from bench.generator.roster import Roster
from bench.generator.text import Rng, Rows

MARK = "（演示）"


@dataclass(frozen=True, slots=True)
class Sender:
    """One file: its unit, title, rows (by sheet) and layout."""

    kind: str
    unit: str
    title: str
    file: str  # without ending
    town: str  # where it sits
    roster: Roster
    sheets: tuple[tuple[str, Rows], ...]  # sheet name, rows of `roster` in order
    layout: Layout


def _town_of(land: Land, roster: Roster) -> Rows:
    return land.places.village_town[roster.village].astype(np.int64)


def surveys(rng: Rng, land: Land, roster: Roster, county: str, xls: bool) -> list[Sender]:
    """民政: each town sends its survey, left-behind children only, some with a sheet per village."""
    flagged = roster.take(np.flatnonzero(roster.columns["left_behind"] == "是"))
    town, out = _town_of(land, flagged), []
    for place in range(len(land.places.towns)):
        own = flagged.take(np.flatnonzero(town == place))
        if not len(own):
            continue
        name = str(land.places.towns[place])
        layout = choose(rng, "survey", place, xls)
        by_village = layout.format == "xlsx" and place % 4 == 1
        out.append(
            Sender(
                "survey",
                f"{name}人民政府{MARK}",
                f"{county}{name}农村留守儿童摸底排查花名册",
                f"{name}留守儿童摸底花名册",
                name,
                own,
                _villages(land, own) if by_village else (("Sheet1", np.arange(len(own))),),
                layout,
            )
        )
    return out


def _villages(land: Land, roster: Roster) -> tuple[tuple[str, Rows], ...]:
    found = np.unique(roster.village)
    names: dict[str, list[int]] = {}
    for village in found:
        names.setdefault(str(land.places.villages[village])[:31], []).append(int(village))
    return tuple(
        (name, np.flatnonzero(np.isin(roster.village, villages)))
        for name, villages in names.items()
    )


def stations(rng: Rng, land: Land, roster: Roster, county: str, xls: bool) -> list[Sender]:
    """公安: a station serves two towns and sends all children of its household register."""
    station, out = _town_of(land, roster) // 2, []
    for place in range((len(land.places.towns) + 1) // 2):
        own = roster.take(np.flatnonzero(station == place))
        if not len(own):
            continue
        name = f"{short(str(land.places.towns[place * 2]))}派出所{MARK}"
        out.append(
            Sender(
                "police",
                name,
                f"{name}辖区未成年人户籍名册",
                f"{name}户籍名册",
                str(land.places.towns[place * 2]),
                own,
                (("常住人口" if place % 2 else "Sheet1", np.arange(len(own))),),
                choose(rng, "police", place, xls),
            )
        )
    return out


def schools(rng: Rng, land: Land, roster: Roster, county: str, xls: bool) -> list[Sender]:
    """教育: each school and kindergarten; every fifth sends only those it calls left-behind."""
    out = []
    for place, school in enumerate(np.unique(roster.school[roster.school >= 0])):
        own = roster.take(np.flatnonzero(roster.school == school))
        name = str(land.places.schools[school])
        flagged = place % 5 == 3
        if flagged:
            own = own.take(np.flatnonzero(own.columns["left_behind"] == "是"))
        if not len(own):
            continue
        layout = choose(rng, "school", place, xls)
        what = "留守儿童名册" if flagged else "在校学生名册"
        by_grade = layout.format == "xlsx" and not flagged and place % 6 == 1
        out.append(
            Sender(
                "school",
                name,
                f"{name}2026学年第一学期{what}",
                f"{name}{what}",
                str(land.places.towns[land.places.school_town[school]]),
                own,
                _grades(own) if by_grade else (("Sheet1", np.arange(len(own))),),
                layout,
            )
        )
    return out


def _grades(roster: Roster) -> tuple[tuple[str, Rows], ...]:
    grade = roster.columns["grade"]
    return tuple((str(g) or "未分班", np.flatnonzero(grade == g)) for g in np.unique(grade))


def limit(towns: int, files: int = 80) -> int:
    """How many schools a town may have so that the county sends about `files` files."""
    return max(1, min(5, round((files - 1.5 * towns) / towns)))
