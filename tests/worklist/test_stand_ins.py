"""Standing in: the tasks of whoever is away are another's too, with that other's own verbs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from tests.factories import access, directory
from tests.factories import worklist as make
from tests.people import (
    CIVIL_AFFAIRS,
    COUNTY,
    LI,
    SCHOOL,
    SUN,
    SYSTEM,
    TOWN_A,
    VILLAGE_A,
    WANG,
    ZHAO,
    ZHOU,
    Person,
)  # fmt: skip
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.errors import Missing, NotNow, NotYours
from tonghu.core.events.models import Event
from tonghu.worklist import actions, queries
from tonghu.worklist.queries import Filter
from tonghu.worklist.rules import PostFacts, may_stand_in
from tonghu.worklist.states import TaskState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]
FROM, UNTIL = date(2026, 9, 24), date(2026, 9, 30)


def ask(who: Person, whom: UUID, since: date = FROM, until: date = UNTIL) -> UUID:
    with scope(who.viewer):
        return actions.name_stand_in(
            by=who.viewer, stand_in=whom, from_on=since, until_on=until, reason="培训"
        )


def own(who: Person) -> list[str]:
    with scope(who.viewer):
        return [t.title for g in queries.mine(who.viewer).groups for t in g.tasks]


def village_task(**given: Any) -> UUID:
    with scope(SYSTEM):
        return make.task(
            title="核对本村儿童", division=VILLAGE_A, role="village_worker", **given
        ).id


def test_a_town_worker_sees_and_does_a_village_directors_tasks_meanwhile() -> None:
    village_task(subject_type="village", subject_id="1", why="县里要的")
    assert own(LI) == []
    ask(WANG, LI.post)
    assert own(LI) == ["核对本村儿童"]
    assert own(WANG) == ["核对本村儿童"]
    with scope(LI.viewer):
        (task,) = [t for g in queries.mine(LI.viewer).groups for t in g.tasks]
        assert task.for_name == "王一村"
        assert [one.name for one in queries.whom_for(LI.viewer)] == ["王一村"]
        actions.close_task(by=LI.viewer, kind="test.errand", subject=("village", "1"))
    assert own(WANG) == []


def test_it_begins_and_ends_by_its_days() -> None:
    village_task()
    ask(WANG, LI.post, date(2026, 9, 28), date(2026, 9, 29))
    for day, seen in ((27, False), (28, True), (29, True), (30, False)):
        with clock.at(datetime(2026, 9, day, 9, tzinfo=clock.CHINA)):
            assert bool(own(LI)) is seen


@pytest.mark.parametrize("who", [WANG, LI, ZHOU], ids=lambda one: one.login)
def test_either_of_the_two_or_whoever_supervises_ends_it_early(who: Person) -> None:
    village_task()
    row = ask(WANG, LI.post)
    with scope(who.viewer):
        actions.end_stand_in(by=who.viewer, stand_in=row)
    assert own(LI) == []
    with scope(who.viewer), pytest.raises(NotNow, match="已经结束"):
        actions.end_stand_in(by=who.viewer, stand_in=row)


def test_no_verb_is_lent() -> None:
    with scope(SYSTEM):
        make.task(title="判定的事", kind="test.secret", division=TOWN_A, role="town_worker")
        make.task(title="镇里的事", division=TOWN_A, role="town_worker")
        post = access.post(user_id=WANG.user, role="town_assistant", division=TOWN_A)
    ask(LI, post.id)
    from tonghu.core.viewer import viewer_again

    helper = viewer_again(WANG.user, post.id)
    assert helper is not None
    with scope(helper):
        seen = [t.title for g in queries.mine(helper).groups for t in g.tasks]
    assert seen == ["镇里的事"]  # what needs a verb the assistant has not stays out of sight


def test_a_colleague_of_the_same_school_stands_in_and_nobody_else() -> None:
    with scope(SYSTEM):
        make.task(title="学校的事", unit_id=SCHOOL.id, role="school")
        other = access.user(division=COUNTY, name="钱老师")
        post = access.post(user=other, role="school", division=TOWN_A, unit_id=SCHOOL.id)
    with scope(SUN.viewer):
        assert [who.split("，")[0] for _, who in queries.candidates(SUN.viewer)] == ["钱老师"]
    with pytest.raises(NotNow, match="同一个单位"):
        ask(SUN, LI.post)
    ask(SUN, post.id)


def test_who_may_be_asked_is_of_the_place_or_above_it() -> None:
    with scope(WANG.viewer):
        names = [who.split("，")[0] for _, who in queries.candidates(WANG.viewer)]
    assert names == ["李甲镇", "周县办"]
    with pytest.raises(NotNow, match="请从列表里选"):
        ask(WANG, ZHAO.post)


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        (date(2026, 9, 30), date(2026, 9, 24), "早于第一天"),
        (date(2026, 9, 1), date(2026, 9, 23), "已经过去"),
        (date(2026, 9, 24), date(2027, 9, 24), "最多半年"),
    ],
)
def test_wrong_days_are_refused_with_a_sentence(since: date, until: date, said: str) -> None:
    with pytest.raises(NotNow, match=said):
        ask(WANG, LI.post, since, until)


def test_one_stands_in_at_a_time() -> None:
    ask(WANG, LI.post)
    with pytest.raises(NotNow, match="已经请了人代班"):
        ask(WANG, ZHOU.post, date(2026, 9, 30), date(2026, 10, 8))


def test_both_and_the_supervisor_see_it_and_hear_of_it_and_strangers_do_not() -> None:
    row = ask(WANG, ZHOU.post)
    for who in (WANG, LI, ZHOU):
        with scope(who.viewer):
            assert [one.id for one in queries.stand_ins(who.viewer)] == [row]
    for who in (LI, ZHOU):
        with scope(who.viewer):
            assert [one.title for one in queries.inbox(who.viewer)] == [
                "王一村请周县办代班，9月24日至9月30日"
            ]
    for stranger in (ZHAO, SUN):
        with scope(stranger.viewer):
            assert queries.stand_ins(stranger.viewer) == ()
            with pytest.raises(Missing):
                actions.end_stand_in(by=stranger.viewer, stand_in=row)


def test_each_deed_leaves_one_event() -> None:
    row = ask(WANG, LI.post)
    with scope(LI.viewer):
        actions.end_stand_in(by=LI.viewer, stand_in=row)
    with scope(SYSTEM):
        rows = Event.objects.all_of_them(reason="test").order_by("at", "id")
        assert [one.kind for one in rows if one.kind.startswith("stand_in.")] == [
            "stand_in.named", "stand_in.ended",
        ]  # fmt: skip


def test_whoever_does_no_tasks_asks_nobody() -> None:
    from tests.people import DENG

    with pytest.raises(NotYours):
        ask(DENG, ZHOU.post)


TOWN = PostFacts("town_worker", TOWN_A, None, TOWN_A, "990101001~", frozenset({"task.do"}))


@pytest.mark.parametrize(
    ("away", "other", "may"),
    [
        (PostFacts("village_worker", VILLAGE_A, None, "", ""), TOWN, True),
        (PostFacts("village_worker", "990101002001", None, "", ""), TOWN, False),
        (PostFacts("school", TOWN_A, SCHOOL.id, "", ""),
         PostFacts("school", TOWN_A, SCHOOL.id, "", "", frozenset({"task.do"})), True),
        (PostFacts("school", TOWN_A, SCHOOL.id, "", ""),
         PostFacts("school", TOWN_A, CIVIL_AFFAIRS.id, "", "", frozenset({"task.do"})), False),
        (PostFacts("village_worker", VILLAGE_A, None, "", ""),
         PostFacts("leader", COUNTY, None, COUNTY, "990101~"), False),
    ],
)  # fmt: skip
def test_the_rule_of_standing_in(away: PostFacts, other: PostFacts, may: bool) -> None:
    assert (may_stand_in(away, other) is None) is may


def test_the_long_list_of_the_stand_in_holds_them_too(
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    village_task()
    ask(WANG, LI.post)
    with scope(LI.viewer), django_assert_max_num_queries(4):
        assert queries.listing(LI.viewer, Filter()).total == 1
        assert queries.listing(LI.viewer, Filter(state=TaskState.DONE)).total == 0


def test_the_committees_tasks_go_along() -> None:
    with scope(SYSTEM):
        seat = directory.unit("一村村民委员会", division=VILLAGE_A, kind="village_committee")
        make.task(title="村委会的事", division=VILLAGE_A, unit_id=seat.id, unit_name=seat.name)
    ask(WANG, LI.post)
    assert own(LI) == ["村委会的事"]
