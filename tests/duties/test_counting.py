"""A ledger is counted from events alone: what proves, for whom, and what is taken back."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from tests.duties.conftest import POLICE
from tests.people import (
    CHEN,
    COUNTY,
    EDUCATION,
    LI,
    SCHOOL,
    SUN,
    TOWN_A,
    VILLAGE_A,
    WANG,
    ZHOU,
    Person,
)
from tests.requirement import requirement
from tonghu.core import events
from tonghu.core.database import scope
from tonghu.duties import actions
from tonghu.duties.queries import ledger
from tonghu.duties.rules.standing import Line
from tonghu.duties.states import Group, Standing

pytestmark = pytest.mark.django_db


def leave(
    kind: str, person: Person, *, subject: object = None, division: str = "", unit: UUID | None = None,
    **changes: object,
) -> str:  # fmt: skip
    """A fact, left by one of the cast."""
    about = str(subject or uuid4())
    with scope(person.viewer):
        events.record(
            kind, by=person.viewer, subject=("test.thing", about), division=division or person.division,
            unit=unit, changes=changes,
        )  # fmt: skip
    return about


def lines(key: str, division: str = COUNTY, year: int = 2026) -> dict[str, Line]:
    actions.recount(division=COUNTY)
    with scope(ZHOU.viewer):
        found = ledger.of_key(ZHOU.viewer, division, key, year)
    assert found is not None
    return {one.duty.code: one for one in found.lines}


EDU, SCH, VIL, TWN = f"u:{EDUCATION.id}", f"u:{SCHOOL.id}", f"p:{VILLAGE_A}", f"p:{TOWN_A}"
OFFICE = f"u:{ZHOU.unit.id}"  # type: ignore[union-attr]


@requirement("D-258")
def test_a_roster_proves_for_the_school_and_for_the_bureau_that_urges_it(county: None) -> None:
    leave("roster.handed_in", SUN, state="confirmed")
    assert lines(SCH)["school.roster"].standing is Standing.PROVEN
    found = lines(EDU)["education.roster"]
    assert (found.standing, found.n) == (Standing.PROVEN, 1)
    assert lines(f"u:{POLICE}")["police.roster"].standing is Standing.NOTHING


def test_a_roster_that_could_not_be_read_proves_nothing(county: None) -> None:
    leave("roster.handed_in", SUN, state="refused")
    assert lines(SCH)["school.roster"].standing is Standing.NOTHING


def test_what_was_recorded_from_paper_is_transcribed(county: None) -> None:
    leave(
        "roster.handed_in", ZHOU, unit=EDUCATION.id, on_behalf=True, paper_number="演教〔2026〕3号"
    )
    assert lines(EDU)["education.statistics"].standing is Standing.TRANSCRIBED


def test_a_withdrawn_run_proves_nothing(county: None) -> None:
    run = leave("roster.reconcile", ZHOU, number=1)
    wuqing = ledger.profile_at
    assert wuqing  # the run's word stands in another county's document
    actions.open_book(division=COUNTY, profile="wuqing")
    assert lines(OFFICE)["civil_affairs.compare"].standing is Standing.PROVEN
    leave("run.withdraw", ZHOU, subject=run)
    assert lines(OFFICE)["civil_affairs.compare"].standing is Standing.NOTHING


def test_a_returned_submission_proves_nothing_until_it_comes_again(county: None) -> None:
    given = leave("survey.submit", WANG)
    assert lines(VIL)["supervisor.survey"].standing is Standing.PROVEN
    leave("survey.return", LI, subject=given, division=VILLAGE_A)
    assert lines(VIL)["supervisor.survey"].standing is Standing.NOTHING
    leave("survey.submit", WANG, subject=given)
    assert lines(VIL)["supervisor.survey"].n == 1


@requirement("D-278", "D-279")
def test_town_and_village_are_credited_by_their_place(county: None) -> None:
    leave("survey.summarise", LI)
    leave("child.register", LI, division=VILLAGE_A)
    leave("child.update", WANG, record="r1")
    assert lines(TWN)["town.summary"].n == 1
    assert lines(TWN)["town.ledger"].n == 2  # its own, and what its village did
    assert lines(VIL)["village.collect"].n == 1
    assert lines(OFFICE)["civil_affairs.ledger"].n == 2


def test_what_is_taken_out_of_a_file_again_proves_nothing(county: None) -> None:
    leave("child.update", WANG, record="r1")
    leave("child.update", WANG, record="r2")
    leave("child.update", LI, division=VILLAGE_A, taken_back=["r1"])
    assert lines(VIL)["village.monitoring"].n == 1


def test_the_heir_of_a_dissolved_unit_keeps_what_was_done(county: None) -> None:
    from tests.factories import directory
    from tonghu.core import clock
    from tonghu.directory.models import Unit

    leave("roster.handed_in", CHEN)
    with scope(ZHOU.viewer):
        heir = directory.unit(
            "演示县教育体育局", kind="bureau", function="education", division=COUNTY
        )
        old = Unit.objects.all_of_them(reason="test").get(pk=EDUCATION.id)
        old.valid_to, old.successor = clock.today(), heir
        old.save()
    actions.recount(division=COUNTY, whole=True)
    assert lines(f"u:{heir.id}")["education.statistics"].n == 1


def test_a_year_sums_up_late_and_silent_first(county: None) -> None:
    leave("roster.handed_in", CHEN)
    actions.recount(division=COUNTY)
    with scope(ZHOU.viewer):
        found = ledger.ledger(ZHOU.viewer, COUNTY, year=2026, group=Group.MEMBERS)
    names = [one.holder.name for one in found.rows]
    assert names.index("演示县公安局") < names.index("演示县教育局")
    assert any(
        not one.holder.registered for one in found.rows
    )  # the document's, not the directory's
    assert next(one for one in found.rows if one.holder.key == EDU).sum.last is not None


def test_row_level_security_shows_each_its_own_tallies(county: None) -> None:
    from tonghu.duties.models import Tally

    leave("roster.handed_in", CHEN)
    leave("survey.submit", WANG)
    leave("survey.lock", ZHOU)
    actions.recount(division=COUNTY)
    for person, seen in ((CHEN, {EDU}), (LI, {TWN, VIL}), (WANG, {VIL}), (SUN, set())):
        with scope(person.viewer):
            rows = Tally.objects.all_of_them(reason="behind the wall")
            found = set(rows.values_list("holder", flat=True))
        assert found <= seen, person.login
        assert bool(found) == bool(seen), person.login


def test_opening_a_ledger_leaves_one_event_and_once(db: None) -> None:
    from tonghu.core.events.models import Event

    for _ in range(2):
        actions.open_book(division=COUNTY, profile="songyang")
    with scope(ZHOU.viewer):
        assert Event.objects.all_of_them(reason="test").filter(kind="duties.open").count() == 1
