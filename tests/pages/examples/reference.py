"""Profiles, divisions, units: open to everybody who is signed in; editing inside one's own range."""

from __future__ import annotations

from uuid import uuid4

from tests import people
from tests.factories import directory
from tests.pages.table import Example
from tonghu.core.database import scope
from tonghu.policy import load

EVERYBODY = frozenset(one.login for one in people.CAST)


def build() -> dict[str, Example]:
    with scope(people.SYSTEM):
        far = directory.unit("邻县演示小学", division=people.OTHER_COUNTY)
    document = next(iter(load("base").sheet.documents))
    unit = {"id": people.SCHOOL.id}
    edit = Example(  # in sight of everybody, changed by those whose range it lies in
        unit, EVERYBODY, outside={"id": far.id}, missing={"id": uuid4()},
        outside_seen_by=EVERYBODY, beside=frozenset({"zhou"}),
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
