"""Every route × everybody × inside, outside, missing (issue 3, bar 3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http.cookie import SimpleCookie
from django.test import Client
from django.urls import include, path, reverse

from tests import people
from tests.pages import table
from tests.pages.table import Example
from tests.people import SYSTEM
from tonghu.core.checks import routes_have_rules
from tonghu.core.database import scope
from tonghu.core.routes import Route, routes


@pytest.fixture
def given(db: None) -> dict[str, Example]:
    """The cast and every module's examples."""
    people.seat()
    with scope(SYSTEM):
        return table.gather()


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def ask(client: Client, route: Route, kwargs: dict[str, Any], data: dict[str, Any]) -> Any:
    """One request whose effects are undone."""
    assert route.rule is not None
    address, cookies = reverse(route.name, kwargs=kwargs or None), SimpleCookie(client.cookies)
    with transaction.atomic():
        reads = "GET" in route.rule.methods
        answer = client.get(address) if reads else client.post(address, data)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


def cases(given: dict[str, Example]) -> Iterator[tuple[Route, Example, dict[str, Any], str]]:
    for route in routes():
        example = given.get(route.name, Example({}))
        yield route, example, example.inside, "inside"
        if example.outside is not None:
            yield route, example, example.outside, "outside"
        if example.missing is not None:
            yield route, example, example.missing, "missing"


@pytest.mark.django_db
@pytest.mark.parametrize("person", table.everybody(), ids=lambda one: one.login if one else "anon")
def test_every_page_answers_as_its_declaration_says(
    person: people.Person | None, client: Client, given: dict[str, Example]
) -> None:
    if person is not None:
        people.sign_in(client, person)
    wrong, left_out = [], set(table.without_example(given))
    for route, example, kwargs, where in cases(given):
        if route.name in left_out:
            continue
        reached = where == "inside" and person is not None and person.login in example.seen_by
        answer = ask(client, route, kwargs, example.data)
        promised = table.expected(route, person, reached)
        got = table.answered(route, answer, signed_in=person is not None)
        if promised != got:
            wrong.append(f"{route.name} {where}: {promised} was promised, {got} came")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
@pytest.mark.parametrize("person", people.CAST, ids=lambda one: one.login)
def test_what_is_out_of_reach_reads_byte_for_byte_like_what_is_missing(
    person: people.Person, client: Client, given: dict[str, Example]
) -> None:
    people.sign_in(client, person)
    for route in routes():
        example = given.get(route.name)
        if example is None or example.outside is None or example.missing is None:
            continue
        outside = ask(client, route, example.outside, example.data)
        missing = ask(client, route, example.missing, example.data)
        assert outside.status_code == missing.status_code == 404, route.name
        assert people.plain(outside.content.decode()) == people.plain(missing.content.decode())
        assert dict(outside.headers) == dict(missing.headers), route.name


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
