"""办理台: what a run proposes, who decides it, what the register holds afterwards."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import people
from tests.reconcile_pages.test_least import MOST, NOT_ASKED
from tests.requirement import requirement
from tonghu.core.database import scope
from tonghu.core.errors import NotYours
from tonghu.reconcile import actions, queries
from tonghu.reconcile.models import Proposal, RunChild
from tonghu.reconcile.queries import ProposalFilter
from tonghu.reconcile.queries.shapes.desk import ProposalLine
from tonghu.reconcile.states import ProposalKind, ProposalState, VillageAnswer
from tonghu.registry import actions as registry
from tonghu.registry.models import Child
from tonghu.registry.states import LifeState

pytestmark = pytest.mark.django_db(databases=["default", "aside"])

Browser = Callable[[people.Person], Client]
OFFICE, TOWN = people.ZHOU, people.LI


def waiting(person: people.Person = OFFICE, **wanted: object) -> tuple[ProposalLine, ...]:
    with scope(person.viewer):
        found = queries.proposals(person.viewer, ProposalFilter(**wanted), size=500)  # type: ignore[arg-type]
    return found.lines


def files() -> list[Child]:
    with scope(OFFICE.viewer):
        return list(Child.objects.visible_to(OFFICE.viewer).order_by("name"))


def first(kind: ProposalKind = ProposalKind.NEW, **wanted: object) -> ProposalLine:
    lines = [one for one in waiting(kind=kind.value, **wanted) if one.village]
    assert lines, "the rosters of the factory hold such a child"
    return lines[0]


def accept(id: UUID, **more: object) -> None:
    with scope(OFFICE.viewer):
        actions.accept(by=OFFICE.viewer, proposal=id, **more)  # type: ignore[arg-type]


@requirement("D-086", "D-093")
def test_a_run_proposes_and_changes_nothing_by_itself(run: UUID) -> None:
    assert {one.kind for one in waiting()} == {"new"}
    assert files() == []


def test_an_accepted_child_gets_one_file_with_what_every_roster_said(run: UUID) -> None:
    one = first()
    accept(one.id)
    (child,) = files()
    assert child.name == one.name
    assert child.state == LifeState.TO_VERIFY
    assert {told[0] for told in child.provenance.values()} <= {"village", "school", "police"}
    assert one.id not in {line.id for line in waiting()}


def test_the_same_rosters_again_change_nothing(run: UUID) -> None:
    taken = first()
    refused = next(one for one in waiting() if one.id != taken.id)
    accept(taken.id)
    with scope(OFFICE.viewer):
        actions.refuse(by=OFFICE.viewer, proposal=refused.id, reason="问过村里，父母都在家")
    left = {one.id for one in waiting()}
    with scope(OFFICE.viewer):
        told = actions.propose(by=OFFICE.viewer, run=run)
    assert told["made"] == 0
    assert {one.id for one in waiting()} == left
    assert not {taken.id, refused.id} & left
    assert len(files()) == 1


def test_a_proposal_taken_back_leaves_a_file_made_in_error_and_is_open_again(run: UUID) -> None:
    one = first()
    accept(one.id)
    with scope(OFFICE.viewer):
        actions.undo_proposal(by=OFFICE.viewer, proposal=one.id)
    (child,) = files()
    assert child.state == LifeState.REJECTED
    assert one.id in {line.id for line in waiting()}
    accept(one.id)
    (again_,) = files()
    assert (again_.id, again_.state) == (child.id, LifeState.TO_VERIFY)


def test_a_run_is_withdrawn_with_all_that_came_of_it(run: UUID) -> None:
    accept(first().id)
    with scope(OFFICE.viewer):
        actions.withdraw_run(by=OFFICE.viewer, run=run, why="名册交错了")
    assert waiting(state="") == ()
    assert {child.state for child in files()} == {LifeState.REJECTED}


def test_the_certain_are_accepted_together_and_some_looked_at_again_by_another(run: UUID) -> None:
    certain = [one for one in waiting() if one.certain]
    assert certain
    with scope(OFFICE.viewer):
        bulk = actions.accept_certain(by=OFFICE.viewer)
    assert bulk.judged == len(certain)
    assert {child.state for child in files()} == {LifeState.REGISTERED}
    with scope(OFFICE.viewer):
        sampled = queries.sampled_proposals(OFFICE.viewer)
        assert len(sampled) == bulk.sampled >= 1
        with pytest.raises(NotYours):
            actions.review_proposal(by=OFFICE.viewer, proposal=sampled[0].id, agrees=True)
    with scope(TOWN.viewer):
        actions.review_proposal(by=TOWN.viewer, proposal=sampled[0].id, agrees=False)
    with scope(OFFICE.viewer):
        again = Proposal.objects.visible_to(OFFICE.viewer).get(pk=sampled[0].id)
    assert again.state == ProposalState.OPEN


def test_the_village_is_asked_about_its_own_child_and_answers(run: UUID, browser: Browser) -> None:
    one = first(town=people.TOWN_A)
    with scope(TOWN.viewer):
        actions.ask(by=TOWN.viewer, proposal=one.id)
    with scope(people.WANG.viewer):
        mine = queries.asked_village(people.WANG.viewer, one.id)
    if mine is None:
        pytest.fail("the child of the factory lives in village A")
    client = browser(people.WANG)
    page = client.get(f"/desk/ask/{one.id}/")
    assert one.name in page.content.decode()
    wrong = client.post(f"/desk/ask/{one.id}/", {"answer": "nobody", "note": ""})
    assert "请写明看到的情况" in wrong.content.decode()
    done = client.post(f"/desk/ask/{one.id}/", {"answer": "yes", "note": ""})
    assert done.status_code == 303
    assert browser(people.ZHAO).get(f"/desk/ask/{one.id}/").status_code == 404
    assert "情况属实" in browser(TOWN).get(f"/desk/{one.id}/").content.decode()


def test_a_town_decides_in_the_browser_from_the_first_page(run: UUID, browser: Browser) -> None:
    client = browser(TOWN)
    listed = client.get("/desk/").content.decode()
    one = first(town=people.TOWN_A)
    assert f"/desk/{one.id}/" in listed
    shown = client.get(f"/desk/{one.id}/").content.decode()
    assert one.name in shown
    assert "不采纳" in shown
    refused = client.post(f"/desk/{one.id}/refuse/", {"reason": ""}, follow=True)
    assert "请写明为什么不采纳" in refused.content.decode()
    assert one.id in {line.id for line in waiting()}
    answer = client.post(f"/desk/{one.id}/accept/", {"reason": "查过户口簿"})
    assert answer.status_code == 303
    assert [child.name for child in files()] == [one.name]


def test_nobody_else_decides(run: UUID, browser: Browser) -> None:
    one = first(town=people.TOWN_A)
    assert browser(people.WANG).get("/desk/").status_code == 403
    assert browser(people.DENG).get("/desk/").status_code == 403
    assert browser(people.ZHAO).get(f"/desk/{one.id}/").status_code == 404
    assert Client().get("/desk/").status_code in (302, 303)


def test_the_list_and_a_proposal_cost_the_same_however_many_there_are(
    run: UUID, browser: Browser
) -> None:
    for person in (OFFICE, TOWN):
        client = browser(person)
        for address in ("/desk/", f"/desk/{first(town=people.TOWN_A).id}/", "/desk/sample/"):
            client.get(address)
            with CaptureQueriesContext(connection) as seen:
                assert client.get(address).status_code == 200
            asked = [q["sql"] for q in seen if not q["sql"].startswith(NOT_ASKED)]
            assert len(asked) <= MOST, (address, len(asked))


def test_what_a_roster_knows_more_of_is_proposed_as_a_change_and_fills_the_file(run: UUID) -> None:
    seen = next(line for line in waiting(kind="new", town=people.TOWN_A) if line.birth)
    child = filed(name=seen.name, birth_date=seen.birth)
    again(run)
    one = next(line for line in waiting(kind="changed") if line.child == child)
    assert "档案里没有" in one.said
    before = next(c for c in files() if c.id == child).provenance
    accept(one.id)
    after = next(c for c in files() if c.id == child).provenance
    assert after.keys() > before.keys()
    again(run)
    assert child not in {line.child for line in waiting(kind="changed")}


def filed(**values: str) -> UUID:
    """A file on the register of village A."""
    with scope(OFFICE.viewer):
        row = registry.NewChild(values=values, division=people.VILLAGE_A)
        return registry.enter_many(by=OFFICE.viewer, rows=[row], register=True)[0]


def again(run: UUID) -> None:
    with scope(OFFICE.viewer):
        actions.propose(by=OFFICE.viewer, run=run)


def test_every_field_of_a_form_on_the_desk_can_be_seen_and_filled(
    run: UUID, browser: Browser
) -> None:
    one = first(town=people.TOWN_A)
    shown = browser(TOWN).get(f"/desk/{one.id}/").content.decode()
    assert 'name="reason"' in shown
    assert "理由" in shown
    with scope(TOWN.viewer):
        actions.ask(by=TOWN.viewer, proposal=one.id)
    asked = browser(people.WANG).get(f"/desk/ask/{one.id}/").content.decode()
    assert asked.count('name="answer"') == len(VillageAnswer)
    assert 'name="note"' in asked


def test_a_file_on_no_roster_leaves_only_with_a_reason_from_the_page(
    run: UUID, browser: Browser
) -> None:
    child = filed(name="演示不在册", birth_date="2015-05-05")
    again(run)
    one = next(line for line in waiting(kind="missing") if line.child == child)
    client = browser(TOWN)
    shown = client.get(f"/desk/{one.id}/").content.decode()
    assert 'name="left_reason"' in shown
    assert "随父母外出" in shown
    wrong = client.post(f"/desk/{one.id}/accept/", {"left_reason": "", "left_on": "昨天"})
    assert "请选退出的情形" in wrong.content.decode()
    assert "日期认不出来" in wrong.content.decode()
    client.post(f"/desk/{one.id}/accept/", {"left_reason": "moved_with_parents", "left_on": ""})
    assert {c.id: c.state for c in files()}[child] == LifeState.EXITED
    client.post(f"/desk/{one.id}/undo/")
    assert {c.id: c.state for c in files()}[child] == LifeState.TO_VERIFY


def test_a_possible_duplicate_is_joined_to_the_file_that_is_picked(
    run: UUID, browser: Browser
) -> None:
    seen = next(line for line in waiting(kind="new", town=people.TOWN_A) if line.birth)
    other = f"{seen.birth[:4]}-{'02' if seen.birth[5:7] != '02' else '03'}-01"
    child = filed(name=seen.name, birth_date=other)
    again(run)
    one = next(line for line in waiting(kind="duplicate") if line.name == seen.name)
    client = browser(OFFICE)
    assert str(child) in client.get(f"/desk/{one.id}/").content.decode()
    assert client.post(f"/desk/{one.id}/accept/", {"same_as": str(child)}).status_code == 303
    assert [c.id for c in files() if c.name == seen.name] == [child]


def test_codes_are_read_as_words(run: UUID, browser: Browser) -> None:
    one = first(town=people.TOWN_A)
    shown = browser(TOWN).get(f"/desk/{one.id}/").content.decode()
    assert people.VILLAGE_A not in shown
    assert "local" not in shown


def test_two_children_that_met_one_file_are_put_to_a_person_and_one_once_joined(run: UUID) -> None:
    """The rosters of another year: what fits one file twice must neither stop the run nor double it."""
    seen, other = [line for line in waiting(kind="new", town=people.TOWN_A) if line.birth][:2]
    child = filed(name=seen.name, birth_date=seen.birth)
    _says_the_same(run, seen.id, other.id)
    again(run)
    (one,) = [line for line in waiting(kind="duplicate") if line.name == seen.name]
    with scope(OFFICE.viewer):
        page = queries.proposal(OFFICE.viewer, one.id)
    assert page is not None
    assert [id_ for id_, _ in page.candidates] == [child]
    assert [line.child for line in waiting(kind="changed")].count(child) == 1
    accept(one.id, same_as=child)
    again(run)
    assert not [line for line in waiting(kind="duplicate") if line.name == seen.name]
    assert [line.child for line in waiting(kind="changed")].count(child) <= 1


def _says_the_same(run: UUID, one: UUID, other: UUID) -> None:
    """Every roster says of the other child what it says of the first."""
    with scope(OFFICE.viewer):
        numbers = [
            Proposal.objects.visible_to(OFFICE.viewer).get(pk=id_).number for id_ in (one, other)
        ]
        first, second = (
            RunChild.objects.visible_to(OFFICE.viewer).get(run=run, number=number)
            for number in numbers
        )
        second.content, second.name, second.birth = first.content, first.name, first.birth
        second.save()
