"""Accounts and posts of the county, and of a county nobody of the cast belongs to."""

from __future__ import annotations

from uuid import uuid4

from tests import people
from tests.factories import access
from tests.pages.table import Example
from tonghu.access.states import PostState
from tonghu.core.database import scope

# Whose reach a villager's account lies in: the county's office, its security administrator, the
# other two administrators by level (they lack the verb), and the villager.
AROUND_WANG = frozenset({"zhou", "luo", "he", "gao", "wang"})
USER_ROUTES = ("person", "post_new", "code_start", "code_reset", "person_end", "person_reopen")


def build() -> dict[str, Example]:
    with scope(people.SYSTEM):
        return _built()


def _built() -> dict[str, Example]:
    stranger = access.user(division=people.OTHER_COUNTY)
    far = access.post(user=stranger, role="county_office", division=people.OTHER_COUNTY)
    waiting = access.post(
        user_id=people.WANG.user, role="liaison", division=people.COUNTY,
        unit_id=people.EDUCATION.id, state=PostState.PROPOSED,
    )  # fmt: skip
    account = Example(
        {"id": people.WANG.user}, AROUND_WANG, outside={"id": stranger.id}, missing={"id": uuid4()}
    )
    post = Example({"id": waiting.id}, AROUND_WANG, outside={"id": far.id}, missing={"id": uuid4()})
    return {
        **{f"access:{name}": account for name in USER_ROUTES},
        **{f"access:post_{name}": post for name in ("confirm", "refuse", "end")},
        "access:end_session": Example({"id": uuid4()}),
    }
