"""比对摘要: counts everything that page, workbook and console say."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from tonghu.reconcile.engine.fields import KINDS
from tonghu.reconcile.engine.result import ID_STATES, Result, Why
from tonghu.reconcile.report import agreement, cells
from tonghu.reconcile.report.children import POLICE, SCHOOL, SURVEY
from tonghu.reconcile.report.discrepancies import Discrepancies
from tonghu.reconcile.report.discrepancies.kinds import DiscrepancyKind
from tonghu.reconcile.report.summary.schema import (
    AgreementSummary,
    FaultSummary,
    InputSummary,
    NoticeSummary,
    ProfileSummary,
    Summary,
    TotalSummary,
)
from tonghu.reconcile.report.terms import Terms
from tonghu.reconcile.report.totals import Compared

# Reasons that already stand among the discrepancies; the others are the county's to judge.
LISTED_REASONS = frozenset({Why.SAME_NUMBER, Why.TWO_NUMBERS, Why.REPEAT})


@dataclass(frozen=True, slots=True)
class Run:
    """What the caller knows about the run itself."""

    engine_version: str = ""
    timings: Mapping[str, float] = field(default_factory=dict)


def summarise(found: Discrepancies, run: Run, compared: list[Compared] | None = None) -> Summary:
    """All counts of a result, once; page and workbook print these and count nothing themselves."""
    result, terms, children = found.result, found.terms, found.children
    towns = agreement.by_town(result, children)
    towns.append(agreement.whole(towns))
    reviews = Counter(review.why for review in result.reviews)
    to_judge = _to_judge(result)
    cases, asked = found.count_cases(), found.count_questions()
    return {
        "schema": 1,
        "engine_version": run.engine_version,
        "profile": _profile(terms),
        "inputs": _inputs(result),
        "records": _records(result),
        "records_by_town": _records_by_town(result),
        "children": len(result.entity_ids),
        "children_listed": int(children.listed.sum()),
        "to_verify": sum(cases.values()) + to_judge,
        "to_judge": to_judge,
        "agreement": [_agreement(town) for town in towns],
        "field_agreement": {
            pair: {name: round(float(share), 4) for name, share in shares.items()}
            for pair, shares in result.agreement.items()
        },
        "methods": {m.code: m.records for m in agreement.methods(result, children)},
        "id_states": _id_states(result),
        "reviews": {why.value: reviews[why] for why in Why},
        "discrepancies": {
            kind.value: {"label": kind.label, "cases": cases[kind], "questions": asked[kind]}
            for kind in DiscrepancyKind
        },
        "discrepancies_by_town": {
            town: {kind.value: n for kind, n in counts.items()}
            for town, counts in found.count_by_town().items()
        },
        "faults": _faults(result),
        "notices": _notices(result),
        "totals": [_total(c) for c in compared or []],
        "timings": {step: round(float(seconds), 3) for step, seconds in run.timings.items()},
    }


def _to_judge(result: Result) -> int:
    """Questions that are no case of the lists: one for each pair of children, or for one record."""
    entity = result.records.entity
    asked = {
        frozenset((int(entity[r.a]), int(entity[max(r.b, 0)]))) if r.b >= 0 else r.a
        for r in result.reviews
        if r.why not in LISTED_REASONS
    }
    return len(asked)


def _profile(terms: Terms) -> ProfileSummary:
    return {
        "code": terms.profile_code,
        "name": terms.profile_name,
        "version": terms.profile_version,
        "hash": terms.profile_hash,
        "under_age": terms.under_age,
        "as_of": terms.as_of.isoformat(),
    }


def _inputs(result: Result) -> list[InputSummary]:
    rows = np.bincount(result.records.sheet, minlength=len(result.sheets))
    counts: Counter[str] = Counter()
    for at, sheet in enumerate(result.sheets):
        counts[str(sheet.file.path)] += int(rows[at])
    return [
        {
            "file": str(file.path),
            "kind": file.kind.value,
            "sender": file.sender,
            "town": file.town,
            "as_of": file.as_of.isoformat() if file.as_of else None,
            "population": file.population.value if file.population else None,
            "records": counts[str(file.path)],
            "sha256": fingerprint(file.path),
        }
        for file in cells.files_of(result)
    ]


def fingerprint(path: Path) -> str:
    """名单指纹: SHA-256 of a file as handed in, "" when it is gone."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _records(result: Result) -> dict[str, int]:
    counts = np.bincount(result.records.kind, minlength=len(KINDS))
    return {kind.value: int(counts[at]) for at, kind in enumerate(KINDS)} | {
        "total": len(result.records.kind)
    }


def _records_by_town(result: Result) -> dict[str, dict[str, int]]:
    spread = (result.records.town.astype(np.int64) + 1) * len(KINDS) + result.records.kind
    table = np.bincount(spread, minlength=(len(result.towns) + 1) * len(KINDS)).reshape(-1, 3)
    return {
        cells.town_name(result, at - 1): {
            kind.value: int(row[k]) for k, kind in zip((SURVEY, SCHOOL, POLICE), KINDS, strict=True)
        }
        for at, row in enumerate(table)
        if row.any()
    }


def _agreement(town: agreement.TownAgreement) -> AgreementSummary:
    return {
        "town": town.town,
        "children": town.children,
        "all_three": town.all_three,
        "two": town.two,
        "survey_only": town.survey_only,
        "school_only": town.school_only,
        "police_only": town.police_only,
        "coverage": round(town.coverage, 4),
        "repeated_records": town.repeated,
        "repeat_rate": round(town.repeat_rate, 4),
    }


def _id_states(result: Result) -> dict[str, int]:
    counts = np.bincount(result.records.id_state, minlength=len(ID_STATES))
    return {state.value: int(counts[at]) for at, state in enumerate(ID_STATES)}


def _faults(result: Result) -> list[FaultSummary]:
    return [
        {
            "code": fault.code,
            "text": fault.text,
            "file": str(cells.file_of(result, fault).path),
            "scope": fault.scope,
            "fields": [f.value for f in fault.fields],
            "records": fault.records,
            "action": fault.action,
        }
        for fault in result.faults
    ]


def _notices(result: Result) -> list[NoticeSummary]:
    return [
        {
            "code": notice.code,
            "text": notice.text,
            "file": str(notice.file),
            "sheet": notice.sheet,
            "count": notice.count,
            "fatal": notice.fatal,
        }
        for notice in result.notices
    ]


def _total(compared: Compared) -> TotalSummary:
    return {
        "name": compared.name,
        "roster": compared.total.roster.value,
        "flagged_only": compared.total.flagged,
        "published": compared.total.number,
        "counted": compared.counted,
    }
