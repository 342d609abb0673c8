"""数一数: the figures of a run, of each town, of each unit; everything a page shows without names."""

from __future__ import annotations

import numpy as np

from tonghu.reconcile.engine.fields import KINDS
from tonghu.reconcile.report import agreement
from tonghu.reconcile.report.children import SURVEY
from tonghu.reconcile.running.kinds import short
from tonghu.reconcile.running.material import Material
from tonghu.reconcile.running.places import town_of
from tonghu.reconcile.running.rows import (
    ChildRow,
    Counts,
    FindingRow,
    SetCount,
    TownCount,
    UnitCount,
)

ALL = "111"
UNKNOWN, OMISSION = "unknown", "omission"


class Tally:
    """Counts as rows pass by."""

    def __init__(self, material: Material) -> None:
        self.m = material
        self.whole = TownCount(
            material.order.division, material.directory.place(material.order.division)
        )
        self.towns: dict[str, TownCount] = {}
        self.units: dict[str, UnitCount] = {}
        for file in material.order.files:
            self.units[file.unit] = UnitCount(file.unit, file.unit_name, file.division, file.kind)
        rows = np.bincount(material.result.records.sheet, minlength=len(material.result.sheets))
        for at, file in enumerate(material.files):
            self.units[file.unit].rows += int(rows[at])

    def child(self, row: ChildRow) -> None:
        """One counted child."""
        for at in (self.whole, self._town(row.division)):
            at.listed += 1
            at.by_facts += row.by_facts
            at.agreed += row.standing == ALL
            at.explained += row.standing != ALL and row.reason not in (UNKNOWN, OMISSION)
            kept = at.picture.setdefault(row.standing, SetCount(row.standing))
            kept.count += 1
            if row.reason:
                kept.reasons[row.reason] = kept.reasons.get(row.reason, 0) + 1

    def finding(self, row: FindingRow) -> None:
        """One finding; what an earlier verdict settles is told apart."""
        for at in (self.whole, self._town(row.division)):
            at.kinds[row.kind] = at.kinds.get(row.kind, 0) + 1
            at.carried += bool(row.carried)
        for question in row.questions:
            key = question.unit or f"?{question.unit_name}"
            if key not in self.units:
                self.units[key] = UnitCount(
                    question.unit, question.unit_name, question.division, ""
                )
            unit = self.units[key]
            unit.asked += 1
            word = short(row.detail, question.sentence)
            unit.most[word] = unit.most.get(word, 0) + 1

    def _town(self, division: str) -> TownCount:
        code = town_of(division) or self.m.order.division
        if code not in self.towns:
            name = self.m.directory.names.get(code, "") or "未写明乡镇"
            self.towns[code] = TownCount(code, name)
        return self.towns[code]

    def counts(self, unlisted_pairs: int) -> Counts:
        """The run's own figures."""
        m = self.m
        kinds = np.bincount(m.result.records.kind, minlength=len(KINDS))
        return Counts(
            rows=len(m.result.records.kind),
            files=len(m.order.files),
            children=len(m.result.entity_ids),
            kinds_of_rows={kind.value: int(kinds[at]) for at, kind in enumerate(KINDS)},
            whole=self.whole,
            unlisted_pairs=unlisted_pairs,
            carried=self.whole.carried,
            by_number=next(
                (
                    one.records
                    for one in agreement.methods(m.result, m.children)
                    if one.code == "number"
                ),
                0,
            ),
            match_rate=round(match_rate(m), 4),
            unknown_senders=sorted(
                {unit.name for unit in self.units.values() if not unit.unit and unit.name}
            ),
            told=told(m),
        )


def match_rate(m: Material) -> float:
    """Share of the survey's children whom another roster knows too, where one covers their town."""
    present = m.children.present
    others = [kind for kind in range(len(KINDS)) if kind != SURVEY]
    covered = np.any([m.children.covered(kind) for kind in others], axis=0)
    asked = present[:, SURVEY] & covered & m.children.listed
    met = asked & present[:, others].any(axis=1)
    return float(met.sum() / asked.sum()) if asked.any() else 1.0


def told(m: Material) -> list[dict[str, object]]:
    """What reading had to say, file by file; refusals first."""
    by_path = {file.path: file for file in m.order.files}
    out: list[dict[str, object]] = [
        {
            "hand_in": by_path[str(one.file)].hand_in,
            "unit_name": by_path[str(one.file)].unit_name,
            "text": one.text,
            "sheet": one.sheet,
            "count": one.count,
            "fatal": one.fatal,
        }
        for one in m.result.notices
        if one.fatal or one.count
    ]
    return sorted(out, key=lambda one: not one["fatal"])
