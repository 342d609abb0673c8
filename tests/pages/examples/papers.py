"""A paper of town A, one of another county; a draft of the county office."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from tests import people
from tests.factories import papers
from tests.pages.table import Example
from tonghu.core.database import scope
from tonghu.papers.rules import new_code


def build() -> dict[str, Example]:
    with scope(people.SYSTEM):
        near = papers.paper()
        far = papers.paper(division=people.OTHER_COUNTY, place="邻县", number="邻县2026-0001")
        own, other = papers.draft(people.ZHOU), papers.draft(people.GAO)
    one = Example(
        {"id": near.id},
        frozenset({"li", "zhou"}),  # of a town: neither a village below nor leaders above
        outside={"id": far.id},
        missing={"id": uuid4()},
    )
    coded = replace(
        one, inside={"code": near.code}, outside={"code": far.code}, missing={"code": new_code()}
    )
    files = replace(
        one, inside={"id": near.id, "format": "pdf"}, outside={"id": far.id, "format": "pdf"},
        missing={"id": uuid4(), "format": "pdf"},
    )  # fmt: skip
    draft = Example(
        {"job": own.job}, frozenset({"zhou"}), outside={"job": other.job}, missing={"job": uuid4()},
        outside_seen_by=frozenset({"gao"}),
    )  # fmt: skip
    return {
        "papers:paper": one, "papers:code": coded, "papers:download": files,
        "papers:void": replace(one, data={"why": "演示作废"}), "papers:print_again": one,
        "papers:draft": draft, "papers:draft_download": draft,
    }  # fmt: skip
