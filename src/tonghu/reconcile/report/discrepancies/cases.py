"""差异事项: columnar store of cases; objects are made only for the rows somebody looks at.

A *case* (一项) is one matter: some records, of which one or more are *asked*, each of them one
*question* (一问) to the unit the record came from. The county sees the whole case; a unit sees
the record of its own that is asked, and the sentence, which never tells another unit's value.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from tonghu.reconcile.report.discrepancies.kinds import KINDS_OF_DISCREPANCY, DiscrepancyKind

I64 = npt.NDArray[np.int64]
I32 = npt.NDArray[np.int32]
I8 = npt.NDArray[np.int8]
Flags = npt.NDArray[np.bool_]
Scalar = TypeVar("Scalar", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Cases:
    """Case i holds members start[i]:start[i+1]; `sentence` is 0 (none) where not asked."""

    kind: I8
    town: I32  # town that answers, -1 unknown
    start: I64
    member: I64  # record numbers
    asked: Flags  # per member
    sentence: I32  # per member, index into `sentences`
    sentences: tuple[str, ...]
    number: I32  # running number within its kind, from 1

    def __len__(self) -> int:
        return len(self.kind)

    @property
    def case_of_member(self) -> I64:
        """The case of every member."""
        return np.repeat(np.arange(len(self)), np.diff(self.start))

    @property
    def questions(self) -> I64:
        """Places (in `member`) of the asked records, case by case."""
        return np.flatnonzero(self.asked)

    def name(self, case: int) -> str:
        """编号: 漏-0001."""
        mark = KINDS_OF_DISCREPANCY[self.kind[case]].facts.mark
        return f"{mark}-{self.number[case]:04d}"


@dataclass(slots=True)
class Block:
    """Cases of one kind as one finder hands them over."""

    kind: DiscrepancyKind
    member: I64
    size: I64  # members per case
    asked: Flags
    sentence: list[str] | I32  # per member; or one index per member into `words`
    words: tuple[str, ...] = ()


@dataclass(slots=True)
class Book:
    """Collects blocks, numbers them by kind and town, and freezes them."""

    towns_of_records: I32
    blocks: list[Block] = field(default_factory=list)
    _words: dict[str, int] = field(default_factory=lambda: {"": 0})

    def add(self, block: Block) -> None:
        """Take one block; empty ones are dropped."""
        if len(block.size):
            self.blocks.append(block)

    def close(self) -> Cases:
        """All cases, ordered by kind, town and first record."""
        kind = _joined(
            [np.full(len(b.size), _number(b.kind), np.int8) for b in self.blocks], np.int8
        )
        size = _joined([b.size for b in self.blocks], np.int64)
        member = _joined([b.member for b in self.blocks], np.int64)
        asked = _joined([b.asked for b in self.blocks], np.bool_)
        sentence = _joined([self._sentences(b) for b in self.blocks], np.int32)
        start = np.concatenate([np.zeros(1, np.int64), np.cumsum(size)])
        town = self._towns(member, asked, start)
        order = np.lexsort((member[start[:-1]], np.where(town < 0, 1 << 30, town), kind))
        place = _spans(start[:-1][order], size[order])
        return Cases(
            kind=kind[order],
            town=town[order],
            start=np.concatenate([np.zeros(1, np.int64), np.cumsum(size[order])]),
            member=member[place],
            asked=asked[place],
            sentence=sentence[place],
            sentences=tuple(self._words),
            number=_running(kind[order]),
        )

    def _sentences(self, block: Block) -> I32:
        if isinstance(block.sentence, list):
            found = [self._words.setdefault(text, len(self._words)) for text in block.sentence]
            return np.array(found, np.int32)
        known = [self._words.setdefault(text, len(self._words)) for text in block.words]
        return np.array(known, np.int32)[block.sentence]

    def _towns(self, member: I64, asked: Flags, start: I64) -> I32:
        """A case belongs to the town of its first asked record that names one."""
        if not len(start) - 1:
            return np.zeros(0, np.int32)
        town = self.towns_of_records[member].astype(np.int64)
        rank = np.where(asked & (town >= 0), np.arange(len(member)), len(member))
        first = np.minimum.reduceat(rank, start[:-1])
        known = first < len(member)
        return np.where(known, town[np.minimum(first, len(member) - 1)], -1).astype(np.int32)


def _number(kind: DiscrepancyKind) -> int:
    return KINDS_OF_DISCREPANCY.index(kind)


def _joined(parts: list[npt.NDArray[Scalar]], dtype: type[Scalar]) -> npt.NDArray[Scalar]:
    return np.concatenate(parts) if parts else np.zeros(0, dtype)


def _spans(begin: I64, size: I64) -> I64:
    """Concatenated ranges begin[i] … begin[i]+size[i]."""
    total = np.cumsum(size)
    shift = np.repeat(begin - (total - size), size)
    place: I64 = np.arange(int(total[-1]) if len(total) else 0) + shift
    return place


def _running(kind: I8) -> I32:
    """1, 2, 3 … within each kind; `kind` is sorted."""
    first = np.searchsorted(kind, kind, side="left")
    return (np.arange(len(kind)) - first + 1).astype(np.int32)
