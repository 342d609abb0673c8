"""What the conference prints: lists, notice, agenda, record; nothing made up, no seal."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import UUID

import pytest

from tests.people import ZHOU
from tests.requirement import requirement
from tonghu.conference.actions import agenda, meetings, members
from tonghu.conference.actions.meetings import Plan
from tonghu.conference.papers import lists
from tonghu.conference.papers import meetings as sheets
from tonghu.conference.queries import agenda as topic_queries
from tonghu.conference.queries import meetings as queries
from tonghu.conference.queries.body import BodyPage, body_page, policy_of, seats
from tonghu.core.database import scope
from tonghu.papers.documents import Document, Signature, Table
from tonghu.papers.rules import fault
from tonghu.papers.states import Format

pytestmark = pytest.mark.django_db


def _page(body: UUID) -> BodyPage:
    with scope(ZHOU.viewer):
        found = body_page(ZHOU.viewer, body)
    assert found is not None
    return found


def _rows(made: Document) -> list[tuple[Any, ...]]:
    table = next(one for one in made.blocks if isinstance(one, Table))
    return list(table.rows)


@requirement("D-300")
@requirement("D-301")
def test_lists_say_who_is_missing_and_name_nobody_else(dali: UUID) -> None:
    with scope(ZHOU.viewer):
        one = next(x for x in seats(ZHOU.viewer, dali) if x.role == "member")
        members.name_holder(by=ZHOU.viewer, seat=one.id, name="演示成员", post_title="主任")
    page = _page(dali)
    made, liaisons = lists.member_list(page), lists.liaison_list(page)
    assert len(_rows(made)) == 2 + 24 + 1
    assert ("成员", "州综治办", "演示成员", "主任") in _rows(made)
    assert sum("（空缺）" in row for row in _rows(made)) == 26
    assert len(_rows(liaisons)) == 25
    assert all(
        fault(x, (Format.PDF,)) == "" or fault(x, (Format.PDF,)) is None for x in (made, liaisons)
    )


@requirement("D-302")
@requirement("D-031")
def test_the_duty_table_has_a_row_for_every_clause(dali: UUID) -> None:
    policy = policy_of("dali")
    made = lists.duty_table(_page(dali), policy)
    assert len(_rows(made)) == len(policy.duties) > 50
    assert all(row[1] and row[3] for row in _rows(made))


def _plenary(body: UUID) -> UUID:
    plan = Plan(on=date(2026, 9, 15), starts=time(14, 30), place="演示楼三楼")
    with scope(ZHOU.viewer):
        made = meetings.plan_meeting(by=ZHOU.viewer, body=body, kind="plenary", plan=plan)
        topic = agenda.propose_topic(
            by=ZHOU.viewer, body=body, title="研究防溺水", question="谁牵头"
        )
        agenda.list_topics(by=ZHOU.viewer, meeting=made, topics=[topic])
    return made


def _text(made: Document) -> str:
    return "".join(getattr(one, "text", "") for one in made.blocks)


@requirement("D-303")
@requirement("D-062")
@requirement("D-041")
@requirement("D-064")
def test_the_notice_goes_out_under_the_bureau_that_keeps_the_office(dali: UUID) -> None:
    meeting = _plenary(dali)
    with scope(ZHOU.viewer):
        view = queries.one(ZHOU.viewer, meeting)
        assert view is not None
        made = sheets.notice(
            view, topic_queries.topics(ZHOU.viewer, meeting), queries.attendees(ZHOU.viewer, meeting),
            date(2026, 9, 7),
        )  # fmt: skip
    assert made.organ == "演示县民政局"
    assert "2026年9月15日（星期二）14:30" in _text(made)
    assert "研究防溺水" in _text(made)
    signed = [one for one in made.blocks if isinstance(one, Signature)]
    assert [one.organ for one in signed] == ["演示县民政局"]


@requirement("D-304")
def test_agenda_record_and_sign_in_sheet_say_what_is_there(dali: UUID) -> None:
    meeting = _plenary(dali)
    with scope(ZHOU.viewer):
        view = queries.one(ZHOU.viewer, meeting)
        assert view is not None
        topics, people = (
            topic_queries.topics(ZHOU.viewer, meeting), queries.attendees(ZHOU.viewer, meeting),
        )  # fmt: skip
    assert "一、研究防溺水" in _text(sheets.agenda(view, topics))
    assert "没有登记" in _text(sheets.record(view, topics, people))
    assert len(_rows(sheets.sign_in_sheet(view, people))) == 27
