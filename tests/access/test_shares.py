"""Shares, conflicts and break-glass as rows: given, in force, ended, and known to the decision."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.factories import access
from tests.people import FANG, LI, MA, SUN, SYSTEM, TOWN_A, WANG, ZHOU
from tonghu.access.actions import shares
from tonghu.access.models import BreakGlass, Conflict, Involvement, User
from tonghu.access.permissions import P
from tonghu.access.queries import facts_about
from tonghu.access.rules import decide
from tonghu.access.states import ConflictKind
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.errors import Missing, NotNow, NotYours
from tonghu.core.events.models import Event
from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer
from tonghu.directory.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]
CHILD = uuid4()
THING = Subject("pair", str(uuid4()), TOWN_A, child=CHILD)
REASON = "夜里有人报警说孩子独自在家，要马上找到监护人"


def sees(viewer: Viewer) -> int:
    with scope(viewer):
        return decide(viewer, P.RECONCILE_CHILDREN, THING, facts_about(viewer, THING)).status


def user(person: object) -> User:
    return User.objects.all_of_them(reason="测试").get(pk=person.user)  # type: ignore[attr-defined]


def given() -> Involvement:
    with scope(ZHOU.viewer):
        unit = Unit.objects.all_of_them(reason="测试").get(pk=FANG.viewer.unit)
        return shares.give_share(
            by=ZHOU.viewer, subject=THING, fields=["name"], unit=unit,
            permissions=[P.RECONCILE_CHILDREN], ends_at=clock.now() + timedelta(days=3),
        )  # fmt: skip


def test_a_share_counts_from_acceptance_to_its_end() -> None:
    share = given()
    assert sees(FANG.viewer) == 404
    with scope(FANG.viewer):
        mine = Involvement.objects.visible_to(FANG.viewer).get(pk=share.pk)
        shares.accept_share(by=FANG.viewer, share=mine)
    assert sees(FANG.viewer) == 200
    assert sees(SUN.viewer) == 404
    with clock.at(clock.now() + timedelta(days=3)):
        assert sees(FANG.viewer) == 404
    with scope(ZHOU.viewer):
        shares.end_share(by=ZHOU.viewer, share=share, why="办完了")
    assert sees(FANG.viewer) == 404


def test_nobody_accepts_what_was_given_to_another() -> None:
    share = given()
    with scope(ZHOU.viewer), pytest.raises(NotYours):
        shares.accept_share(by=SUN.viewer, share=share)
    with scope(SUN.viewer):
        assert not Involvement.objects.visible_to(SUN.viewer).exists()


def test_a_share_without_end_or_list_is_none() -> None:
    whole = {"by": ZHOU.viewer, "subject": THING, "permissions": [P.RECONCILE_CHILDREN]}
    with scope(ZHOU.viewer):
        for wrong in (
            {"fields": ["name"], "ends_at": clock.now()},
            {"fields": [], "ends_at": clock.now() + timedelta(days=1)},
        ):
            with pytest.raises(NotNow):
                shares.give_share(**whole, **wrong)  # type: ignore[arg-type]


def test_a_conflict_counts_at_once_and_cannot_be_read_by_the_person() -> None:
    assert sees(LI.viewer) == 200
    with scope(ZHOU.viewer):
        who = user(LI)
        note = {"by": ZHOU.viewer, "user": who, "child": CHILD, "division": TOWN_A}
        row = shares.note_conflict(**note, kind=ConflictKind.ORDERED)
        assert shares.note_conflict(**note, kind=ConflictKind.DECLARED) == row, "once"
    assert sees(LI.viewer) == 404
    assert sees(ZHOU.viewer) == 200
    with scope(LI.viewer):
        assert not Conflict.objects.visible_to(LI.viewer).exists()
        assert not Conflict.objects.all_of_them(reason="行级安全").exists()
    with scope(ZHOU.viewer):
        with pytest.raises(NotNow):
            shares.end_conflict(by=ZHOU.viewer, conflict=row, why=" ")
        shares.end_conflict(by=ZHOU.viewer, conflict=row, why="登记错了人")
    assert sees(LI.viewer) == 200


def test_the_log_of_a_conflict_names_neither_person_nor_child() -> None:
    with scope(ZHOU.viewer):
        shares.note_conflict(
            by=ZHOU.viewer, user=user(LI), child=CHILD, division=TOWN_A, kind=ConflictKind.ORDERED
        )
    with scope(SYSTEM):
        kept = str(Event.objects.all_of_them(reason="测试").get(kind="conflict.note").changes)
    assert str(CHILD) not in kept
    assert str(LI.user) not in kept


def test_a_glass_opens_one_child_and_is_reviewed_by_another() -> None:
    assert sees(MA.viewer) == 404
    with scope(MA.viewer):
        row = shares.open_glass(by=MA.viewer, child=CHILD, why=REASON, minutes=30)
    assert sees(MA.viewer) == 200
    with clock.at(clock.now() + timedelta(minutes=30)):
        assert sees(MA.viewer) == 404
    with scope(ZHOU.viewer):
        seen = BreakGlass.objects.visible_to(ZHOU.viewer).get(pk=row.pk)
        with pytest.raises(NotYours):
            shares.review_glass(by=MA.viewer, glass=seen, review="该看")
        shares.review_glass(by=ZHOU.viewer, glass=seen, review="该看")
        with pytest.raises(NotNow):
            shares.review_glass(by=ZHOU.viewer, glass=seen, review="再看一次")


def test_under_a_conflict_there_is_no_child_to_open() -> None:
    with scope(SYSTEM):
        access.conflict(user=MA.user, child=CHILD)
    with scope(MA.viewer), pytest.raises(Missing):
        shares.open_glass(by=MA.viewer, child=CHILD, why=REASON)


def test_a_fourth_glass_in_a_day_is_refused_and_so_is_one_before_the_review() -> None:
    with scope(MA.viewer):
        for _ in range(3):
            shares.open_glass(by=MA.viewer, child=uuid4(), why=REASON)
        with pytest.raises(NotNow, match="上限"):
            shares.open_glass(by=MA.viewer, child=uuid4(), why=REASON)
        with clock.at(clock.now() + timedelta(hours=72)), pytest.raises(NotNow, match="复核"):
            shares.open_glass(by=MA.viewer, child=uuid4(), why=REASON)


def test_without_the_verb_there_is_no_glass() -> None:
    with scope(WANG.viewer), pytest.raises(NotYours):
        shares.open_glass(by=WANG.viewer, child=CHILD, why=REASON)
