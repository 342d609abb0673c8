"""A file moves: proposed, previewed, accepted by what was read."""

import pytest

from tests import people
from tests.factories import access
from tests.factories import registry as made
from tests.requirement import requirement
from tonghu.core.database import scope
from tonghu.core.errors import Missing, NotNow
from tonghu.registry import actions
from tonghu.registry.models import Bond, Child, Classification, SourceLink, Standing, Tally

pytestmark = pytest.mark.django_db
ZHAO_TOWN = people.Person(44, "wu", "吴乙镇", "town_worker", people.TOWN_B)


def _all(model):  # type: ignore[no-untyped-def]
    return model.objects.all_of_them(reason="test")


@requirement("D-350", "D-103")
def test_the_receiver_accepts_what_the_preview_listed() -> None:
    with scope(people.SYSTEM):
        access.seated(people.ZHAO)
        child = made.child()
    with scope(people.LI.viewer) as li:
        transfer = actions.propose_transfer(
            by=li, child=child.pk, to_division=people.VILLAGE_B, reason="随祖母搬到乙镇"
        )
    with scope(ZHAO_TOWN.viewer) as wu:
        assert not Child.objects.visible_to(wu).exists()
        preview = actions.preview_transfer(by=wu, transfer=transfer)
        assert ("name", "姓名", "演示一") in [(x.code, x.label, x.value) for x in preview.lines]
        actions.accept_transfer(by=wu, transfer=transfer, seen=preview.hash)
        moved = Child.objects.visible_to(wu).get()
    assert (moved.division, moved.state, moved.worker_name) == (
        people.VILLAGE_B,
        "registered",
        "赵乙村",
    )
    with scope(people.LI.viewer) as li:
        assert not Child.objects.visible_to(li).exists()
    with scope(people.SYSTEM):
        for model in (Bond, SourceLink):
            assert set(_all(model).values_list("division", flat=True)) == {people.VILLAGE_B}
        counted = _all(Tally).filter(scheme="left_behind").order_by("division")
        assert list(counted.values_list("division", "n")) == [
            (people.VILLAGE_A, 0),
            (people.VILLAGE_B, 1),
        ]
        assert _all(Standing).filter(until_on=None).get().division == people.VILLAGE_B
        assert set(
            _all(Classification).filter(until_on=None).values_list("division", flat=True)
        ) == {people.VILLAGE_B}


def test_a_file_changed_after_the_preview_is_not_accepted_unread() -> None:
    with scope(people.SYSTEM) as by:
        child = made.child()
        transfer = actions.propose_transfer(
            by=by, child=child.pk, to_division=people.VILLAGE_B, reason="搬家"
        )
        seen = actions.preview_transfer(by=by, transfer=transfer).hash
        actions.update(by=by, child=child.pk, values={"grade": "五年级"})
        with pytest.raises(NotNow, match="重新看一遍"):
            actions.accept_transfer(by=by, transfer=transfer, seen=seen)


def test_a_declined_file_stays_where_it_was() -> None:
    with scope(people.SYSTEM) as by:
        child = made.child()
        transfer = actions.propose_transfer(
            by=by, child=child.pk, to_division=people.VILLAGE_B, reason="搬家"
        )
        actions.decline_transfer(by=by, transfer=transfer, why="人没有来")
        child.refresh_from_db()
        assert (child.state, child.division) == ("registered", people.VILLAGE_A)
        with pytest.raises(NotNow, match="已退回"):
            actions.accept_transfer(by=by, transfer=transfer)


def test_a_village_cannot_move_anothers_child() -> None:
    with scope(people.SYSTEM):
        child = made.child()
    with scope(people.ZHAO.viewer) as zhao, pytest.raises(Missing):
        actions.propose_transfer(by=zhao, child=child.pk, to_division=people.VILLAGE_B, reason="要")


def test_siblings_who_part_keep_their_own_people() -> None:
    number = made.id_number(people_birth := made.date(1988, 3, 1), "1")
    with scope(people.SYSTEM) as by:
        one = made.child(name="演示甲", father_id_number=number)
        two = made.child(name="演示乙", father_id_number=number)
        assert one.household_id == two.household_id
        transfer = actions.propose_transfer(
            by=by, child=two.pk, to_division=people.VILLAGE_B, reason="搬家"
        )
        actions.accept_transfer(by=by, transfer=transfer)
        two.refresh_from_db()
        assert one.household_id != two.household_id
        fathers = _all(Bond).filter(role="father").select_related("person")
        assert {b.person.division for b in fathers} == {people.VILLAGE_A, people.VILLAGE_B}
        assert {b.person.id_number for b in fathers} == {number}
    assert people_birth.year == 1988
