"""改名录: loads divisions, adds, changes and closes units; every deed leaves its event."""

from tonghu.directory.actions.divisions import load_divisions
from tonghu.directory.actions.imports import import_units
from tonghu.directory.actions.lists import load_local_units, load_profile_units
from tonghu.directory.actions.units import add_unit, change_unit, close_unit

__all__ = [
    "add_unit",
    "change_unit",
    "close_unit",
    "import_units",
    "load_divisions",
    "load_local_units",
    "load_profile_units",
]
