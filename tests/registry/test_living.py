"""The life of a file: who takes which step, what it leaves, what is counted on which day."""

from datetime import UTC, date, datetime

import pytest

from tests import people
from tests.factories import access
from tests.factories import registry as made
from tests.requirement import requirement
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.errors import Missing, NotNow, NotYours
from tonghu.core.events.models import Event
from tonghu.registry import actions
from tonghu.registry.models import Child, Classification, Clue, Hazard, Standing
from tonghu.registry.queries import recounts, standing
from tonghu.worklist.models import Task

pytestmark = pytest.mark.django_db


def _all(model):  # type: ignore[no-untyped-def]
    return model.objects.all_of_them(reason="test")


def _on(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 2, tzinfo=UTC)


@requirement("D-350", "D-339", "D-351")
def test_a_file_lives_from_clue_to_archive_and_back() -> None:
    with scope(people.WANG.viewer) as wang:
        child = actions.enter(by=wang, values=made.values(), division=people.VILLAGE_A).child
        assert child is not None
        actions.send_to_verify(by=wang, child=child)
        with pytest.raises(NotYours):
            actions.register(by=wang, child=child)
    with scope(people.LI.viewer) as li:
        number = actions.register(by=li, child=child)
        assert number.endswith("-0001")
        with pytest.raises(actions.WrongValues, match="没有原因"):
            actions.exit_child(by=li, child=child, reason="")
        actions.exit_child(by=li, child=child, reason="parent_returned", why="父母都回来了")
        with pytest.raises(NotNow, match="重新纳入"):
            actions.update(by=li, child=child, values={"grade": "五年级"})
        actions.archive(by=li, child=child)
        actions.readmit(by=li, child=child, why="父母又外出")
        assert actions.register(by=li, child=child) == number
    with scope(people.SYSTEM):
        kinds = (
            _all(Event)
            .filter(subject_id=str(child))
            .order_by("at", "id")
            .values_list("kind", flat=True)
        )
        steps = [k for k in kinds if k not in ("child.classify",)]
    assert steps == [
        "child.enter", "child.send_to_verify", "child.register", "child.exit", "child.archive",
        "child.readmit", "child.register",
    ]  # fmt: skip


@requirement("D-093")
def test_a_child_known_in_another_village_is_checked_above_and_neither_leaks_nor_doubles() -> None:
    number = made.id_number(date(2016, 5, 20), "2", 9)
    with scope(people.SYSTEM):
        known = made.child(id_number=number)
    with scope(people.ZHAO.viewer) as zhao:
        given = made.values(id_number=number, name="演示壹")
        told = actions.enter(by=zhao, values=given, division=people.VILLAGE_B)
        again = actions.enter(by=zhao, values=given, division=people.VILLAGE_B)
        assert (told.child, told.outcome, told.sentence) == (None, "checking", "乡镇核实中")
        assert again == told
        assert not Child.objects.visible_to(zhao).exists()
        clue = Clue.objects.visible_to(zhao).get()
        assert clue.state == "checking"
    with scope(people.WANG.viewer) as wang:
        assert not Clue.objects.visible_to(wang).exists()
        here = actions.enter(
            by=wang, values=made.values(id_number=number), division=people.VILLAGE_A
        )
        assert (here.child, here.outcome) == (known.pk, "known_here")
    with scope(people.ZHOU.viewer) as zhou:
        assert Task.objects.visible_to(zhou).get(kind="registry.clue").division == people.COUNTY
        assert actions.settle_clue(by=zhou, clue=clue.pk, same=True, why="同一个孩子") == known.pk
        known.refresh_from_db()
        assert Child.objects.visible_to(zhou).count() == 1


@requirement("D-008")
def test_a_child_alone_under_sixteen_is_red_at_once_and_gone_when_somebody_cares() -> None:
    with scope(people.SYSTEM) as by:
        child = made.child(register=False, carer_kind="none", carer_name=None, entrusted=False)
        assert "living_alone" in child.flags
        assert _all(Hazard).get().state == "open"
        assert _all(Task).get(kind="registry.alone").state == "open"
        actions.update(
            by=by, child=child.pk, values={"carer_kind": "relative", "carer_name": "演示舅"}
        )
        child.refresh_from_db()
        assert "living_alone" not in child.flags
        assert _all(Hazard).get().state == "cleared"
        assert _all(Task).get(kind="registry.alone").state == "done"


@requirement("D-072")
def test_every_child_has_somebody_and_who_has_nobody_is_a_task() -> None:
    with scope(people.SYSTEM) as by:
        child = made.child()
        assert child.worker is None
        assert _all(Task).get(kind="registry.assign").count == 1
        access.seated(people.WANG)
        access.seated(people.ZHAO)
        with pytest.raises(actions.WrongValues, match="没有管到本村的岗位"):
            actions.assign(by=by, child=child.pk, worker=people.ZHAO.user)
        assert actions.assign_many(by=by, children=[child.pk]) == 1
        child.refresh_from_db()
        assert (child.worker, child.worker_name) == (people.WANG.user, "王一村")
        assert _all(Task).get(kind="registry.assign").state == "done"
        assert made.child(name="演示二").worker == people.WANG.user


def test_time_alone_ends_a_classification_on_the_sixteenth_birthday() -> None:
    with clock.at(_on(2026, 5, 19)), scope(people.SYSTEM):
        child = made.child(born=date(2010, 5, 20), schooling="junior")
        assert "left_behind" in child.schemes
    with clock.at(_on(2026, 5, 21)):
        assert "1名" in actions.midnight()
    with clock.at(_on(2026, 5, 22)):
        actions.midnight()
        with scope(people.SYSTEM) as by:
            child.refresh_from_db()
            assert "left_behind" not in child.schemes
            ended = _all(Classification).get(scheme="left_behind", profile=child.profile)
            assert ended.until_on is not None
            assert standing.count(by, "0", "~", "left_behind", date(2026, 5, 19)) == 1
            assert standing.count(by, "0", "~", "left_behind", date(2026, 5, 22)) == 0
            assert standing.in_charge(by, people.VILLAGE_A, date(2026, 5, 19)) == (child.pk,)
            assert recounts.differences(by) == {}


def test_a_new_version_of_the_rules_proposes_and_changes_nothing_by_itself() -> None:
    with scope(people.SYSTEM) as by:
        child = made.child()
        _all(Child).filter(pk=child.pk).update(profile_hash="old", next_change_on=date(2020, 1, 1))
        told = actions.midnight()
        child.refresh_from_db()
        assert (child.profile_hash, "1名儿童等县里重新认定" in told) == ("old", True)
        assert _all(Task).get(kind="registry.reclassify").count == 1
        actions.reclassify(by=by, children=[child.pk])
        child.refresh_from_db()
        assert child.profile_hash != "old"
        assert _all(Task).get(kind="registry.reclassify").state == "done"


def test_a_hazard_found_by_a_person_stands_until_it_is_cleared() -> None:
    with scope(people.SYSTEM):
        child = made.child()
    with scope(people.WANG.viewer) as wang:
        hazard = actions.raise_hazard(
            by=wang, child=child.pk, kind="water", note="屋后水塘没有围栏"
        )
        with pytest.raises(NotNow):
            actions.raise_hazard(by=wang, child=child.pk, kind="water", note="又一次")
        child.refresh_from_db()
        assert "water" in child.flags
        actions.clear_hazard(by=wang, hazard=hazard, how="装了围栏")
        child.refresh_from_db()
        assert "water" not in child.flags


def test_who_cannot_see_a_child_can_do_nothing_with_it() -> None:
    with scope(people.SYSTEM):
        child = made.child()
    with scope(people.ZHAO.viewer) as zhao:
        for deed in (
            lambda: actions.update(by=zhao, child=child.pk, values={"grade": "五"}),
            lambda: actions.confirm(by=zhao, child=child.pk),
            lambda: actions.send_to_verify(by=zhao, child=child.pk),
            lambda: actions.raise_hazard(by=zhao, child=child.pk, kind="water", note="x"),
        ):
            with pytest.raises(Missing):
                deed()
        assert not Standing.objects.visible_to(zhao).exists()
