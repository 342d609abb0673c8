"""What a page costs: the door's own questions, and all of the pages people open most."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import people
from tests.factories import worklist as make
from tests.people import LI, SCHOOL, SUN, TOWN_A, ZHOU
from tonghu.core.database import scope
from tonghu.core.viewer import Viewer
from tonghu.worklist import actions

pytestmark = pytest.mark.django_db
Browser = Callable[[people.Person], Client]
RESTORED = (
    "'tonghu.level', ''"  # what a test's own transaction asks for when a scope inside it ends
)
TRANSACTIONS = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


def asked(ask: Callable[[], object]) -> list[str]:
    """Every query of one request, on both connections, `set_config` included."""
    with (
        CaptureQueriesContext(connections["default"]) as inside,
        CaptureQueriesContext(connections["aside"]) as beside,
    ):
        ask()
    found = [one["sql"] for one in (*inside.captured_queries, *beside.captured_queries)]
    return [one for one in found if not one.startswith(TRANSACTIONS) and RESTORED not in one]


def late_tasks() -> str:
    with scope(Viewer.for_system("备料")):
        for number in range(20):
            task = make.task(
                title=f"交名册{number}", division=TOWN_A, role="town_worker",
                due_on=date(2026, 9, 22),
            )  # fmt: skip
            make.task(unit_id=SCHOOL.id, unit_name=SCHOOL.name, due_on=date(2026, 9, 21))
    actions.escalate_overdue()
    return f"/tasks/{task.id}/"


def test_the_door_asks_three_times_at_most(browser: Browser) -> None:
    client, address = browser(LI), late_tasks()
    client.get(address)
    found = asked(lambda: client.get(address))
    door = [one for one in found if "django_session" not in one and "worklist_task" not in one]
    assert len(door) <= 3, door


@pytest.mark.parametrize("person", [LI, ZHOU, SUN], ids=lambda one: one.login)
@pytest.mark.parametrize("address", ["/", "/tasks/", "/tasks/?whose=below", "/search/"])
def test_the_first_pages_take_fifteen_queries_at_most(
    browser: Browser, person: people.Person, address: str
) -> None:
    late_tasks()
    client = browser(person)

    def ask() -> None:
        search = address == "/search/"
        answer = client.post(address, {"q": "演示"}) if search else client.get(address)
        assert answer.status_code == 200

    ask()
    found = asked(ask)
    assert len(found) <= 15, "\n".join(one[:140] for one in found)
