"""逐件: cases of the report, pairs left to people, and children whom nobody else knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tonghu.reconcile.engine.canonical.table import Table
from tonghu.reconcile.engine.fields import KINDS, Field, Kind
from tonghu.reconcile.engine.result import Review
from tonghu.reconcile.report import cells
from tonghu.reconcile.report.children import POLICE, SCHOOL
from tonghu.reconcile.report.discrepancies import DiscrepancyKind
from tonghu.reconcile.report.discrepancies.found import Discrepancies
from tonghu.reconcile.report.discrepancies.kinds import KINDS_OF_DISCREPANCY
from tonghu.reconcile.report.review import question as ask
from tonghu.reconcile.report.words import kinds_phrase
from tonghu.reconcile.running.assemble import Due, due_of
from tonghu.reconcile.running.children import counted
from tonghu.reconcile.running.comparing import Comparing
from tonghu.reconcile.running.evidence import Evidence
from tonghu.reconcile.running.kinds import (
    GROUP_OF,
    JUDGE,
    JUDGE_MARK,
    LISTED_WHYS,
    PAIRS,
)
from tonghu.reconcile.running.marks import pair
from tonghu.reconcile.running.material import Material
from tonghu.reconcile.running.places import common, town_of
from tonghu.reconcile.running.rows import ChildRow, FindingRow, QuestionRow, Side
from tonghu.reconcile.running.shown import who_is_shown

K = DiscrepancyKind
# 疑似漏报: the village learns who the child is and where it learns, not the line of another's roster
_OF_A_MISSED = (
    Field.NAME,
    Field.SEX,
    Field.BIRTH_DATE,
    Field.GUARDIAN_NAME,
    Field.SCHOOL,
    Field.GRADE,
    Field.CLASS,
)


@dataclass(frozen=True, slots=True)
class _Case:
    """One case of the report: kind, name, members, and what the asked ones are asked."""

    kind: DiscrepancyKind
    name: str
    members: list[int]
    sentences: list[str]  # "" where not asked


@dataclass(frozen=True, slots=True)
class _Pair:
    """What is known of two records as a pair: marks, chance, grounds, a verdict that still holds."""

    a: str
    b: str
    chance: int
    grounds: list[dict[str, object]]
    carried: str
    word: str


_NO_PAIR = _Pair("", "", 0, [], "", "")


class Findings:
    """Makes the rows of one run; `standing`: verdicts by pair of marks."""

    def __init__(self, material: Material, found: Discrepancies, table: Table) -> None:
        self.m, self.found = material, found
        self._evidence, self._comparing = Evidence(material), Comparing(material, table)
        self._counted = counted(found)
        self._standing = {(v.a, v.b): v for v in material.order.verdicts}
        self._pairs: set[frozenset[int]] = set()
        self._dues: dict[DiscrepancyKind, Due] = {}
        self.unlisted_pairs = 0

    def rows(self, children: list[ChildRow]) -> Iterator[FindingRow]:
        """All of them: the report's cases, people's pairs, the unexplained, whole rosters."""
        for case in self._cases():
            yield self._of_case(case)
        yield from self._to_judge()
        yield from self._unclear(children)
        yield from self._faults()

    def _cases(self) -> Iterator[_Case]:
        cases = self.found.cases
        for at in range(len(cases)):
            kind = KINDS_OF_DISCREPANCY[cases.kind[at]]
            if kind is K.SURVEY_ONLY:
                continue  # asked below, once the data's own reasons are known
            span = slice(int(cases.start[at]), int(cases.start[at + 1]))
            said = [
                cases.sentences[s] if asked else ""
                for s, asked in zip(cases.sentence[span], cases.asked[span], strict=True)
            ]
            yield _Case(kind, cases.name(at), [int(m) for m in cases.member[span]], said)

    def _of_case(self, case: _Case) -> FindingRow:
        towns = [self.m.town(record) for record in case.members]
        entity = int(self.m.result.records.entity[case.members[0]])
        is_pair = case.kind in PAIRS and len(case.members) > 1
        home = self.m.town_of_child(entity) or self.m.order.division
        return self._row(
            case.kind.value, case.kind, case.name, case.members,
            division=common(towns, self.m.order.division) if is_pair else home,
            sentence=next((s for s in case.sentences if s), case.kind.facts.ask),
            questions=[
                self._question(case.kind, record, sentence)
                for record, sentence in zip(case.members, case.sentences, strict=True)
                if sentence
            ],
            is_pair=is_pair,
        )  # fmt: skip

    def _row(
        self,
        detail: str,
        kind: DiscrepancyKind,
        name: str,
        members: list[int],
        *,
        division: str,
        sentence: str,
        questions: list[QuestionRow],
        is_pair: bool,
    ) -> FindingRow:
        due, entity = self._due(kind), [int(self.m.result.records.entity[r]) for r in members]
        pair_ = self._pair(members) if is_pair else _NO_PAIR
        sides = [self.m.side(record) for record in members]
        who = who_is_shown(sides, division, is_pair=is_pair, missed=kind is K.MISSING_FROM_SURVEY)
        shown = members[who.at]
        return FindingRow(
            case=name, kind=GROUP_OF[kind], detail=detail, division=division, sentence=sentence,
            name=self.m.cell(Field.NAME)[shown].strip(),
            birth=cells.birth_text(int(self.m.result.records.birth[shown])), named=who.named,
            due=due.day.isoformat(), basis=due.basis, clause=due.clause,
            children=list(dict.fromkeys(self.m.result.entity_ids[e] for e in entity)),
            sides=sides,
            rows=self._comparing.rows(members) if len(members) > 1 else [],
            alike=is_pair and self._alike(members), questions=[] if pair_.carried else questions,
            is_pair=is_pair, of_100=pair_.chance, grounds=pair_.grounds, mark_a=pair_.a, mark_b=pair_.b,
            carried=pair_.carried, word=pair_.word,
        )  # fmt: skip

    def _pair(self, members: list[int]) -> _Pair:
        one, two = members[0], members[1]
        self._pairs.add(self._key(one, two))
        a, b = pair(self.m.marks[one], self.m.marks[two])
        chance, grounds = self._evidence.of(one, two)
        known = self._standing.get((a, b))
        carried, word = (known.verdict, known.word) if known else ("", "")
        return _Pair(a, b, chance, grounds, carried, word)

    def _alike(self, members: list[int]) -> bool:
        """Name and day of birth are the same: with it a likely pair may be judged in bulk."""
        records, (a, b) = self.m.result.records, members[:2]
        names = self.m.cell(Field.NAME)
        same_day = records.birth[a] == records.birth[b] and records.birth[a] != cells.UNKNOWN_DAY
        return bool(same_day) and names[a].strip() == names[b].strip() != ""

    def _key(self, a: int, b: int) -> frozenset[int]:
        entity = self.m.result.records.entity
        one, two = int(entity[a]), int(entity[b])
        return frozenset((one, two)) if one != two else frozenset((~a, ~b))

    def _due(self, kind: DiscrepancyKind) -> Due:
        if kind not in self._dues:
            day = date.fromisoformat(self.m.order.found_on)
            self._dues[kind] = due_of(self.m.profile, kind, day)
        return self._dues[kind]

    def _question(self, kind: DiscrepancyKind, record: int, sentence: str) -> QuestionRow:
        if kind is K.MISSING_FROM_SURVEY:
            return self._to_the_village(record, sentence)
        unit = self.m.sender(record)
        town = self.m.town(record)
        file = self.m.files[self.m.sheet[record]]
        return QuestionRow(
            unit=unit.id if unit else "",
            unit_name=unit.name if unit else file.unit_name,
            division=self.m.directory.desk(unit, town or self.m.order.division),
            name=self.m.cell(Field.NAME)[record].strip(),
            sentence=sentence,
            side=self.m.side(record),
        )

    def _to_the_village(self, record: int, sentence: str) -> QuestionRow:
        entity = int(self.m.result.records.entity[record])
        town = self.m.town_of_child(entity)
        place = self.m.village_of_child(entity, town) or town
        unit = self.m.directory.finder(place)
        record = self._teller(entity, record)
        side = dict(self.m.side(record))
        told = {field.value for field in _OF_A_MISSED}
        side["fields"] = {
            name: text
            for name, text in side["fields"].items()  # type: ignore[attr-defined]
            if name in told
        }
        side["sheet"], side["row"] = "", 0
        return QuestionRow(
            unit=unit.id if unit else "",
            unit_name=unit.name if unit else self.m.directory.place(place) or "乡镇民政",
            division=self.m.directory.desk(unit, place or self.m.order.division),
            name=self.m.cell(Field.NAME)[record].strip(),
            sentence=sentence,
            side=side,
        )

    def _teller(self, entity: int, record: int) -> int:
        """The record that calls the child left-behind; a school's tells the village where to look."""
        records = self.m.result.records
        members = [int(one) for one in self.m.children.members(entity)]
        flagged = [one for one in members if records.left_behind[one] == 1] or [record]
        schools = [one for one in flagged if KINDS[self.m.kind[one]] is Kind.SCHOOL]
        return (schools or flagged)[0]

    def _to_judge(self) -> Iterator[FindingRow]:
        """Pairs the engine leaves to people; nobody else is asked until somebody is unsure."""
        number = 0
        for review in self.m.result.reviews:
            if (
                review.b < 0
                or review.why in LISTED_WHYS
                or self._key(review.a, review.b) in self._pairs
            ):
                continue
            if not self._concerns(review):
                self.unlisted_pairs += 1
                continue
            number += 1
            towns = [self.m.town(review.a), self.m.town(review.b)]
            yield self._row(
                f"{JUDGE}:{review.why.value}", K.REPEAT, f"{JUDGE_MARK}-{number:04d}", [review.a, review.b],
                division=common(towns, self.m.order.division),
                sentence=ask(self.m.result, review), questions=[], is_pair=True,
            )  # fmt: skip

    def _concerns(self, review: Review) -> bool:
        entity = self.m.result.records.entity
        return bool(self._counted[entity[review.a]] or self._counted[entity[review.b]])

    def _unclear(self, children: list[ChildRow]) -> Iterator[FindingRow]:
        """原因不明: in the survey, and nothing explains why another roster does not know the child."""
        number = {name: at for at, name in enumerate(self.m.result.entity_ids)}
        unclear = [child for child in children if child.reason == "unknown"]
        for count, child in enumerate(unclear, 1):
            entity = number[child.number]
            members = [int(r) for r in self.m.children.members(entity)]
            own = [r for r in members if KINDS[self.m.kind[r]] is Kind.SURVEY] or members
            silent = [KINDS[k] for k in (SCHOOL, POLICE) if not self.m.children.present[entity, k]]
            sentence = (
                f"{kinds_phrase(silent)}里没有找到这个孩子。"
                "请核对姓名、出生日期和证件号，并写明孩子在哪里就读、户籍在哪里"
            )
            yield self._row(
                K.SURVEY_ONLY.value, K.SURVEY_ONLY, f"{K.SURVEY_ONLY.facts.mark}-{count:04d}", own[:1],
                division=town_of(child.division) or self.m.order.division,
                sentence=sentence,
                questions=[self._question(K.SURVEY_ONLY, own[0], sentence)], is_pair=False,
            )  # fmt: skip

    def _faults(self) -> Iterator[FindingRow]:
        """名册系统性差错: asked of whoever handed the roster in."""
        due = self._due(K.SENDER_FAULT)
        for number, fault in enumerate(self.m.result.faults, 1):
            file = self.m.files[fault.file]
            home = town_of(file.division) or self.m.order.division
            side: Side = {"kind": file.kind, "hand_in": file.hand_in, "unit": file.unit,
                          "unit_name": file.unit_name, "division": file.division, "sheet": fault.scope,
                          "row": 0, "mark": "", "fields": {}}  # fmt: skip
            sentence = _without_path(fault.text, cells.file_of(self.m.result, fault).path.name)
            yield FindingRow(
                case=f"{K.SENDER_FAULT.facts.mark}-{number:04d}",
                kind=GROUP_OF[K.SENDER_FAULT], detail=K.SENDER_FAULT.value, division=home, name="", birth="", named=False,
                sentence=sentence, due=due.day.isoformat(), basis=due.basis, clause=due.clause,
                children=[], sides=[side],
                questions=[QuestionRow(file.unit, file.unit_name, file.division or home, "", sentence, side)],
            )  # fmt: skip


def _without_path(text: str, name: str) -> str:
    """Names of files in a working folder say nothing to people."""
    return text.replace(name, "这份名册")
