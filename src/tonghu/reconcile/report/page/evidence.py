"""认定的依据: how sure links are on average, and a few of them taken apart in words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tonghu.reconcile.engine.fields import KINDS, Field
from tonghu.reconcile.engine.result import Link, Part, Result
from tonghu.reconcile.report import cells
from tonghu.reconcile.report.agreement import facts_linked
from tonghu.reconcile.report.discrepancies import Discrepancies
from tonghu.reconcile.report.mask import mask_name, mask_number
from tonghu.reconcile.report.review import part_label

I64 = npt.NDArray[np.int64]
_SAMPLE = 200
_EXAMPLES = 3
_TRIED = 24
_FULL_BAR = 12.0  # points that fill the bar


@dataclass(frozen=True, slots=True)
class Score:
    """Mean score of links that no number holds, and of how many it was taken."""

    mean: float
    sampled: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """One named part of a score."""

    label: str
    text: str
    width: float  # of the bar, 0..100
    points: float


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two records, masked."""

    roster: str
    unit: str
    name: str
    birth: str
    number: str


@dataclass(frozen=True, slots=True)
class Example:
    """One link, explained."""

    sides: tuple[Side, Side]
    confidence: float
    score: float
    speaks_for: tuple[Evidence, ...]
    speaks_against: tuple[Evidence, ...]


def mean_score(found: Discrepancies) -> Score | None:
    """平均得分 over an even sample of the records that facts, not numbers, hold in their child."""
    chosen = facts_linked(found.result, found.children)
    if not len(chosen):
        return None
    picked = chosen[np.unique(np.linspace(0, len(chosen) - 1, _SAMPLE).astype(np.int64))]
    scores = [found.result.link(int(record)).score for record in picked]
    return Score(float(np.mean(scores)), len(scores))


def examples(found: Discrepancies) -> list[Example]:
    """Up to three ordinary links a reader can check, each with other reasons than the last."""
    chosen = facts_linked(found.result, found.children)
    if not len(chosen):
        return []
    # Least sure first: the lowest quarter is under review and no example of how links are made.
    begin = len(chosen) // 4
    tried = chosen[np.unique(np.linspace(begin, len(chosen) - 1, _TRIED).astype(np.int64))]
    out: list[Example] = []
    seen: set[tuple[str, ...]] = set()
    for record in tried.tolist():
        link = found.result.link(record)
        kinds = tuple(sorted(part.text for part in link.parts))
        if link.other < 0 or kinds in seen:
            continue
        seen.add(kinds)
        out.append(_example(found, link))
        if len(out) == _EXAMPLES:
            break
    return out


def _example(found: Discrepancies, link: Link) -> Example:
    result = found.result
    ordered = sorted(link.parts, key=lambda part: -abs(part.points))
    first, second = _sides(found, [link.record, link.other])
    return Example(
        (first, second),
        float(result.records.confidence[link.record]),
        link.score,
        tuple(_evidence(part) for part in ordered if part.points > 0),
        tuple(_evidence(part) for part in ordered if part.points < 0),
    )


def _evidence(part: Part) -> Evidence:
    width = min(abs(part.points) / _FULL_BAR, 1.0) * 100
    return Evidence(part_label(part.code), part.text, round(max(width, 3.0), 1), part.points)


def _sides(found: Discrepancies, records: list[int]) -> list[Side]:
    result: Result = found.result
    names = cells.texts(result, Field.NAME, records)
    numbers = cells.texts(result, Field.ID_NUMBER, records)
    units = cells.units(result, records, found.terms)
    return [
        Side(
            KINDS[result.records.kind[record]].label,
            unit,
            mask_name(name),
            cells.birth_text(int(result.records.birth[record]))[:7] or "没有填",
            mask_number(number) or "没有填",
        )
        for record, unit, name, number in zip(records, units, names, numbers, strict=True)
    ]
