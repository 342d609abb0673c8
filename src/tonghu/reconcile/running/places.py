"""落到哪里: names as rosters write them → divisions and units of the directory."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from tonghu.reconcile.engine.canonical.others import town_stem, village_stem
from tonghu.reconcile.running.orders import PlaceRef, UnitRef

TOWN, ALL = 9, 12  # digits of a code that name the town; the whole code
_NOISE = re.compile(r"[\s()（）\[\]【】·.\-—]")


def plain(text: str) -> str:
    """A unit's name without blanks and brackets, as names are compared."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text))


def town_of(division: str) -> str:
    """The town a division lies in, "" for a county or above."""
    head = division[:TOWN]
    return "" if head.endswith("000") else head + "000"


def common(divisions: Iterable[str], county: str) -> str:
    """The lowest division that holds all of these: one town, or the county."""
    found = {town_of(one) for one in divisions}
    return found.pop() if len(found) == 1 and "" not in found else county


class Directory:
    """名录: the county's towns, villages and units, asked by name."""

    def __init__(self, places: tuple[PlaceRef, ...], units: tuple[UnitRef, ...]) -> None:
        self._places, self._units = places, units
        self.by_id = {unit.id: unit for unit in units}

    @cached_property
    def names(self) -> dict[str, str]:
        """Name of every place by its code."""
        return {one.code: one.name for one in self._places}

    @cached_property
    def _towns(self) -> dict[str, str]:
        return {town_stem(one.name): one.code for one in self._places if one.town}

    @cached_property
    def _villages(self) -> dict[tuple[str, str], str]:
        return {
            (one.code[:TOWN], village_stem(one.name)): one.code
            for one in self._places
            if not one.town
        }

    @cached_property
    def _named(self) -> dict[str, list[UnitRef]]:
        found: dict[str, list[UnitRef]] = defaultdict(list)
        for unit in self._units:
            for name in {plain(one) for one in (unit.name, *unit.names)}:
                found[name].append(unit)
        return found

    @cached_property
    def _committees(self) -> dict[str, UnitRef]:
        return {unit.division: unit for unit in self._units if unit.kind == "village_committee"}

    @cached_property
    def _governments(self) -> dict[str, UnitRef]:
        return {unit.division: unit for unit in self._units if unit.kind == "town_government"}

    def town(self, name: str) -> str:
        """Code of a town by its name, "" when there is none of this name."""
        return self._towns.get(town_stem(name), "") if name else ""

    def village(self, town: str, name: str) -> str:
        """Code of a village of a town, "" when there is none of this name."""
        return self._villages.get((town[:TOWN], village_stem(name)), "") if town and name else ""

    def unit(self, name: str, town: str = "") -> UnitRef | None:
        """The unit of a name; of several, the one in this town; None where it stays open."""
        found = self._named.get(plain(name), []) if name else []
        if len(found) > 1 and town:
            found = [unit for unit in found if town_of(unit.division) == town] or found
        return found[0] if len({unit.id for unit in found}) == 1 else None

    def finder(self, division: str) -> UnitRef | None:
        """Who looks for a child there: the village's committee, else the town's government."""
        town = town_of(division)
        return self._committees.get(division) or self._governments.get(town)

    def desk(self, unit: UnitRef | None, fallback: str) -> str:
        """From where a unit's rows are seen: a committee's from its village, others' from the town.

        A school that stands in a village is not the village's: nobody there may see its questions.
        """
        if unit is None:
            return fallback
        if unit.kind == "village_committee":
            return unit.division
        return town_of(unit.division) or unit.division

    def place(self, code: str) -> str:
        """大东坝镇蔡宅村."""
        town = town_of(code)
        own = self.names.get(code, "")
        return own if not town or code == town else self.names.get(town, "") + own
