"""认出同一名儿童: by number, or by name and birth date; looked up everywhere, told nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from tonghu.registry.actions.projecting import indexed
from tonghu.registry.models import Child, Merge, SourceLink
from tonghu.registry.states import LifeState, MergeState

WHY = "不重报：登记时先看别处有没有这名儿童，结果不给登记人看"
WHOLE = 10  # characters of a full date


@dataclass(frozen=True, slots=True)
class Known:
    """已有的档案."""

    child: UUID
    division: str
    certain: bool  # by number


def known_child(values: Mapping[str, Any], division: str) -> Known | None:
    """The file of the same child, anywhere. Inside the desk's scope.

    The same number is the same child. Without a number on either side, the same name, birth date and
    county is enough to ask; another number is another child.
    """
    number = values.get("id_number")
    if number:
        index = indexed(values)
        row = _rows().filter(id_index=index).first() or _rows().filter(_merged_with(index)).first()
        if row is not None:
            return Known(row.pk, row.division, certain=True)
    return _by_name(values, division)


def _by_name(values: Mapping[str, Any], division: str) -> Known | None:
    name, birth = values.get("name"), str(values.get("birth_date") or "")
    if not name or len(birth) != WHOLE:
        return None
    rows = _rows().filter(
        name=name, birth_date=date.fromisoformat(birth), birth_precision="day",
        division__gte=division[:6], division__lt=division[:6] + "~",
    )  # fmt: skip
    if values.get("id_number"):
        rows = rows.filter(id_index="")
    if values.get("sex"):
        rows = rows.filter(sex__in=["", values["sex"]])
    row = rows.first()
    return Known(row.pk, row.division, certain=False) if row else None


def _merged_with(index: str) -> Q:
    """Files that were two: both numbers are theirs, whichever of them won."""
    said = SourceLink.objects.all_of_them(reason=WHY).filter(record__id_index=index, until_at=None)
    done = Merge.objects.all_of_them(reason=WHY).filter(
        state__in=(MergeState.DONE, MergeState.UNDOING)
    )
    return Q(pk__in=said.values("child")) & Q(pk__in=done.values("kept"))


def _rows() -> QuerySet[Child]:
    rows = Child.objects.all_of_them(reason=WHY).filter(merged_into=None)
    return rows.exclude(state=LifeState.REJECTED).order_by("found_on", "pk")
