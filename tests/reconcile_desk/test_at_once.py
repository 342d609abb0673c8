"""Two at the same moment: one roster, one run, one call; the other is told so."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connections, transaction

from tests.factories import reconcile as made
from tests.people import COUNTY, SYSTEM, ZHOU
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.errors import NotNow
from tonghu.core.ids import uuid7
from tonghu.reconcile import actions
from tonghu.reconcile.forms import Wrong
from tonghu.reconcile.models import HandIn, RosterCall, RosterOwed, Run


def both(act: Callable[[], UUID]) -> list[UUID | Exception]:
    """What came of doing it twice at the same moment, each on its own connection."""
    begin, came = threading.Barrier(2), []  # type: ignore[var-annotated]

    def one() -> None:
        try:
            begin.wait(20)
            with scope(ZHOU.viewer):
                came.append(act())
        except Exception as wrong:  # noqa: BLE001  (the test looks at it)
            came.append(wrong)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(came, key=lambda one: isinstance(one, Exception))


def count(model: type, **given: object) -> int:
    with scope(SYSTEM):
        return int(model.objects.visible_to(SYSTEM).filter(**given).count())  # type: ignore[attr-defined]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_call_hand_in_and_start_at_once_only_one_does() -> None:
    made.land()
    calls = both(lambda: actions.open_call(by=ZHOU.viewer, division=COUNTY, year=2026))
    assert calls[0] == calls[1], calls
    assert count(RosterCall) == 1
    owed = count(RosterOwed)

    children = [made.child(order) for order in range(30)]
    first, second = both(
        lambda: actions.hand_in(by=ZHOU.viewer, form=made.form("school", children))
    )
    assert isinstance(first, UUID), first
    assert isinstance(second, NotNow), second
    assert "不用再交" in str(second)
    assert (count(HandIn), count(RosterOwed)) == (1, owed)

    with scope(ZHOU.viewer):
        actions.confirm_mapping(by=ZHOU.viewer, hand_in=first)
    started, refused = both(lambda: actions.start_run(by=ZHOU.viewer, division=COUNTY))
    assert isinstance(started, UUID), started
    assert isinstance(refused, NotNow), refused
    assert count(Run) == 1


@pytest.mark.django_db
def test_one_file_in_two_places_of_one_hand_in_is_refused(county: None) -> None:
    children = [made.child(order) for order in range(10)]
    twice = (made.form("school", children), made.form("school", children, adds=True))
    with scope(ZHOU.viewer), pytest.raises(NotNow, match="不用再交"), transaction.atomic():
        actions.hand_in_many(by=ZHOU.viewer, rosters=twice)


@pytest.mark.django_db
def test_the_database_itself_holds_one_standing_roster_and_one_run(run: Run) -> None:
    with scope(ZHOU.viewer):
        roster = HandIn.objects.visible_to(ZHOU.viewer).filter(kind="school").get()
        roster.pk, roster.file_name, roster.preview = uuid7(), None, None  # sealed for another row
        with pytest.raises(IntegrityError, match="handin_not_twice"), transaction.atomic():
            roster.save(force_insert=True)
        run.state = "queued"
        run.pk = uuid7()
        run.save(force_insert=True)
        run.pk = uuid7()
        with pytest.raises(IntegrityError, match="run_one_at_a_time"), transaction.atomic():
            run.save(force_insert=True)


@pytest.mark.django_db
@pytest.mark.parametrize("day", [date(1, 1, 1), date(1926, 9, 4), date(2999, 1, 1)])
def test_rosters_and_runs_speak_of_these_years(county: None, day: date) -> None:
    with scope(ZHOU.viewer):
        made.handed_in("school", [made.child(1)], by=ZHOU.viewer)
        with pytest.raises(Wrong) as wrong:
            actions.start_run(by=ZHOU.viewer, division=COUNTY, as_of=day)
        assert wrong.value.field == "as_of"
        form = made.form("police", [made.child(1)], as_of=day)
        with pytest.raises(Wrong) as wrong:
            actions.hand_in(by=ZHOU.viewer, form=form)
        assert wrong.value.field == "as_of"
        soon = clock.today() + timedelta(days=300)
        assert actions.start_run(by=ZHOU.viewer, division=COUNTY, as_of=soon)
