"""问什么: the facts a round asks about, and where a change is entered; blanks are `registry.fields`'."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ask:
    """有变化的一处: a button, and the blanks it opens."""

    code: str
    label: str
    icon: str
    fields: tuple[str, ...]


CHANGES = (
    Ask("carer", "换人照看", "user-heart",
        ("carer_kind", "carer_name", "carer_relation", "carer_phone", "carer_since", "entrusted")),
    Ask("parents", "父母回来了", "home",
        ("father_status", "father_status_since", "father_place",
         "mother_status", "mother_status_since", "mother_place", "both_away")),
    Ask("school", "换学校、停学", "school",
        ("schooling", "school_name", "grade", "class_name", "boarding")),
    Ask("phone", "换了电话", "phone", ("carer_phone", "father_phone", "mother_phone", "phone")),
    Ask("residence", "搬家了", "map-pin",
        ("residence_division", "residence_address", "residence_since")),
    Ask("health", "身体有变化", "stethoscope",
        ("health", "illness", "disability_kinds", "disability_grade")),
    Ask("relief", "救助有变化", "gift", ("relief", "income_sources", "pairing")),
    Ask("other", "别的情况", "dots", ("guardianship_grade", "circumstances", "note")),
)  # fmt: skip
