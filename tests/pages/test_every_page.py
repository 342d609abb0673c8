"""Every route × everybody × inside, outside, missing (issue 3, bar 3)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from django.http.cookie import SimpleCookie
from django.test import Client
from django.urls import include, path, reverse

from tests import people
from tests.factories import reconcile
from tests.pages import table
from tests.pages.table import Example
from tonghu.core import clock
from tonghu.core.checks import routes_have_rules
from tonghu.core.routes import Route, routes


@pytest.fixture
def given(db: None) -> dict[str, Example]:
    """A county with its people, and every module's examples."""
    reconcile.land()
    return table.gather()


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def ask(
    client: Client, route: Route, kwargs: dict[str, Any], data: dict[str, Any], method: str = ""
) -> Any:
    """One request whose effects are undone."""
    assert route.rule is not None
    address, cookies = reverse(route.name, kwargs=kwargs or None), SimpleCookie(client.cookies)
    with transaction.atomic():
        reads = (method or route.rule.methods[0]) == "GET"
        answer = client.get(address, data) if reads else client.post(address, data)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


def cases(given: dict[str, Example]) -> Iterator[tuple[Route, str, Example, str]]:
    """Every route, in every way it may be asked, with each of its addresses."""
    for route in routes():
        assert route.rule is not None
        example = given.get(route.name, Example({}))
        for method, where in product(route.rule.methods, ("inside", "outside", "missing")):
            if getattr(example, where) is not None:
                yield route, method, example, where


def wrong_answers(
    client: Client, person: people.Person | None, given: dict[str, Example]
) -> list[str]:
    """Where something else came than was promised to one person."""
    told, left_out = [], set(table.without_example(given))
    login = person.login if person else ""
    for route, method, example, where in cases(given):
        if route.name in left_out:
            continue
        reach = {"inside": example.seen_by, "outside": example.outside_seen_by}.get(where, ())
        answer = ask(client, route, getattr(example, where), example.data, method)
        promised = table.expected(route, person, login in reach)
        turned = {"inside": example.refused, "outside": example.beside}.get(where, ())
        if login in turned and promised == table.IN:
            promised = table.NOT_YOURS
        got = table.answered(route, answer, signed_in=person is not None)
        if example.may_be_empty and promised == table.IN and got == table.NOT_FOUND:
            continue
        if promised != got:
            told.append(
                f"{login} {method} {route.name} {where}: {promised} was promised, {got} came"
            )
    return told


GROUPS = {
    "nobody and the field": (None, people.WANG, people.LI, people.ZHAO, people.SUN),
    "the county": (people.ZHOU, people.CHEN, people.MA, people.FANG, people.DENG),
    "above and beside": (people.QIAN, people.HE, people.LUO, people.GAO),
}


def test_the_groups_are_the_whole_cast_and_nobody() -> None:
    assert {one for group in GROUPS.values() for one in group} == {None, *people.CAST}


@pytest.mark.django_db
@pytest.mark.parametrize("group", GROUPS)
def test_every_page_answers_as_its_declaration_says(group: str, given: dict[str, Example]) -> None:
    wrong = []
    for person in GROUPS[group]:
        client = Client(raise_request_exception=False)
        if person is not None:
            people.sign_in(client, person)
        wrong += wrong_answers(client, person, given)
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_what_is_out_of_reach_reads_byte_for_byte_like_what_is_missing(
    given: dict[str, Example],
) -> None:
    pairs = [(route, given[route.name]) for route in routes() if route.name in given]
    compared = 0
    for person in people.CAST:
        client = Client(raise_request_exception=False)
        people.sign_in(client, person)
        with clock.at(clock.now()):  # a page says when it was made
            for route, one in pairs:
                seen = person.login in one.outside_seen_by
                if one.outside is None or one.missing is None or seen:
                    continue
                outside = ask(client, route, one.outside, one.data)
                missing = ask(client, route, one.missing, one.data)
                compared += 1
                assert outside.status_code == missing.status_code == 404, route.name
                assert people.plain(outside.text) == people.plain(missing.text), route.name
                assert dict(outside.headers) == dict(missing.headers), route.name
    assert compared > 200


@pytest.mark.django_db
def test_every_route_with_arguments_has_an_example(given: dict[str, Example]) -> None:
    left_out = table.without_example(given)
    assert not left_out, "Add an Example to tests/pages/examples/<module>.py for: " + ", ".join(
        left_out
    )


def test_every_route_is_declared_with_a_rule() -> None:
    assert routes_have_rules() == []


def test_a_route_without_a_rule_stops_the_program(settings: Any) -> None:
    from django.urls import clear_url_caches

    from tests.pages import planted

    planted.urlpatterns = [path("bare/", lambda request: None, name="bare")]
    settings.ROOT_URLCONF = "tests.pages.planted"
    clear_url_caches()
    found = routes_have_rules()
    assert [one.id for one in found] == ["tonghu.E001"]
    assert "bare/" in found[0].msg
    planted.urlpatterns = [path("", include("tonghu.access.urls"))]
    clear_url_caches()
    assert routes_have_rules() == []


@pytest.mark.django_db
def test_a_route_without_a_rule_lets_nobody_in_even_if_it_got_so_far(
    client: Client, settings: Any
) -> None:
    from django.http import HttpResponse
    from django.urls import clear_url_caches

    from tests.pages import planted
    from tonghu.config import urls

    bare = path("bare/", lambda request: HttpResponse("open"), name="bare")
    planted.urlpatterns = [*urls.urlpatterns, bare]
    settings.ROOT_URLCONF = "tests.pages.planted"
    clear_url_caches()
    assert client.get("/bare/").status_code == 404
