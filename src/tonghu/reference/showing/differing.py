"""两地不同: the differences of two profiles by part, and as a text narrows them."""

from __future__ import annotations

from dataclasses import dataclass

from tonghu.policy.explain.compare import Difference

ALL = "all"


@dataclass(frozen=True, slots=True)
class Differing:
    """不同之处."""

    every: tuple[Difference, ...]
    part: str
    text: str

    @property
    def found(self) -> tuple[Difference, ...]:
        """Those that hold the text."""
        return tuple(one for one in self.every if not self.text or self._holds(one))

    @property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """Sections with how many differences of each."""
        counts: dict[str, int] = {}
        for one in self.found:
            counts[one.section] = counts.get(one.section, 0) + 1
        return tuple(counts.items())

    @property
    def open_part(self) -> str:
        """The section shown: the one asked for, else the first; all of them while searching."""
        names = [name for name, _ in self.parts]
        if self.part == ALL or (self.text and self.part not in names):
            return ALL
        return self.part if self.part in names else names[0] if names else ALL

    @property
    def rows(self) -> tuple[Difference, ...]:
        """What is shown."""
        if self.open_part == ALL:
            return self.found
        return tuple(one for one in self.found if one.section == self.open_part)

    def _holds(self, one: Difference) -> bool:
        texts = (one.label, one.section, one.left.text, one.right.text)
        return any(self.text in text for text in texts)
