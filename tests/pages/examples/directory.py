"""A village's post with somebody in it; the same in another county."""

from __future__ import annotations

from uuid import uuid4

from tests import people
from tests.factories import directory
from tests.pages.table import Example
from tonghu.core.database import scope

# the village, its town, its county, and whoever looks down on the county
AROUND = frozenset({"wang", "li", "zhou", "deng", "qian"})


def build() -> dict[str, Example]:
    with scope(people.SYSTEM):
        near, far = directory.body(), directory.body(division=people.OTHER_COUNTY)
        one, other = directory.serving(near), directory.serving(far)
    body = Example(
        {"body": near.id}, AROUND, outside={"body": far.id}, missing={"body": uuid4()},
        outside_seen_by=frozenset({"qian"}),
    )  # fmt: skip
    member = Example(
        {"member": one.id}, AROUND, outside={"member": other.id}, missing={"member": uuid4()},
        outside_seen_by=frozenset({"qian"}),
    )  # fmt: skip
    return {
        **{f"directory:{name}": body for name in ("body", "body_edit", "body_end", "member_add")},
        **{f"directory:{name}": member for name in ("member_edit", "member_end")},
    }
