"""读一格: the cells of a page by what they are called; links only for those who may open them."""

from __future__ import annotations

from dataclasses import dataclass

from tonghu.core.indicators import indicator
from tonghu.core.suppression import BESIDE, Shown, said
from tonghu.statistics.queries.dashboard import Dashboard
from tonghu.statistics.queries.grid import DAILY
from tonghu.statistics.rules.periods import before, words


@dataclass(frozen=True, slots=True)
class Read:
    """一页的读法."""

    found: Dashboard

    @property
    def floor(self) -> int:
        """The smallest number this reader sees."""
        return self.found.audience.floor

    @property
    def last(self) -> str:
        """With which quarter the page compares."""
        if self.found.now == DAILY:
            return self.found.quarter
        return before(self.found.now)

    @property
    def since(self) -> str:
        """上季度末, by name."""
        return f"{words(self.last)}末" if self.last else "上季度"

    @property
    def tiles_as_of(self) -> str:
        """Of which day the tiles are."""
        period = self.tiles_period
        return f"{words(period)}末的数" if period else "同上面一天的数"

    @property
    def tiles_period(self) -> str:
        """Villages are kept of quarters only."""
        from tonghu.directory.divisions import Level

        return self.found.quarter if self.found.level is Level.TOWN else self.found.now

    def now(self, code: str, key: str) -> Shown | None:
        """The place's own cell, now."""
        return self.found.own.read(self.found.now, self.found.place, code, key)

    def then(self, code: str, key: str) -> Shown | None:
        """The same of the quarter it is compared with."""
        if not self.last:
            return None
        return self.found.own.read(self.last, self.found.place, code, key)

    def at(self, period: str, code: str, key: str) -> Shown | None:
        """The same of any quarter."""
        return self.found.own.read(period, self.found.place, code, key) if period else None

    def part(self, division: str, code: str, key: str, period: str | None = None) -> Shown | None:
        """A division below; None where nothing of this kind is told of it."""
        when = self.found.now if period is None else period
        cells = self.found.parts
        found = cells.cells.get((when, division, code, key))
        if found is not None:
            return found
        return cells.read(when, division, code, key) if cells.told(when, code) else None

    def share(
        self, code: str, base: str, period: str, division: str = ""
    ) -> tuple[Shown | None, Shown | None]:
        """The first part and the whole; nothing where nothing was counted."""
        one = indicator(code)
        cuts = [
            self.part(division, code, f"{base}|{part}", period)
            if division
            else self.found.own.read(period, self.found.place, code, f"{base}|{part}")
            for part, _ in one.parts
        ]
        if any(cut is None for cut in cuts):
            return None, None
        known = [cut for cut in cuts if cut is not None]
        if any(cut.hidden for cut in known):
            return BESIDE, BESIDE
        whole = sum(cut.n or 0 for cut in known)
        return (known[0], Shown(whole)) if whole else (None, None)

    def value(self, cut: Shown | None) -> int | str:
        """As a figure shows it."""
        if cut is None:
            return "—"
        return said(cut, self.floor) if cut.n is None else cut.n

    def words(self, cut: Shown | None, unit: str) -> str:
        """In a sentence."""
        if cut is None:
            return "还没有数"
        return f"{said(cut, self.floor)}{unit if cut.n is not None else ''}"

    def list_of(self, base: str, cut: Shown | None, place: str = "") -> str:
        """The list behind a number of children, for those who may open it."""
        if not self.found.drills or cut is None or not cut.n or self.found.now != DAILY:
            return ""
        scheme = "" if base == "register" else f"&scheme={base}"
        return f"/children/?place={place or self.found.place}{scheme}"
