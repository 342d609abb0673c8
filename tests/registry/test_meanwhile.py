"""Two people edit the same child: the second sees both versions and loses nothing."""

import pytest

from tests import people
from tests.factories import registry as made
from tests.requirement import requirement
from tonghu.core.database import scope
from tonghu.core.errors import NotYours
from tonghu.registry import actions
from tonghu.registry.models import Bond, Child, SourceRecord

pytestmark = pytest.mark.django_db


def test_the_same_blank_is_shown_in_both_versions() -> None:
    with scope(people.SYSTEM) as by:
        child = made.child()
        actions.update(by=by, child=child.pk, values={"grade": "五年级"}, version=1)
        with pytest.raises(actions.EditedMeanwhile) as meanwhile:
            actions.update(
                by=by, child=child.pk, values={"grade": "六年级", "class_name": "二班"}, version=1
            )
        told = meanwhile.value
        assert (told.yours, told.theirs, told.base, told.version) == (
            {"grade": "六年级"}, {"grade": "五年级"}, {"grade": "四年级"}, 2,
        )  # fmt: skip
        saved = actions.update(
            by=by,
            child=child.pk,
            values={"grade": "六年级", "class_name": "二班"},
            version=told.version,
        )
        assert saved == actions.Updated(3, ("class_name", "grade"), ()) or set(saved.changed) == {
            "class_name", "grade",
        }  # fmt: skip


def test_different_blanks_merge_by_themselves() -> None:
    with scope(people.SYSTEM) as by:
        child = made.child()
        actions.update(by=by, child=child.pk, values={"grade": "五年级"}, version=1)
        actions.update(by=by, child=child.pk, values={"class_name": "二班"}, version=1)
        child.refresh_from_db()
        assert (child.grade, child.class_name, child.version) == ("五年级", "二班", 3)


def test_the_same_change_twice_is_one_record() -> None:
    with scope(people.SYSTEM) as by:
        child = made.child()
        for _ in range(2):
            actions.update(by=by, child=child.pk, values={"grade": "五年级"}, version=1)
        assert SourceRecord.objects.all_of_them(reason="test").count() == 2


@requirement("D-351", "D-071")
def test_every_value_says_where_it_comes_from_and_how_many_lost() -> None:
    with scope(people.WANG.viewer) as wang:
        child = made.child(by=people.SYSTEM)
        actions.update(by=wang, child=child.pk, values={"name": "演示乙"})
        actions.update(by=people.SYSTEM, child=child.pk, values={"name": "演示丙"}, source="police")
        row = Child.objects.visible_to(wang).get(pk=child.pk)
        source, _, officer, record, losing = row.provenance["name"]
    assert (row.name, source, officer, losing) == ("演示丙", "police", "系统", 2)
    with scope(people.SYSTEM):
        said = SourceRecord.objects.all_of_them(reason="test").get(pk=record)
        assert said.values == {"name": "演示丙"}


def test_a_decision_holds_until_a_more_trusted_source_speaks_later() -> None:
    with scope(people.SYSTEM) as by:
        child = made.child()
        actions.update(by=by, child=child.pk, values={"name": "演示警"}, source="police")
    with scope(people.WANG.viewer) as wang, pytest.raises(NotYours):
        actions.update(by=wang, child=child.pk, values={"name": "演示核"}, decided=True)
    with scope(people.LI.viewer) as li:
        actions.update(
            by=li, child=child.pk, values={"name": "演示核"}, source="town", decided=True
        )
        assert Child.objects.visible_to(li).get(pk=child.pk).name == "演示核"
    with scope(people.SYSTEM) as by:
        actions.update(by=by, child=child.pk, values={"name": "演示校"}, source="school")
        assert Child.objects.visible_to(by).get(pk=child.pk).name == "演示核"
        actions.update(by=by, child=child.pk, values={"name": "演示新"}, source="police")
        assert Child.objects.visible_to(by).get(pk=child.pk).name == "演示新"


@requirement("D-082", "D-101")
def test_a_new_carer_ends_one_bond_and_begins_another() -> None:
    with scope(people.SYSTEM) as by:
        child = made.child()
        actions.update(
            by=by, child=child.pk, values={"carer_name": "演示姑", "carer_kind": "relative"}
        )
        carers = Bond.objects.all_of_them(reason="test").filter(child=child, role="carer")
        names = [
            (one.person.name, one.until is None)
            for one in carers.order_by("since", "id").select_related("person")
        ]
        assert sorted(names) == [("演示姑", True), ("演示祖母", False)]
        assert child.completeness.keys() == {
            "person", "family", "guardianship", "guardianship_type", "income", "relief",
        }  # fmt: skip
        filled, asked = child.completeness["person"]
        assert 0 < filled < asked


def test_village_b_finds_nothing_of_village_a_in_any_table() -> None:
    from django.apps import apps

    with scope(people.SYSTEM) as by:
        child = made.child(carer_kind="none", carer_name=None)
        actions.raise_hazard(by=by, child=child.pk, kind="water", note="水塘")
    with scope(people.ZHAO.viewer) as zhao:
        for model in apps.get_app_config("registry").get_models():
            assert not model.objects.visible_to(zhao).exists(), model
            assert not model.objects.all_of_them(reason="row-level security").exists(), model
