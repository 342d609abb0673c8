"""差错率表: how often each roster has each kind of fault, and how they are applied.

A record gets at most one fault of each group. A rate is the share of records the fault is tried
on; kinds marked `conditional` only take where they can (a sibling exists, the name has a dot …).
The rates follow shared/linkage.md §1 and shared/domain.md §4.3; none was set by looking at a matcher.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bench.generator.faults import birth, family, name, number, place
from bench.generator.population import Land
from bench.generator.roster import SOURCES, Roster
from bench.generator.text import Mask, Rng, Rows

Change = Callable[[Roster, Land, Rows, Rng], Mask]


@dataclass(frozen=True, slots=True)
class Fault:
    """差错种类: what it is called, what it does, and its rate in survey, school, police."""

    code: str
    group: str
    change: Change
    rates: tuple[float, float, float]
    conditional: bool = False


FAULTS: tuple[Fault, ...] = (
    Fault("id_missing", "id", number.missing, (0.070, 0.026, 0.004)),
    Fault("id_digit", "id", number.digit, (0.028, 0.010, 0.0015)),
    Fault("id_swap", "id", number.swap, (0.013, 0.004, 0.0005), conditional=True),
    Fault("id_scientific", "id", number.scientific, (0.022, 0.009, 0.0)),
    Fault("id_rounded", "id", number.rounded, (0.020, 0.008, 0.0005)),
    Fault("id_guardian", "id", number.guardian, (0.014, 0.004, 0.0004)),
    Fault("id_sibling", "id", number.sibling, (0.003, 0.001, 0.0001), conditional=True),
    Fault("id_short", "id", number.short, (0.008, 0.003, 0.0005)),
    Fault("id_doubled", "id", number.doubled, (0.003, 0.001, 0.0002)),
    Fault("id_student_number", "id_form", number.student_number, (0.0, 0.012, 0.0)),
    Fault("id_lower_x", "id_form", number.lower_x, (0.30, 0.20, 0.08), conditional=True),
    Fault("id_full_width", "id_form", number.full_width, (0.006, 0.002, 0.0005)),
    Fault("id_spaced", "id_form", number.spaced, (0.018, 0.008, 0.002), conditional=True),
    Fault("name_homophone", "name", name.homophone, (0.030, 0.010, 0.003)),
    Fault("name_near_sound", "name", name.near_sound, (0.004, 0.001, 0.0003), conditional=True),
    Fault("name_lookalike", "name", name.lookalike, (0.010, 0.005, 0.0025), conditional=True),
    Fault("name_variant", "name", name.variant, (0.006, 0.004, 0.007), conditional=True),
    Fault("name_pinyin", "name", name.pinyin, (0.001, 0.0005, 0.0), conditional=True),
    Fault("name_nickname", "name", name.nickname, (0.008, 0.0005, 0.0), conditional=True),
    Fault("name_surname", "name", name.surname, (0.004, 0.003, 0.002), conditional=True),
    Fault("name_dropped", "name", name.dropped, (0.004, 0.002, 0.0005), conditional=True),
    Fault("name_turned", "name", name.turned, (0.002, 0.001, 0.0003), conditional=True),
    Fault("name_former", "name_was", name.former, (0.30, 0.15, 0.04), conditional=True),
    Fault("name_rare", "name_rare", name.rare, (0.35, 0.25, 0.12), conditional=True),
    Fault("name_dot", "name_dot", name.dot, (0.50, 0.40, 0.20), conditional=True),
    Fault("name_spaced", "name_form", name.spaced, (0.045, 0.035, 0.006)),
    Fault("name_remark", "name_form", name.remark, (0.003, 0.002, 0.0005)),
    Fault("birth_lunar", "birth", birth.lunar, (0.045, 0.012, 0.002)),
    Fault("birth_swapped", "birth", birth.swapped, (0.014, 0.006, 0.001), conditional=True),
    Fault("birth_slip", "birth", birth.slip, (0.012, 0.006, 0.001), conditional=True),
    Fault("birth_year_only", "birth", birth.year_only, (0.010, 0.002, 0.0)),
    Fault("birth_month_only", "birth", birth.month_only, (0.012, 0.008, 0.0)),
    Fault("birth_missing", "birth", birth.missing, (0.020, 0.012, 0.001)),
    Fault("sex_wrong", "sex", family.sex_wrong, (0.006, 0.004, 0.001)),
    Fault("sex_missing", "sex", family.sex_missing, (0.010, 0.005, 0.001)),
    Fault("father_missing", "father", family.father_missing, (0.060, 0.060, 0.110)),
    Fault("father_misspelt", "father", family.father_misspelt, (0.030, 0.018, 0.006)),
    Fault("father_other", "father", family.father_other, (0.010, 0.012, 0.008)),
    Fault("mother_missing", "mother", family.mother_missing, (0.070, 0.080, 0.150)),
    Fault("mother_misspelt", "mother", family.mother_misspelt, (0.030, 0.018, 0.006)),
    Fault("mother_other", "mother", family.mother_other, (0.012, 0.012, 0.008)),
    Fault("parents_swapped", "parents", family.parents_swapped, (0.004, 0.003, 0.001)),
    Fault("guardian_missing", "guardian", family.guardian_missing, (0.050, 0.120, 0.020)),
    Fault("guardian_misspelt", "guardian", family.guardian_misspelt, (0.030, 0.020, 0.006)),
    Fault("phone_missing", "phone", family.phone_missing, (0.100, 0.060, 0.300)),
    Fault("phone_changed", "phone", family.phone_changed, (0.090, 0.070, 0.150)),
    Fault("phone_digit", "phone", family.phone_digit, (0.015, 0.010, 0.008)),
    Fault("phone_shared", "phone", family.phone_shared, (0.010, 0.010, 0.0)),
    Fault("phone_dashed", "phone", family.phone_dashed, (0.010, 0.008, 0.002)),
    Fault("town_alias", "town", place.town_alias, (0.090, 0.160, 0.050)),
    Fault("town_missing", "town", place.town_missing, (0.010, 0.040, 0.002)),
    Fault("village_alias", "village", place.village_alias, (0.110, 0.180, 0.070)),
    Fault("village_missing", "village", place.village_missing, (0.010, 0.060, 0.005)),
    Fault("village_neighbour", "village", place.village_neighbour, (0.010, 0.015, 0.004)),
    Fault("school_alias", "school", place.school_alias, (0.080, 0.0, 0.0), conditional=True),
    Fault("school_missing", "school", place.school_missing, (0.100, 0.0, 0.0), conditional=True),
)
FORMAT_RATE = {"survey": 0.12, "school": 0.14, "police": 0.03}
# Noted, not applied by the table; "scenario" is set by scenarios.py on the records it strikes.
ROSTER_CODES = ("birth_format", "moved", "repeated", "second_number", "scenario")
CODES: tuple[str, ...] = (*(fault.code for fault in FAULTS), *ROSTER_CODES)
BIT = {code: 1 << place for place, code in enumerate(CODES)}


def _groups() -> dict[str, list[Fault]]:
    out: dict[str, list[Fault]] = {}
    for fault in FAULTS:
        out.setdefault(fault.group, []).append(fault)
    return out


def _family(group: str) -> int:
    """All bits of the cell a group works on: id and id_form share one."""
    cell = group.split("_")[0]
    return sum(BIT[fault.code] for fault in FAULTS if fault.group.split("_")[0] == cell)


def spoil(rng: Rng, land: Land, roster: Roster, again: bool = False) -> None:
    """Apply the whole table in place; `again`: to the cells of a spoilt roster still faultless."""
    column = SOURCES.index(roster.source)
    for group, faults in _groups().items():
        luck, edge = rng.random(len(roster)), 0.0
        if again:
            luck[roster.faults & _family(group) > 0] = 1.0
        for fault in faults:
            rate = fault.rates[column]
            rows = np.flatnonzero((luck >= edge) & (luck < edge + rate))
            edge += rate
            if len(rows):
                done = fault.change(roster, land, rows, rng)
                roster.faults[rows[done]] |= BIT[fault.code]
    style, odd = birth.styles(rng, roster.source, len(roster), FORMAT_RATE[roster.source])
    roster.columns["birth"] = birth.render(roster, style)
    roster.faults[odd & (roster.ymd > 0)] |= BIT["birth_format"]
    _note(land, roster)


def _note(land: Land, roster: Roster) -> None:
    """What lies in the roster itself: moved, entered twice, under the second number."""
    people = land.people
    roster.faults[roster.village != people.village[roster.child]] |= BIT["moved"]
    order = np.argsort(roster.child, kind="stable")
    same = roster.child[order][1:] == roster.child[order][:-1]
    roster.faults[order[1:][same]] |= BIT["repeated"]
    second = people.second[roster.child]
    roster.faults[(second != "") & (roster.columns["number"] == second)] |= BIT["second_number"]


def describe(masks: np.ndarray[tuple[int], np.dtype[np.int64]]) -> list[str]:
    """Fault sets as text: codes joined by |."""
    return ["|".join(code for code in CODES if BIT[code] & int(mask)) for mask in masks]
