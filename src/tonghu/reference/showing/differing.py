"""两地不同: the differences of two profiles by part, and as a text narrows them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tonghu.policy.explain.compare import Difference, Side

ALL = "all"
# A row of a list is told by field and value; read aloud it is shorter.
_SPOKEN = (
    (re.compile(r"原因：([^；]+)；持续满多久："), r"\1满"),
    (re.compile(r"^原因：", re.MULTILINE), ""),
    (re.compile(r"；按已持续的时间（不写即是），还是按决定的期限："), "，"),
    (re.compile(r"；残疾等级：([\d、]+)"), r"\1级"),
    (re.compile(r"；残疾类别（不写为全部）："), "，限"),
    (re.compile(r"^代码：[^；]+；名称：", re.MULTILINE), ""),
)


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
        found = self.found
        if self.open_part != ALL:
            found = tuple(one for one in found if one.section == self.open_part)
        return tuple(
            replace(one, left=_aloud(one.left), right=_aloud(one.right)) for one in found
        )  # fmt: skip

    def _holds(self, one: Difference) -> bool:
        texts = (one.label, one.section, one.left.text, one.right.text)
        return any(self.text in text for text in texts)


def _aloud(side: Side) -> Side:
    text = side.text
    for pattern, words in _SPOKEN:
        text = pattern.sub(words, text)
    return replace(side, text=text)
