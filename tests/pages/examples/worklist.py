"""A task of the school in town A, and one of a town in another county."""

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
    one = Example(
        {"task": near.id},
        frozenset({"li", "zhou", "sun", "deng", "qian"}),  # tasks name no child
        outside={"task": far.id},
        missing={"task": uuid4()},
        outside_seen_by=frozenset({"qian"}),
    )
    seen = replace(one, may_be_empty=True)  # only who was told of the delay has something to see
    return {"worklist:task": one, "worklist:on_behalf": one, "worklist:seen": seen}
