"""制度页怎么摆: contents at the left, which unit is open, which are found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tonghu.policy.profile import Profile
from tonghu.reference.reading.duties import UnitDuties
from tonghu.reference.reading.marks import Chip
from tonghu.reference.reading.page import ProfilePage
from tonghu.ui.shapes import TocItem

NATION = "cn"
FEW = 5  # units shown at first: a page of the telephone must be light


@dataclass(frozen=True, slots=True)
class Shown:
    """The page as one viewer sees it."""

    page: ProfilePage
    own_function: str  # of the viewer's unit: its duties stand open
    find: str
    unit: str
    more: str = ""  # the part that is shown whole; what few people read is left out until asked

    def context(self, mine: Profile) -> dict[str, Any]:
        """What the template gets."""
        return {
            "profile": self.page, "toc": self.toc(), "example": self._example(),
            "units": self.units(), "open_unit": self.open_unit(), "find_text": self.find,
            "rest": self._rest(),
            "asked_unit": bool(self.unit), "more": self.more,
            "compare_to": self._compare_to(mine),
        }  # fmt: skip

    def toc(self) -> tuple[TocItem, ...]:
        """目录."""
        found = self.page
        main = [one for one in found.who if one.main]
        items = [
            TocItem(
                f"谁算{one.name}",
                "#who" if one is main[0] else f"#who-{one.scheme}",
                current=one is main[0],
            )
            for one in main
        ]
        count = len(found.units) if found.duties else found.members
        return (
            *items,
            TocItem("什么时候办什么", "#when"),
            TocItem("谁要报告危险", "#report"),
            TocItem("联席会议", "#conference"),
            TocItem("各单位职责", "#units", note=str(found.members or count or "")),
            TocItem("待核", "#doubts", note=str(found.doubts.count or ""), tone="warn"),
            TocItem("依据的文件", "#papers"),
        )

    def units(self) -> tuple[UnitDuties, ...]:
        """All, or those that the text in 找单位 names."""
        if self.find:
            return tuple(one for one in self.page.units if one.called(self.find))
        if self.more in ("units", "all") or not self.page.members:
            return self.page.units
        members = [one for one in self.page.units if one.is_member]
        first = {one.code for one in members[:FEW]} | {self.open_unit()}
        if len(members) <= FEW + 2:
            first |= {one.code for one in members}
        return tuple(one for one in self.page.units if one.code in first)

    def _rest(self) -> tuple[int, int]:
        """How many members and how many other bodies are not shown yet."""
        if self.find:
            return 0, 0
        hidden = set(self.page.units) - set(self.units())
        members = sum(one.is_member for one in hidden)
        return members, len(hidden) - members

    def open_unit(self) -> str:
        """The one asked for, else the only one found, else the viewer's own."""
        if self.unit:
            return self.unit
        if not self.find:
            return self.own_function
        found = [one for one in self.page.units if one.called(self.find)]
        return found[0].code if len(found) == 1 else ""

    def _compare_to(self, mine: Profile) -> tuple[str, str] | None:
        """The viewer's own place; from there, the nation."""
        if mine.code != self.page.code:
            return mine.code, mine.name
        return None if self.page.code == NATION else (NATION, "国家")

    def _example(self) -> Chip | None:
        """A clause of the page, to say what the chips are."""
        rows = (*(one.mark for one in self.page.when), *(one.mark for one in self.page.reporting))
        return next(
            (
                chip
                for one in rows
                if one.own
                for chip in one.chips
                if chip.at and len(chip.short) < 9
            ),
            None,
        )
