"""数怎么说: a figure in words, against the quarter before, and what stands out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tonghu.core.suppression import Audience, Shown, said

NONE = "没有数"


def figure(cut: Shown | None, whole: Shown | None, unit: str, reader: Audience) -> str:
    """1,204人, 96%（1,156/1,204）, 少于5, 没有数."""
    if cut is None:
        return NONE
    if cut.n is None:
        return said(cut, reader.floor)
    if whole is not None and whole.n:
        return f"{percent(cut.n, whole.n)}（{cut.n:,}/{whole.n:,}）"
    return f"{cut.n:,}{unit}"


def percent(part: int, whole: int) -> str:
    """96%; one place where it would otherwise be rounded to all or nothing."""
    if not whole:
        return "—"
    share = 100 * part / whole
    near = part not in (0, whole) and (share > 99.4 or share < 0.6)
    return f"{share:.1f}%" if near else f"{share:.0f}%"


def against(now: Shown | None, then: Shown | None, unit: str = "", since: str = "上季度") -> str:
    """比上季度多12人; what cannot be said is said so."""
    if now is None or then is None:
        return f"{since}没有数，不能比"
    if now.n is None or then.n is None:
        return f"同{since}的差不公布"
    if now.n == then.n:
        return f"同{since}一样"
    word = "多" if now.n > then.n else "少"
    return f"比{since}{word}{abs(now.n - then.n):,}{unit}"


@dataclass(frozen=True, slots=True)
class Moved:
    """一个地方的增减: closing, how much it changed, and for which reasons."""

    name: str
    before: int
    now: int
    reasons: tuple[tuple[str, int], ...] = ()

    @property
    def change(self) -> int:
        """More is positive."""
        return self.now - self.before


def most_moved(places: Iterable[Moved]) -> Moved | None:
    """The place that changed most, by number of children; nobody where nothing changed."""
    found = max(places, key=lambda one: abs(one.change), default=None)
    return found if found and found.change else None


def moved_said(moved: Moved, whole: int) -> str:
    """大东坝镇多了12人，占全县增减的一半以上，主要是新发现9人."""
    word = "多了" if moved.change > 0 else "少了"
    told = f"{moved.name}{word}{abs(moved.change):,}人，是变动最大的"
    same = [(label, n) for label, n in moved.reasons if n]
    if whole and abs(moved.change) * 2 > abs(whole) and moved.change * whole > 0:
        told += "，占全部增减的一半以上"
    if same:
        told += f"，主要是{same[0][0]}{same[0][1]:,}人"
    return told


def number(cut: Shown | None, floor: int) -> str:
    """A cell as text, — where nothing was read."""
    return "—" if cut is None else said(cut, floor)
