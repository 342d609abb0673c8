"""Topics from a unit or from the machine to the pool, to a meeting, to what was agreed."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.conference.conftest import kinds
from tests.conference.test_meetings import ON, called, hold_it, titles_of
from tests.people import CHEN, ZHOU
from tonghu.conference.actions import agenda
from tonghu.conference.queries import agenda as topic_queries
from tonghu.conference.rules.agenda import Offer
from tonghu.conference.rules.membership import Wrong
from tonghu.conference.states import AgendaState
from tonghu.core.database import scope
from tonghu.core.errors import NotNow

pytestmark = pytest.mark.django_db


def test_units_propose_topics_and_see_their_own(dali: UUID) -> None:
    with scope(CHEN.viewer):
        mine = agenda.propose_topic(by=CHEN.viewer, body=dali, title="控辍保学经费")
    with scope(ZHOU.viewer):
        agenda.propose_topic(by=ZHOU.viewer, body=dali, title="办公室的事")
    with scope(CHEN.viewer):
        assert [one.id for one in topic_queries.pool(CHEN.viewer, dali)] == [mine]
        agenda.withdraw_topic(by=CHEN.viewer, topic=mine)
    with scope(ZHOU.viewer):
        assert [one.title for one in topic_queries.pool(ZHOU.viewer, dali)] == ["办公室的事"]


def test_a_topic_that_is_not_listed_says_why(dali: UUID) -> None:
    with scope(CHEN.viewer):
        topic = agenda.propose_topic(by=CHEN.viewer, body=dali, title="控辍保学经费")
    with scope(ZHOU.viewer):
        with pytest.raises(Wrong):
            agenda.drop_topic(by=ZHOU.viewer, topic=topic, why="")
        agenda.drop_topic(by=ZHOU.viewer, topic=topic, why="由教育局自己定")
    with scope(CHEN.viewer):
        past = topic_queries.past(CHEN.viewer, dali)
    assert (past[0].state, past[0].why) == (AgendaState.DROPPED, "由教育局自己定")
    with scope(ZHOU.viewer):
        agenda.restore_topic(by=ZHOU.viewer, topic=topic)
    assert kinds()[-1] == "topic.restore"


def test_units_are_asked_for_topics_and_may_say_none(dali: UUID) -> None:
    with scope(ZHOU.viewer):
        assert agenda.ask_for_topics(by=ZHOU.viewer, body=dali, until=ON) > 20
    assert "报提交联席会议的议题" in titles_of(CHEN)
    with scope(CHEN.viewer):
        agenda.no_topics(by=CHEN.viewer, body=dali)
    assert "报提交联席会议的议题" not in titles_of(CHEN)


def test_the_system_proposes_units_without_liaison_and_each_topic_once(dali: UUID) -> None:
    with scope(ZHOU.viewer):
        offers = topic_queries.offers(ZHOU.viewer, dali)
        mine = next(one for one in offers if one.source == "conference.without_liaison")
        assert mine.count == 25
        assert mine.link.startswith("/conference/")
        assert agenda.take_offers(by=ZHOU.viewer, body=dali, offers=[mine]) == 1
        assert agenda.take_offers(by=ZHOU.viewer, body=dali, offers=[mine]) == 0
        left = {one.source for one in topic_queries.offers(ZHOU.viewer, dali)}
    assert "conference.without_liaison" not in left


def test_topics_in_order_then_what_was_agreed(dali: UUID) -> None:
    meeting = called(dali)
    with scope(ZHOU.viewer):
        one, two = (agenda.propose_topic(by=ZHOU.viewer, body=dali, title=t) for t in ("甲", "乙"))
        agenda.list_topics(by=ZHOU.viewer, meeting=meeting, topics=[one, two])
        agenda.order_topics(by=ZHOU.viewer, meeting=meeting, order=[two])
        assert [t.title for t in topic_queries.topics(ZHOU.viewer, meeting)] == ["乙", "甲"]
        with pytest.raises(NotNow):
            agenda.discuss(by=ZHOU.viewer, meeting=meeting, outcomes={one: "同意"})
    with scope(CHEN.viewer):
        assert len(topic_queries.topics(CHEN.viewer, meeting)) == 2
    hold_it(meeting)
    with scope(ZHOU.viewer):
        before = len(kinds())
        done = agenda.discuss(
            by=ZHOU.viewer, meeting=meeting, outcomes={one: "同意", two: ""}, major=[one]
        )
        with pytest.raises(NotNow):
            agenda.unlist_topic(by=ZHOU.viewer, topic=two)
        found = {t.id: t for t in topic_queries.topics(ZHOU.viewer, meeting)}
    assert done == 1
    assert kinds(before) == ["topic.discuss"]
    assert found[one].major
    assert found[two].state is AgendaState.LISTED


def test_an_offer_of_another_is_not_taken_twice_by_two_at_once(dali: UUID) -> None:
    offer = Offer("x", "x", 1, "same", "同一件", "", "/", 3)
    with scope(ZHOU.viewer):
        agenda.take_offers(by=ZHOU.viewer, body=dali, offers=[offer, offer])
        assert len(topic_queries.pool(ZHOU.viewer, dali)) == 1
