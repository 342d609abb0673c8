"""Tasks, notices, stand-ins of the school in town A, and those of a town in another county."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from tests import people
from tests.factories import worklist
from tests.pages.table import Example
from tonghu.core.database import scope
from tonghu.worklist.contributions import NOTICE


def build() -> dict[str, Example]:
    with scope(people.SYSTEM):
        near = worklist.task(kind=NOTICE, unit_id=people.SCHOOL.id, unit_name=people.SCHOOL.name)
        far = worklist.task(kind=NOTICE, division=people.OTHER_COUNTY)
        owed = worklist.task(unit_id=people.SCHOOL.id, unit_name=people.SCHOOL.name)
        told = worklist.notice(unit_id=people.SCHOOL.id, unit_name=people.SCHOOL.name)
        other = worklist.notice(unit_id=people.STATION.id, unit_name=people.STATION.name)
        away = worklist.stand_in()
        elsewhere = worklist.stand_in(division=people.OTHER_COUNTY, stand_in_user_id=uuid4())
    one = Example(
        {"task": near.id},
        frozenset({"li", "zhou", "sun", "deng", "qian"}),  # tasks name no child
        outside={"task": far.id},
        missing={"task": uuid4()},
        outside_seen_by=frozenset({"qian"}),
    )
    seen = replace(one, may_be_empty=True)  # only who was told of the delay has something to see
    return {
        "worklist:task": one,
        "worklist:on_behalf": one,
        "worklist:seen": seen,
        "worklist:remind": replace(one, inside={"task": owed.id}),
        "worklist:notice": Example(
            {"notice": told.id}, frozenset({"sun"}), outside={"notice": other.id},
            missing={"notice": uuid4()}, outside_seen_by=frozenset({"ma"}),
        ),
        "worklist:stand_in_end": Example(
            {"stand_in": away.id}, frozenset({"wang", "li", "zhou", "deng", "qian"}),
            outside={"stand_in": elsewhere.id}, missing={"stand_in": uuid4()},
            outside_seen_by=frozenset({"qian"}), beside=frozenset({"qian"}),
            refused=frozenset({"qian"}),
        ),
        "worklist:excel_progress": Example({"order": uuid4()}),
        "worklist:excel_download": Example({"order": uuid4()}),
    }  # fmt: skip
