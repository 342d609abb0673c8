"""逐人: who is counted, on which rosters, and why not on the others."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.report.cells import SEXES, birth_text
from tonghu.reconcile.report.children import SURVEY
from tonghu.reconcile.report.discrepancies import DiscrepancyKind
from tonghu.reconcile.report.discrepancies.found import Discrepancies
from tonghu.reconcile.report.discrepancies.kinds import KINDS_OF_DISCREPANCY
from tonghu.reconcile.running.material import Material
from tonghu.reconcile.running.reasons import Reasons
from tonghu.reconcile.running.rows import ChildRow

_MISSING = KINDS_OF_DISCREPANCY.index(DiscrepancyKind.MISSING_FROM_SURVEY)
Flags = np.ndarray


def missed(found: Discrepancies) -> Flags:
    """Children raised as 疑似漏报."""
    cases, out = found.cases, np.zeros(len(found.result.entity_ids), np.bool_)
    members = cases.member[cases.kind[cases.case_of_member] == _MISSING]
    out[found.result.records.entity[members]] = True
    return out


def counted(found: Discrepancies) -> Flags:
    """被列为留守的: by any roster's mark, or by the facts that raised a 疑似漏报."""
    return np.asarray(found.children.listed | missed(found))


def _birth(material: Material, entity: int, first: int) -> str:
    """The survey's own date where the child is in the survey, not what another roster says of it."""
    if material.children.present[entity, SURVEY]:
        return birth_text(int(material.result.records.birth[first]))
    return material.birth(entity)


def child_rows(material: Material, found: Discrepancies) -> Iterator[ChildRow]:
    """Every counted child; the others are counted and not listed (design §4 Rosters)."""
    raised, reasons = missed(found), Reasons(material)
    present = material.children.present
    for entity in np.flatnonzero(counted(found)).tolist():
        town = material.town_of_child(entity)
        first = material.first_of[entity]
        yield ChildRow(
            number=material.result.entity_ids[entity],
            division=material.village_of_child(entity, town) or town or material.order.division,
            name=material.cell(Field.NAME)[first].strip(),
            sex=SEXES[int(material.result.records.sex[first])],
            birth=_birth(material, entity, first),
            standing="".join("1" if one else "0" for one in present[entity]),
            by_facts=bool(raised[entity] and not material.children.listed[entity]),
            reason=reasons.of(entity, missed=bool(raised[entity])),
            sides=[material.side(int(r)) for r in material.children.members(entity)],
        )
