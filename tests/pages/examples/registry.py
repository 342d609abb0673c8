"""A file of village A with what waits on it, and the same in another county."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from tests import people
from tests.factories import registry as make
from tests.pages.table import Example
from tonghu.core.database import scope
from tonghu.registry import actions
from tonghu.registry.models import Child, Clue, Hazard

NAMES = frozenset({"wang", "li", "zhou"})  # who keeps the files of village A
TOLD = NAMES | {"he"}  # of who can see a child, the auditor is told too
COUNTY = frozenset({"zhou"})
FAR = people.OTHER_COUNTY[:6] + "001001"


def build() -> dict[str, Example]:
    with scope(people.SYSTEM):
        near, far = _files("例子一", people.VILLAGE_A), _files("例子二", FAR)
    return (
        _all(
            "file story print identity confirm assign hazards propose_transfer propose_merge",
            near,
            far,
        )
        | _all("who", near, far, seen_by=TOLD)
        | _all("sayings decide", near, far, field="name", empty=True)
        | _all("edit", near, far, block="person")
        | _all("step", near, far, action="exit")
        | {"registry:clear_hazard": _hazards(near, far)}
        | {"registry:by_code": _codes(near, far)}
        | _matters()
    )


def _files(name: str, village: str) -> Child:
    return make.child(name=name, division=village, born=date(2015, 3, 3))


def _all(
    names: str, near: Child, far: Child, *, seen_by: frozenset[str] = NAMES, empty: bool = False,
    **more: Any,
) -> dict[str, Example]:  # fmt: skip
    one = Example(
        {"id": near.pk, **more}, seen_by, outside={"id": far.pk, **more},
        missing={"id": uuid4(), **more}, may_be_empty=empty,
    )  # fmt: skip
    return {f"registry:{name}": one for name in names.split()}


def _hazards(near: Child, far: Child) -> Example:
    with scope(people.SYSTEM):
        ids = [
            actions.raise_hazard(by=people.SYSTEM, child=one.pk, kind="water", note="近水")
            for one in (near, far)
        ]
        assert Hazard.objects.all_of_them(reason="examples").count() >= 2
    return Example(
        {"id": near.pk, "hazard": ids[0]}, NAMES, outside={"id": far.pk, "hazard": ids[1]},
        missing={"id": uuid4(), "hazard": ids[0]},
    )  # fmt: skip


def _codes(near: Child, far: Child) -> Example:
    assert near.page_code
    assert far.page_code
    return Example(
        {"code": near.page_code}, NAMES, outside={"code": far.page_code}, missing={"code": "ZZZZZZZZZZ"}
    )  # fmt: skip


def _matters() -> dict[str, Example]:
    with scope(people.SYSTEM):
        found = {
            "transfer": (_transfer(people.VILLAGE_A), _transfer(FAR), NAMES),
            "merge": (_merge(people.VILLAGE_A), _merge(FAR), NAMES),
            "clue": (_clue(people.VILLAGE_A), _clue(FAR), frozenset({"li", "zhou"})),
        }
    return {
        f"registry:{name}": Example(
            {"id": near}, seen_by, outside={"id": far}, missing={"id": uuid4()}
        )
        for name, (near, far, seen_by) in found.items()
    }


def _transfer(village: str) -> UUID:
    """From a place of its own to the village."""
    moving = make.child(name="转移例", division=village[:6] + "002002", born=date(2014, 4, 4))
    return actions.propose_transfer(
        by=people.SYSTEM, child=moving.pk, to_division=village, reason="搬家"
    )


def _merge(village: str) -> UUID:
    one, other = (
        make.child(name=name, division=village, born=date(2013, 5, 5))
        for name in ("合并例", "合并另例")
    )
    return actions.propose_merge(by=people.SYSTEM, keep=one.pk, other=other.pk, reason="像")


def _clue(village: str) -> UUID:
    """Entered in the village, known in its neighbour; the town checks."""
    known = make.child(name="线索例", division=village[:9] + "002", born=date(2012, 6, 6))
    return Clue.objects.put(
        division=village[:9] + "000", entered_in=village, entered_by=people.SUN.user,
        entered_by_name="别人", values={"name": "线索例"}, source="village", stated_on=date(2026, 9, 1),
        known=known.pk,
    ).pk  # fmt: skip
