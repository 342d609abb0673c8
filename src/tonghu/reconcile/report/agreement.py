"""三份名册对得上多少: set agreement by town, and how sure one can be of 不重不漏 (D-086, D-422)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from tonghu.reconcile.engine.canonical.text import mix
from tonghu.reconcile.engine.fields import KINDS, Field
from tonghu.reconcile.engine.result import Result
from tonghu.reconcile.report import cells
from tonghu.reconcile.report.children import GOOD, SCHOOL, SURVEY, Children
from tonghu.reconcile.report.discrepancies.rosters import past_age
from tonghu.reconcile.report.terms import Terms

I64 = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class TownAgreement:
    """One town (or the whole): how many children stand on which rosters."""

    town: str
    all_three: int
    two: int
    survey_only: int
    school_only: int
    police_only: int
    in_survey: int  # children in the register
    survey_records: int  # records of those children in the register

    @property
    def children(self) -> int:
        """名册合并后的人数: the union of the rosters."""
        return self.all_three + self.two + self.survey_only + self.school_only + self.police_only

    @property
    def coverage(self) -> float:
        """覆盖率: in the register ÷ union of the rosters (D-422)."""
        return self.in_survey / self.children if self.children else 0.0

    @property
    def repeated(self) -> int:
        """Records of the register beyond one per child."""
        return self.survey_records - self.in_survey

    @property
    def repeat_rate(self) -> float:
        """重复率: superfluous records ÷ records of the register (D-422)."""
        return self.repeated / self.survey_records if self.survey_records else 0.0


@dataclass(frozen=True, slots=True)
class Combination:
    """One row of the set picture: on these rosters and no other."""

    on: tuple[bool, bool, bool]
    children: int
    explained: int  # silence is no question: not of school age, town not covered, age past

    @property
    def open(self) -> int:
        """Children whose absence somewhere is unexplained."""
        return self.children - self.explained


@dataclass(frozen=True, slots=True)
class Method:
    """怎样认定: one way records were tied to their child."""

    code: str
    label: str
    records: int
    confidence: float  # mean; nan where there is nothing to be sure of


def by_town(result: Result, children: Children) -> list[TownAgreement]:
    """Towns in their order, the unknown last; towns without a child are left out."""
    listed = children.listed
    pattern = children.present @ np.array([1, 2, 4])
    town = np.where(children.town < 0, len(result.towns), children.town)
    counts = np.zeros((len(result.towns) + 1, 8), np.int64)
    np.add.at(counts, (town[listed], pattern[listed]), 1)
    records = np.bincount(
        town[listed], weights=children.rows[listed, SURVEY], minlength=len(counts)
    ).astype(np.int64)
    out = []
    for at, row in enumerate(counts):
        if row.any():
            name = result.towns[at] if at < len(result.towns) else cells.COUNTY_WIDE
            out.append(_agreement(name, row, int(records[at])))
    return out


def _agreement(town: str, row: I64, records: int) -> TownAgreement:
    return TownAgreement(
        town=town,
        all_three=int(row[7]),
        two=int(row[3] + row[5] + row[6]),
        survey_only=int(row[1]),
        school_only=int(row[2]),
        police_only=int(row[4]),
        in_survey=int(row[1] + row[3] + row[5] + row[7]),
        survey_records=records,
    )


def whole(towns: list[TownAgreement], name: str = "合计") -> TownAgreement:
    """The sum of towns."""
    return TownAgreement(
        name,
        sum(t.all_three for t in towns),
        sum(t.two for t in towns),
        sum(t.survey_only for t in towns),
        sum(t.school_only for t in towns),
        sum(t.police_only for t in towns),
        sum(t.in_survey for t in towns),
        sum(t.survey_records for t in towns),
    )


def combinations(children: Children, terms: Terms) -> list[Combination]:
    """The seven ways to stand on three rosters, with what needs no question taken apart."""
    young = (children.birth != cells.UNKNOWN_DAY) & (children.birth > terms.school_born_before)
    excused = np.stack([~children.covered(kind) for kind in range(len(KINDS))], axis=1)
    excused[:, SCHOOL] |= young
    excused[:, SURVEY] |= past_age(children, terms)
    answered = children.present | excused
    # Without the survey only its silence is the question: that is what 疑似漏报 asks.
    explained = np.where(children.present[:, SURVEY], answered.all(axis=1), answered[:, SURVEY])
    pattern = children.present @ np.array([1, 2, 4])
    out = []
    for code in (7, 3, 5, 1, 6, 2, 4):
        here = children.listed & (pattern == code)
        if code == 7 or here.any():
            on = (bool(code & 1), bool(code & 2), bool(code & 4))
            out.append(Combination(on, int(here.sum()), int((here & explained).sum())))
    return out


def methods(result: Result, children: Children) -> list[Method]:
    """How each record came to its child: by number, by facts, or alone."""
    records = result.records
    alone = np.diff(children.start)[records.entity] == 1
    good = np.flatnonzero((records.id_state == GOOD) & ~alone)
    key = mix(records.entity[good].astype(np.int64), _number_codes(result, good))
    order = np.argsort(key)
    twice = np.flatnonzero(key[order][1:] == key[order][:-1])
    by_number = np.zeros(len(records.kind), np.bool_)
    by_number[good[order[twice]]] = by_number[good[order[twice + 1]]] = True
    rest = ~alone & ~by_number
    return [
        _method(result, "number", "证件号相同，其他各项不矛盾", by_number),
        _method(result, "facts", "证件号缺或不可用，靠姓名、出生日期、父母等合起来认定", rest),
        _method(result, "alone", "只在一处出现，没有可对的", alone),
    ]


def facts_linked(result: Result, children: Children) -> I64:
    """Records without a usable number that facts hold in their child, least sure first."""
    records = result.records
    size = np.diff(children.start)[records.entity]
    chosen = np.flatnonzero((size > 1) & (records.id_state != GOOD))
    return chosen[np.argsort(records.confidence[chosen], kind="stable")]


def _method(result: Result, code: str, label: str, chosen: npt.NDArray[np.bool_]) -> Method:
    count = int(chosen.sum())
    mean = float(result.records.confidence[chosen].mean()) if count and code != "alone" else np.nan
    return Method(code, label, count, mean)


def _number_codes(result: Result, chosen: I64) -> I64:
    known = result.records.codes.get(Field.ID_NUMBER)
    if known is not None:
        return known[chosen]
    raw = result.records.raw.get(Field.ID_NUMBER)
    if raw is None or not len(chosen):
        return np.zeros(len(chosen), np.int64)
    plain = pc.utf8_upper(pc.utf8_normalize(pc.take(raw, pa.array(chosen)), "NFKC"))
    plain = pc.replace_substring_regex(plain, pattern=r"\s", replacement="")
    return cells.cell_codes(plain)
