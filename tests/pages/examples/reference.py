"""Profiles, divisions, units: open to everybody who is signed in; editing inside one's own range."""

from __future__ import annotations

from uuid import uuid4

from tests import people
from tests.factories import directory
from tests.pages.table import Example
from tonghu.core.database import scope
from tonghu.policy import load

EVERYBODY = frozenset(one.login for one in people.CAST)
# Whose range a school of town A lies in: town and county, the county's leader and administrators,
# the prefecture; a unit's own people have no range
IN_RANGE = frozenset({"li", "zhou", "deng", "qian", "he", "luo", "gao"})


def build() -> dict[str, Example]:
    with scope(people.SYSTEM):
        far = directory.unit("邻县演示小学", division=people.OTHER_COUNTY)
    document = next(iter(load("base").sheet.documents))
    unit = {"id": people.SCHOOL.id}
    edit = Example(
        unit, IN_RANGE, outside={"id": far.id}, missing={"id": uuid4()},
        outside_seen_by=frozenset({"qian"}),
    )  # fmt: skip
    return {
        "reference:profile": Example({"code": "base"}),
        "reference:clause": Example({"code": "base"}, data={"doc": document}),
        "reference:compare": Example({"code": "base", "other": "cn"}),
        "reference:try": Example({"code": "base"}),
        "reference:division": Example({"code": people.TOWN_A}),
        "reference:unit": Example(unit, EVERYBODY, missing={"id": uuid4()}),
        "reference:unit_edit": edit,
        "reference:unit_close": edit,
    }
