"""清单: questions by unit, and the first rows of every kind with names and numbers masked."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import islice

from tonghu.reconcile.engine.fields import KINDS, Field
from tonghu.reconcile.report import cells
from tonghu.reconcile.report.discrepancies import Discrepancies, Discrepancy, DiscrepancyKind
from tonghu.reconcile.report.mask import mask_name, mask_number

SHOWN = 20
MOST_UNITS = 60
_VILLAGES = ("村", "社区", "村委会", "居委会")


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit and what it is asked."""

    town: str
    unit: str
    missing: int
    total: int
    words: str  # 字段不一致3，证件号不可读2


@dataclass(frozen=True, slots=True)
class UnitList:
    """Units with most to answer first; how many are not shown, and their questions."""

    rows: list[UnitRow]
    units: int
    questions: int
    left_out: int
    left_out_questions: int


@dataclass(frozen=True, slots=True)
class ListRow:
    """One masked row of a list."""

    case: str
    town: str
    owner: str
    roster: str
    name: str
    sex: str
    birth: str
    number: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Listing:
    """One kind of discrepancy with its first rows."""

    kind: DiscrepancyKind
    cases: int
    questions: int
    same: str  # the sentence, where all rows ask the same
    rows: list[ListRow]


def units_asked(found: Discrepancies) -> UnitList:
    """按责任单位: every unit that is asked something."""
    grouped: dict[tuple[str, str], Counter[DiscrepancyKind]] = defaultdict(Counter)
    for (town, unit, kind), number in found.count_by_owner().items():
        grouped[town, unit][kind] = number
    rows = [_unit(town, unit, counts) for (town, unit), counts in grouped.items()]
    rows.sort(key=lambda row: (-row.missing, -row.total, row.town, row.unit))
    rest = rows[MOST_UNITS:]
    return UnitList(
        rows[:MOST_UNITS],
        len(rows),
        sum(row.total for row in rows),
        len(rest),
        sum(row.total for row in rest),
    )


def _unit(town: str, unit: str, counts: Counter[DiscrepancyKind]) -> UnitRow:
    shown = unit.removeprefix(town) if unit.endswith(_VILLAGES) else unit  # town: own column
    words = "，".join(f"{kind.label}{counts[kind]:,}" for kind in DiscrepancyKind if counts[kind])
    missing = counts[DiscrepancyKind.MISSING_FROM_SURVEY]
    return UnitRow(town, shown, missing, sum(counts.values()), words)


def listings(found: Discrepancies) -> list[Listing]:
    """Every kind that found something, most urgent first, twenty rows each."""
    cases, questions = found.count_cases(), found.count_questions()
    out = []
    for kind in DiscrepancyKind:
        if kind is DiscrepancyKind.SENDER_FAULT or not cases[kind]:
            continue
        first = list(islice(found.of_kind(kind), SHOWN))
        rows = _rows(found, first)
        words = {row.sentence for row in rows}
        same = words.pop() if len(words) == 1 else ""
        out.append(Listing(kind, cases[kind], questions[kind], same, rows))
    return out


def _rows(found: Discrepancies, items: list[Discrepancy]) -> list[ListRow]:
    result = found.result
    own = [item.records[0] for item in items]
    names = cells.texts(result, Field.NAME, own)
    numbers = cells.texts(result, Field.ID_NUMBER, own)
    columns = result.records
    return [
        ListRow(
            item.case,
            item.town,
            item.owner,
            KINDS[columns.kind[at]].label,
            mask_name(name),
            cells.SEXES[columns.sex[at]],
            cells.birth_text(int(columns.birth[at]))[:7],
            mask_number(number),
            item.sentence,
        )
        for item, at, name, number in zip(items, own, names, numbers, strict=True)
    ]
