"""What the other modules lay before a conference: each opens its figures, none names a child."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests import people
from tests.people import CHEN, COUNTY, EDUCATION, ZHOU
from tonghu.conference.contributions.meetings import NAME
from tonghu.conference.queries import agenda
from tonghu.core import clock
from tonghu.core.contributions import contributed
from tonghu.core.database import scope
from tonghu.survey.models import Round, VillageReturn
from tonghu.worklist import actions as worklist
from tonghu.worklist.contributions import AgendaProposer

pytestmark = pytest.mark.django_db


def _offers(body: UUID) -> dict[str, Any]:
    with scope(ZHOU.viewer):
        return {one.source: one for one in agenda.offers(ZHOU.viewer, body)}


def test_every_source_is_declared_once_and_in_an_order() -> None:
    codes = [one.code for one in contributed(AgendaProposer)]
    assert len(codes) == len(set(codes))
    assert {"worklist.late", "survey.late", "reconcile.unsettled", "conference.without_liaison"} <= set(codes)  # fmt: skip


def test_two_late_tasks_are_nothing_and_three_are_a_topic(dali: UUID) -> None:
    for n in range(3):
        assert "worklist.late" not in _offers(dali)
        with scope(people.SYSTEM):
            worklist.open_task(
                by=people.SYSTEM, kind=NAME, subject=("test", uuid4()), title=f"第{n}件", unit=EDUCATION.id,
                unit_name=EDUCATION.name, division=COUNTY, due=date(2026, 9, 1),
            )  # fmt: skip
    found = _offers(dali)["worklist.late"]
    assert (found.count, found.link) == (1, "/tasks/?whose=below&when=late")
    assert "演示县教育局3件" in found.question


def test_late_returns_of_a_round_are_a_topic_that_opens_its_board(dali: UUID) -> None:
    with scope(people.SYSTEM):
        round = Round.objects.put(
            division=COUNTY, title="2026年秋季集中排查", cycle="yearly_campaign", period="2026-autumn",
            begins_on=date(2026, 8, 1), ends_on=date(2026, 9, 30), opens_on=date(2026, 8, 1),
            due_on=date(2026, 9, 1), state="open",
        )  # fmt: skip
        VillageReturn.objects.put(
            round=round, division=people.VILLAGE_A, name="一村", due_on=date(2026, 9, 1)
        )
    found = _offers(dali)["survey.late"]
    assert (found.count, found.link) == (1, f"/rounds/{round.id}/")


def test_a_unit_is_shown_no_offer_of_the_whole_county(dali: UUID) -> None:
    with scope(CHEN.viewer):
        found = {one.source for one in agenda.offers(CHEN.viewer, dali)}
    assert "worklist.late" not in found
    assert clock.today() == date(2026, 9, 7)
