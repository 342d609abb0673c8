"""Every page of the conference on a desk and on a phone: no fault, nothing to scroll sideways for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.browser import DESK, PHONE, faults_of, small_targets, width_of
from tests.conference_pages.on_screen.conftest import SignedIn
from tests.conference_pages.year import Year
from tests.people import CHEN, DENG, ZHOU, Person

SHOTS = os.environ.get("TONGHU_SHOTS", "")  # a folder to look at them in


def _addresses(year: Year, person: Person) -> dict[str, str]:
    body, plenary = f"/conference/{year.body}/", f"/conference/meetings/{year.plenary}/"
    seen = {
        "year": body, "members": f"{body}members/", "seat": f"/conference/seats/{year.seat}/",
        "change": f"/conference/changes/{year.change}/", "plenary": plenary,
        "agenda": f"{plenary}agenda/", "topics": f"{body}topics/",
    }  # fmt: skip
    if person is CHEN:
        return {**seen, "bodies": "/conference/", "propose": f"{body}topics/new/"}
    if person is DENG:
        return {"year": body, "change": seen["change"], "instruct": f"{body}instruct/"}
    held = f"/conference/meetings/{year.liaison}/"
    return {
        **seen, "bodies": "/conference/?all=1", "history": f"{body}members/history/",
        "plan": f"{body}meetings/new/?kind=temporary", "sign_in": f"{plenary}sign-in/",
        "held": held, "outcomes": f"{held}agenda/", "edit": f"{plenary}edit/",
        "found": "/conference/found/?own=1",
        "offers": f"{body}topics/offers/",
    }  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("person", [ZHOU, CHEN, DENG], ids=lambda one: one.login)
def test_pages_stand_on_a_desk_and_on_a_phone(
    signed_in: SignedIn, live_server: object, year: Year, person: Person, width: int
) -> None:
    page, wrong = signed_in(person, width), []
    for name, address in _addresses(year, person).items():
        answer = page.goto(f"{live_server}{address}")
        assert answer is not None
        assert answer.status == 200, address
        if SHOTS:
            page.screenshot(
                path=str(Path(SHOTS) / f"{name}-{person.login}-{width}.png"), full_page=True
            )
        wrong += [f"{name}: {one}" for one in faults_of(page)]
        if width == PHONE:
            wrong += [f"{name}: {one}" for one in small_targets(page)]
            if width_of(page) > PHONE:
                wrong.append(f"{name}: {width_of(page)} wide")
    assert not wrong, "\n".join(wrong)
