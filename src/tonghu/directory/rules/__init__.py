"""名录的判断: names of units, rows of lists; whether villages and towns have the staff they must."""

from tonghu.directory.rules.units import (
    KINDS,
    LONGEST_NAME,
    NameOf,
    UnitDraft,
    faults_of,
    name_forms,
    place_names,
    plain,
    town_government,
    village_committee,
)

__all__ = [
    "KINDS",
    "LONGEST_NAME",
    "NameOf",
    "UnitDraft",
    "faults_of",
    "name_forms",
    "place_names",
    "plain",
    "town_government",
    "village_committee",
]
