"""改名录: loads divisions, adds, changes and closes units; every deed leaves its event."""

from tonghu.directory.actions.bodies import (
    BodyDraft,
    MemberDraft,
    add_body,
    add_member,
    change_body,
    change_member,
    end_body,
    end_member,
)
from tonghu.directory.actions.divisions import load_divisions
from tonghu.directory.actions.imports import import_units
from tonghu.directory.actions.lists import load_local_units, load_profile_units
from tonghu.directory.actions.staff_imports import import_staff, plan_staff
from tonghu.directory.actions.units import add_unit, change_unit, close_unit

__all__ = [
    "BodyDraft",
    "MemberDraft",
    "add_body",
    "add_member",
    "add_unit",
    "change_body",
    "change_member",
    "change_unit",
    "close_unit",
    "end_body",
    "end_member",
    "import_staff",
    "import_units",
    "load_divisions",
    "load_local_units",
    "load_profile_units",
    "plan_staff",
]
