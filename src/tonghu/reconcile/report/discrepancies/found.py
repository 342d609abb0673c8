"""差异清单: finds all cases of a result and shows them as questions to units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.result import Result, SenderFault
from tonghu.reconcile.report import cells
from tonghu.reconcile.report.children import Children, children_of
from tonghu.reconcile.report.discrepancies import conflicts, numbers, rosters
from tonghu.reconcile.report.discrepancies.cases import Book, Cases
from tonghu.reconcile.report.discrepancies.kinds import KINDS_OF_DISCREPANCY, DiscrepancyKind
from tonghu.reconcile.report.terms import Terms

I64 = npt.NDArray[np.int64]
_MISSING = KINDS_OF_DISCREPANCY.index(DiscrepancyKind.MISSING_FROM_SURVEY)
_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """一问: one question to one unit. `records[0]` is its own (of a 疑似漏报: the source's)."""

    kind: DiscrepancyKind
    case: str  # 编号, the same for all questions about one matter
    town: str
    owner: str
    records: tuple[int, ...]
    sentence: str  # never another unit's value


@dataclass(frozen=True, slots=True)
class Discrepancies:
    """All discrepancies of one result. Cheap to count, lazy to read."""

    result: Result
    terms: Terms
    children: Children
    cases: Cases

    @property
    def faults(self) -> tuple[SenderFault, ...]:
        """名册系统性差错, whole files rather than rows."""
        return self.result.faults

    def count_cases(self) -> dict[DiscrepancyKind, int]:
        """项: cases of every kind, zeros included."""
        counts = np.bincount(self.cases.kind, minlength=len(KINDS_OF_DISCREPANCY))
        found = {kind: int(counts[at]) for at, kind in enumerate(KINDS_OF_DISCREPANCY)}
        found[DiscrepancyKind.SENDER_FAULT] = len(self.faults)
        return found

    def count_questions(self) -> dict[DiscrepancyKind, int]:
        """问: questions to units of every kind."""
        cases = self.cases
        kinds = cases.kind[cases.case_of_member[cases.questions]]
        counts = np.bincount(kinds, minlength=len(KINDS_OF_DISCREPANCY))
        found = {kind: int(counts[at]) for at, kind in enumerate(KINDS_OF_DISCREPANCY)}
        found[DiscrepancyKind.SENDER_FAULT] = len(self.faults)
        return found

    def count_by_town(self) -> dict[str, dict[DiscrepancyKind, int]]:
        """Cases of every kind, by the town that answers; faults by their sender's town."""
        cases, width = self.cases, len(KINDS_OF_DISCREPANCY)
        spread = (cases.town.astype(np.int64) + 1) * width + cases.kind
        table = np.bincount(spread, minlength=(len(self.result.towns) + 1) * width)
        out: dict[str, dict[DiscrepancyKind, int]] = {}
        for town, row in enumerate(table.reshape(-1, width)):
            if row.any():
                name = cells.town_name(self.result, town - 1)
                out[name] = {kind: int(row[at]) for at, kind in enumerate(KINDS_OF_DISCREPANCY)}
        for fault in self.faults:
            empty = dict.fromkeys(KINDS_OF_DISCREPANCY, 0)
            out.setdefault(self._fault_town(fault), empty)[DiscrepancyKind.SENDER_FAULT] += 1
        return out

    def count_by_owner(self) -> Counter[tuple[str, str, DiscrepancyKind]]:
        """Questions by (town, unit, kind); a name alone is not enough, two towns may share it."""
        counts = Counter((item.town, item.owner, item.kind) for item in self)
        return counts

    def of_kind(self, kind: DiscrepancyKind) -> Iterator[Discrepancy]:
        """Questions of one kind, in order."""
        if kind is DiscrepancyKind.SENDER_FAULT:
            yield from self._fault_items()
            return
        cases = self.cases
        places = cases.questions
        wanted = cases.kind[cases.case_of_member[places]] == KINDS_OF_DISCREPANCY.index(kind)
        yield from self._items(places[wanted])

    def __iter__(self) -> Iterator[Discrepancy]:
        yield from self._items(self.cases.questions)
        yield from self._fault_items()

    def __len__(self) -> int:
        return len(self.cases.questions) + len(self.faults)

    def question_towns(self) -> npt.NDArray[np.int32]:
        """Town that answers each question: the record's own; of a 疑似漏报 the child's."""
        cases, records = self.cases, self.result.records
        own = records.town[cases.member]
        child = self.children.town[records.entity[cases.member]]
        missing = cases.kind[cases.case_of_member] == _MISSING
        return np.where(missing | (own < 0), child, own)[cases.questions]

    def owners(self, members: I64, missing: npt.NDArray[np.bool_]) -> list[str]:
        """责任单位 of asked records; a child missing from the survey is the village's to find."""
        names = cells.units(self.result, members, self.terms)
        lost = np.flatnonzero(missing)
        children = self.result.records.entity[members[lost]]
        towns = self.children.town[children]
        for at, village, town in zip(lost, self._villages(children), towns, strict=True):
            name = self.result.towns[town] if town >= 0 else ""
            names[at] = cells.place_name(name, village) or "县民政"
        return names

    def _villages(self, children: npt.NDArray[np.integer]) -> list[str]:
        """The village of each child, from whichever of its records names one."""
        groups = [self.children.members(int(child)) for child in children]
        flat = np.concatenate([*groups, np.zeros(0, np.int64)])
        words = iter(cells.texts(self.result, Field.VILLAGE, flat))
        return [max((next(words) for _ in group), key=bool) for group in groups]

    def _items(self, places: I64) -> Iterator[Discrepancy]:
        cases = self.cases
        town_of = np.full(len(cases.member), -1, np.int32)
        town_of[cases.questions] = self.question_towns()
        case_of = cases.case_of_member
        for begin in range(0, len(places), _CHUNK):
            some = places[begin : begin + _CHUNK]
            owners = self.owners(cases.member[some], cases.kind[case_of[some]] == _MISSING)
            for place, owner in zip(some, owners, strict=True):
                yield self._item(int(place), int(case_of[place]), int(town_of[place]), owner)

    def _item(self, place: int, case: int, town: int, owner: str) -> Discrepancy:
        cases = self.cases
        own = int(cases.member[place])
        others = [int(m) for m in cases.member[cases.start[case] : cases.start[case + 1]]]
        return Discrepancy(
            kind=KINDS_OF_DISCREPANCY[cases.kind[case]],
            case=cases.name(case),
            town=cells.town_name(self.result, town),
            owner=owner,
            records=(own, *(m for m in others if m != own)),
            sentence=cases.sentences[cases.sentence[place]],
        )

    def _fault_town(self, fault: SenderFault) -> str:
        return cells.file_of(self.result, fault).town or cells.COUNTY_WIDE

    def _fault_items(self) -> Iterator[Discrepancy]:
        mark = DiscrepancyKind.SENDER_FAULT.facts.mark
        for number, fault in enumerate(self.faults, 1):
            file = cells.file_of(self.result, fault)
            yield Discrepancy(
                kind=DiscrepancyKind.SENDER_FAULT,
                case=f"{mark}-{number:04d}",
                town=self._fault_town(fault),
                owner=fault.scope or file.sender or file.path.name,
                records=(),
                sentence=fault.text,
            )


def find(result: Result, terms: Terms, children: Children | None = None) -> Discrepancies:
    """Every discrepancy of `result`, by the answers of the profile in `terms`."""
    children = children or children_of(result)
    book = Book(result.records.town)
    with ThreadPoolExecutor(1) as beside:  # the longest of them on the other core
        conflicting = beside.submit(conflicts.field_conflicts, result, children)
        borrowed = numbers.same_number(result, children)
        blocks = [
            rosters.missing_from_survey(result, children, terms),
            borrowed,
            numbers.double_hukou(result, children),
            rosters.repeats(result, children),
            numbers.likely_repeats(result, children),
            rosters.over_age(result, children, terms),
            rosters.survey_only(result, children, terms),
        ]
        last = numbers.unreadable(result, children, borrowed)
        blocks += [conflicting.result(), last]
    for block in blocks:
        book.add(block)
    return Discrepancies(result, terms, children, book.close())
