"""试一试的选项: what can be chosen in the form, and what it stands for."""

from __future__ import annotations

from tonghu.policy.definitions.words import (
    CIRCUMSTANCE_LABELS,
    DISABILITY_LABELS,
    PARENT_LABELS,
    Area,
    Circumstance,
)
from tonghu.registry.rules.facts import Place
from tonghu.registry.states import CARER_LABELS, SCHOOLING_LABELS

UNKNOWN = ("", "不清楚")
PLACES: dict[str, tuple[str, Place]] = {
    "village": ("本村", Place(inside=Area.VILLAGE)),
    "town": ("本乡镇别的村", Place(outside=Area.VILLAGE, inside=Area.TOWN)),
    "county": ("本县别的乡镇", Place(outside=Area.TOWN, inside=Area.COUNTY)),
    "prefecture": ("本市别的县", Place(outside=Area.COUNTY, inside=Area.PREFECTURE)),
    "province": ("省内别的市", Place(outside=Area.PREFECTURE, inside=Area.PROVINCE)),
    "nation": ("外省", Place(outside=Area.PROVINCE, inside=Area.NATION)),
    "abroad": ("国外", Place(abroad=True)),
}
PLACE_CHOICES = (UNKNOWN, *((code, label) for code, (label, _) in PLACES.items()))
HOME_CHOICES = (
    UNKNOWN,
    ("village", "户籍地，没有离开"),
    *(one for one in PLACE_CHOICES if one[0] not in ("", "village")),
)
STATUS_CHOICES = (UNKNOWN, *((one.value, label) for one, label in PARENT_LABELS.items()))
GRADE_CHOICES = (UNKNOWN, ("1", "一级"), ("2", "二级"), ("3", "三级"), ("4", "四级"))
KIND_CHOICES = (UNKNOWN, *((one.value, label) for one, label in DISABILITY_LABELS.items()))
CARER_CHOICES = (UNKNOWN, *((one.value, label) for one, label in CARER_LABELS.items()))
SCHOOL_CHOICES = (UNKNOWN, *((one.value, label) for one, label in SCHOOLING_LABELS.items()))
HUKOU_CHOICES = (("rural", "农村"), ("urban", "城镇"), ("none", "没有登记"), ("unknown", "不清楚"))
_BY_SCHOOL = (Circumstance.COMPULSORY_DROPOUT, Circumstance.NOT_ENROLLED)  # asked as schooling
CIRCUMSTANCE_CHOICES = tuple(
    (one.value, label) for one, label in CIRCUMSTANCE_LABELS.items() if one not in _BY_SCHOOL
)
