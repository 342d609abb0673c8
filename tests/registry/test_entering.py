"""Entering and changing a file."""

import pytest

from tests import people
from tests.factories import registry as made
from tonghu.core.database import scope
from tonghu.registry import actions
from tonghu.registry.models import Bond, Child, SourceRecord

pytestmark = pytest.mark.django_db


def test_a_village_enters_a_child_and_finds_it() -> None:
    with scope(people.WANG.viewer) as wang:
        entered = actions.enter(by=wang, values=made.values(), division=people.VILLAGE_A)
        child = Child.objects.visible_to(wang).get(pk=entered.child)
    assert entered.outcome == "candidate"
    assert (child.name, child.name_sound, child.state, child.version) == (
        "演示一",
        "yanshiyi",
        "candidate",
        1,
    )


def test_a_registered_child_is_counted_with_its_reason() -> None:
    with scope(people.SYSTEM):
        child = made.child()
        assert "left_behind" in child.schemes
        assert child.file_number
        roles = set(Bond.objects.all_of_them(reason="test").values_list("role", flat=True))
    assert roles == {"father", "mother", "carer"}


def test_the_more_trusted_source_holds_and_the_other_is_kept() -> None:
    with scope(people.SYSTEM) as by:
        child = made.child()
        told = actions.update(by=by, child=child.pk, values={"name": "演示乙"}, source="police")
        assert told.changed == ("name",)
        told = actions.update(by=by, child=child.pk, values={"name": "演示丙"}, source="village")
        assert (told.changed, told.lost) == ((), ("name",))
        child.refresh_from_db()
        assert child.name == "演示乙"
        assert SourceRecord.objects.all_of_them(reason="test").count() == 3
