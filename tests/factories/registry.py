"""Child files. Called inside a scope; every child is invented, every number starts with 990101."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

from tests import people
from tonghu.core.viewer import Viewer
from tonghu.registry import actions
from tonghu.registry.models import Child
from tonghu.registry.rules.numbers import with_check
from tonghu.registry.states import SourceKind

_next = count(1)


def id_number(birth: date, sex: str, number: int | None = None) -> str:
    """A sound number of the invented division."""
    sequence = (next(_next) if number is None else number) % 500 * 2 + (sex == "1")
    return with_check(f"990101{birth:%Y%m%d}{sequence % 1000:03d}")


def values(**given: Any) -> dict[str, Any]:
    """A left-behind child whose parents are both away and who lives with its grandmother."""
    birth = given.pop("born", date(2016, 5, 20))
    found: dict[str, Any] = {
        "name": "演示一", "sex": "2", "ethnicity": "01", "birth_date": birth.isoformat(),
        "hukou_registered": True, "hukou_kind": "rural", "hukou_division": people.VILLAGE_A,
        "residence_division": people.VILLAGE_A, "residence_since": birth.isoformat(),
        "health": "healthy", "schooling": "primary", "school_name": people.SCHOOL.name,
        "grade": "四年级", "boarding": False, "father_name": "演示父", "father_status": ["away"],
        "father_status_since": "2024-02-20", "father_place": "330100000000",
        "mother_name": "演示母", "mother_status": ["away"], "mother_status_since": "2024-02-20",
        "mother_place": "省外", "both_away": True, "entrusted": True, "carer_kind": "grandparent",
        "carer_name": "演示祖母", "carer_relation": "62", "guardianship_grade": "ordinary",
        "circumstances": [], "relief": ["none"], "income_sources": ["wages"],
    }  # fmt: skip
    return {k: v for k, v in {**found, **given}.items() if v is not None}


def new_child(**given: Any) -> actions.NewChild:
    """A row for `enter_many`."""
    division = given.pop("division", people.VILLAGE_A)
    return actions.NewChild(values(**given), division, SourceKind.VILLAGE)


def children(
    *rows: actions.NewChild, by: Viewer = people.SYSTEM, register: bool = True
) -> list[UUID]:
    """Files of these rows, registered unless told otherwise."""
    return actions.enter_many(by=by, rows=rows, register=register)


def child(*, by: Viewer = people.SYSTEM, register: bool = True, **given: Any) -> Child:
    """One file: `child(name="演示二", division=VILLAGE_B)`."""
    (made,) = children(new_child(**given), by=by, register=register)
    return Child.objects.all_of_them(reason="the factory's own").get(pk=made)
