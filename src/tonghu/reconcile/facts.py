"""事实符合定义: a record without a flag whose parents' workplaces satisfy the profile's definition.

Design §4, Rosters: 疑似漏报 is raised where a source flags the child or its facts satisfy the
definition. The two cells become facts, `registry.rules` decides. What a cell does not say for
certain stays unknown, and an unknown raises no question.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from tonghu.directory.divisions import NATION, divisions
from tonghu.directory.places import Places
from tonghu.policy import Profile
from tonghu.policy.definitions.words import PARENT_LABELS, ParentStatus
from tonghu.policy.explain.spoken import citation
from tonghu.reconcile.engine.fields import KINDS, Field, Kind
from tonghu.reconcile.engine.result import Result
from tonghu.reconcile.report.terms import ByFacts
from tonghu.reconcile.workplaces import Workplaces
from tonghu.registry.rules import Birth, ChildFacts, Reason, verdict
from tonghu.registry.rules.age import below
from tonghu.registry.rules.facts import Home, ParentFacts, Place, Residence
from tonghu.registry.rules.moment import Moment
from tonghu.registry.states import Answer

I64 = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
SCHEME = "left_behind"
_EPOCH = date(1970, 1, 1)
_UNKNOWN_DAY = int(np.iinfo(np.int32).min)
_SURVEY, _POLICE = KINDS.index(Kind.SURVEY), KINDS.index(Kind.POLICE)
_SILENT = -1
_PARENTS = {"father": "父亲", "mother": "母亲"}
_ASKED = "请上门核实后补登，或者写明原因"


def by_facts(result: Result, profile: Profile, as_of: date) -> ByFacts | None:
    """Which unflagged records of schools and stations satisfy the definition, and why."""
    raw = result.records.raw
    if Field.FATHER_PLACE not in raw and Field.MOTHER_PLACE not in raw:
        return None
    judge = Judge(profile, as_of)
    return _decided(result, judge) if judge.county else None


def _decided(result: Result, judge: Judge) -> ByFacts:
    records = result.records
    asked = np.flatnonzero(
        (records.kind != _SURVEY) & (records.left_behind == _SILENT) & _young(result, judge)
    )
    father, fathers = _cells(result, Field.FATHER_PLACE, asked, judge)
    mother, mothers = _cells(result, Field.MOTHER_PLACE, asked, judge)
    domiciled = np.zeros(len(result.entity_ids), np.bool_)  # 户籍名册上有的，户籍在本地
    domiciled[records.entity[records.kind == _POLICE]] = True
    at_home = domiciled[records.entity[asked]]
    key = ((father * len(mothers) + mother) * 2 + at_home) * len(KINDS) + records.kind[asked]
    kinds, which = np.unique(key, return_inverse=True)
    said = [_said(int(one), fathers, mothers, judge) for one in kinds]
    words = ("", *sorted(set(said) - {""}))
    number = {word: at for at, word in enumerate(words)}
    sentence = np.zeros(len(records.kind), np.int32)
    sentence[asked] = np.array([number[word] for word in said], np.int32)[which]
    return ByFacts(sentence, words)


def _said(key: int, fathers: list[str], mothers: list[str], judge: Judge) -> str:
    key, kind = divmod(key, len(KINDS))
    key, at_home = divmod(key, 2)
    father, mother = divmod(key, len(mothers))
    why = judge.why(fathers[father], mothers[mother], bool(at_home))
    return f"{KINDS[kind].label}写明{why}，民政摸底里没有。{_ASKED}" if why else ""


def _cells(result: Result, field: Field, records: I64, judge: Judge) -> tuple[I64, list[str]]:
    """The cells of some records as numbers; one text stands for all that say the same fact."""
    column = result.records.raw.get(field)
    if column is None:
        return np.zeros(len(records), np.int64), [""]
    taken = pc.take(column, pa.array(records))
    if isinstance(taken, pa.ChunkedArray):
        taken = taken.combine_chunks()
    encoded = pc.fill_null(taken, "").dictionary_encode()
    alike: dict[ParentFacts, int] = {}
    texts: list[str] = []
    number = []
    for text in encoded.dictionary.to_pylist():
        said = judge.workplaces.read(text)
        if said not in alike:
            alike[said] = len(texts)
            texts.append(text)
        number.append(alike[said])
    return np.array(number, np.int64)[np.asarray(encoded.indices)], texts or [""]


def _young(result: Result, judge: Judge) -> Flags:
    """Whose date of birth is known and below the definition's age, decided once a day of birth."""
    days, which = np.unique(result.records.birth, return_inverse=True)
    young = np.array([day != _UNKNOWN_DAY and judge.young(int(day)) for day in days], np.bool_)
    return np.asarray(young[which] if len(days) else np.zeros(0, np.bool_), np.bool_)


@dataclass
class Judge:
    """认定: one profile's definition on one day, asked once for each pair of parents' facts."""

    profile: Profile
    as_of: date
    known: dict[tuple[ParentFacts, ParentFacts, bool], str] = field(default_factory=dict)

    @property
    def county(self) -> str:
        """The profile's own division; the national profiles have none."""
        return self.profile.sheet.profile.division

    def young(self, day: int) -> bool:
        """Whether a child born on this day of 1970 counting is below the definition's age."""
        definitions, birth = self.profile.definitions, Birth.on(_EPOCH + timedelta(days=day))
        found = below(birth, definitions.left_behind.age, definitions.birthday, Moment(self.as_of))
        return found.answer is Answer.YES

    @cached_property
    def workplaces(self) -> Workplaces:
        """How cells are read here."""
        beyond = self.profile.definitions.left_behind.away.beyond
        places = Places(divisions(), self.county or NATION)
        return Workplaces(places, Place(code=self.county), beyond, self.as_of)

    def why(self, father: str, mother: str, domiciled: bool) -> str:
        """The facts and the clause by which a young child counts; empty where it does not."""
        facts = self.workplaces.read(father), self.workplaces.read(mother)
        key = (*facts, domiciled)
        if key not in self.known:
            self.known[key] = self._why(*facts, domiciled)
        return self.known[key]

    def _why(self, father: ParentFacts, mother: ParentFacts, domiciled: bool) -> str:
        here = Place(code=self.county)
        child = ChildFacts(
            birth=Birth.on(self.as_of),  # 是否到龄已另行判断
            hukou=Home(place=here if domiciled else None),
            residences=(Residence(place=here, seen=self.as_of),),  # 在本地就读或者登记
            father=father,
            mother=mother,
        )
        found = verdict(child, self.profile.definitions, SCHEME, self.as_of)
        if found.counts is not Answer.YES:
            return ""
        about = [reason for reason in found.reasons if reason.fact.split(".")[0] in _PARENTS]
        clauses = dict.fromkeys(citation(self.profile, reason.basis) for reason in about)
        spoken = "，".join(dict.fromkeys(_spoken(reason) for reason in about))
        return f"{spoken}，符合留守儿童的规定（{'；'.join(clauses)}）"


def _spoken(reason: Reason) -> str:
    """The fact in words; of a status only that it holds, for the roster tells no date."""
    parent, status = reason.fact.split(".")[:2]
    if status == ParentStatus.AWAY.value:
        return reason.sentence
    return f"{_PARENTS[parent]}{PARENT_LABELS[ParentStatus(status)]}"
