"""What a typed text finds, and what never leaves the village."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests import people
from tests.people import DENG, LI, QIAN, WANG, ZHAO, ZHOU
from tests.registry_lists.conftest import Browser
from tonghu.core.database import scope
from tonghu.core.events.models import AccessLog
from tonghu.registry.queries import listing, search
from tonghu.registry.queries.wanted import Filter
from tonghu.registry.searching.sealing import Typed
from tonghu.registry.searching.text import Means, understood

pytestmark = pytest.mark.django_db


def names(person: people.Person, text: str = "", **more: str) -> set[str]:
    """Names the list shows for what was typed."""
    typed = Typed(text, more.pop("guardian", ""), more.pop("worker_name", ""))
    with scope(person.viewer):
        found = listing.page(person.viewer, Filter(typed=typed, **more))  # type: ignore[arg-type]
        assert found.total == len(found.rows)
        return {one.name for one in found.rows}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("潘", {"潘梓涵", "潘小一"}),
        ("潘梓", {"潘梓涵"}),
        ("梓涵", {"潘梓涵"}),
        ("涵", {"潘梓涵"}),
        ("阳", {"欧阳云"}),
        ("pzh", {"潘梓涵"}),
        ("PZH", {"潘梓涵"}),
        ("panzihan", {"潘梓涵"}),
        ("zh", {"潘梓涵"}),
        ("pan", {"潘梓涵", "潘小一"}),
        ("oyy", {"欧阳云"}),
        ("13800000001", {"潘梓涵"}),
        ("138 0000 0001", {"潘梓涵"}),
        ("没有这人", set()),
        ("%", set()),
        ("_", set()),
    ],
)
def test_a_name_is_found_by_any_part_by_sound_and_by_number(
    children: dict[str, UUID], text: str, found: set[str]
) -> None:
    assert names(WANG, text) == found


def test_a_number_is_found_whole_and_no_part_of_it(children: dict[str, UUID]) -> None:
    from tests.factories import registry as make
    from tests.registry_lists.conftest import BORN

    number = make.id_number(BORN, "2", 1)
    assert names(ZHOU, number) == {"潘梓涵"}
    assert names(ZHOU, number.lower()) == {"潘梓涵"}
    assert names(ZHOU, number[:10]) == set()


def test_a_child_is_found_by_its_guardian(children: dict[str, UUID]) -> None:
    assert names(LI, guardian="潘大山") == {"潘小一"}
    assert names(LI, guardian="潘大") == {"潘小一"}
    assert names(LI, guardian="13800000001") == {"潘梓涵"}


@pytest.mark.parametrize("text", ["潘梓涵", "pzh", "涵", "13800000001", "欧阳"])
def test_village_b_finds_nothing_of_village_a(children: dict[str, UUID], text: str) -> None:
    assert names(ZHAO, text) == set()
    with scope(ZHAO.viewer):
        assert search.find(ZHAO.viewer, text) == ()
    assert names(ZHAO) == {"潘乙村"}
    assert names(ZHAO, place=people.VILLAGE_A) == set()
    assert names(ZHAO, place=people.COUNTY) == {"潘乙村"}


def test_filters_narrow_the_list(children: dict[str, UUID]) -> None:
    assert names(ZHOU, grade="一年级") == {"潘小一"}
    assert names(ZHOU, school="中心校") == {"欧阳云"}
    assert names(ZHOU, scheme="left_behind") == {"潘梓涵", "潘小一", "欧阳云", "潘乙村"}
    assert names(ZHOU, place=people.TOWN_B) == {"潘乙村"}
    assert names(ZHOU, state="exited") == set()
    assert names(ZHOU, state="rejected") == set()
    assert names(ZHOU, stale="90") == {"潘梓涵", "潘小一", "欧阳云", "潘乙村"}
    assert names(ZHOU, lacks="any") == {"潘梓涵", "潘小一", "欧阳云", "潘乙村"}


def test_the_search_box_finds_children_villages_and_schools(children: dict[str, UUID]) -> None:
    with scope(ZHOU.viewer) as zhou:
        hits = search.find(zhou, "潘梓涵")
        assert [one.title for one in hits] == ["潘梓涵"]
        assert hits[0].url == f"/children/{children['潘梓涵']}/"
        assert {one.title for one in search.find(zhou, "甲镇演示中心校")} == {"欧阳云"}
        assert len(search.find(zhou, "p")) == 0, "one letter finds half of a county"
    with scope(people.SYSTEM):
        seen = AccessLog.objects.all_of_them(reason="test").filter(what="registry.list")
        assert any(str(children["潘梓涵"]) in one.ids for one in seen)


def test_the_top_search_box_shows_them_on_its_page(browser: Browser) -> None:
    shown = browser(WANG).post("/search/", {"q": "pzh"}).content.decode()
    assert "潘梓涵" in shown
    assert "潘梓涵" not in browser(ZHAO).post("/search/", {"q": "pzh"}).content.decode()


@pytest.mark.parametrize("person", [DENG, QIAN])
def test_leaders_and_superiors_read_no_names(browser: Browser, person: people.Person) -> None:
    client = browser(person)
    assert client.get("/children/").status_code == 403
    assert "潘" not in client.get("/children/").content.decode()
    assert "潘梓涵" not in client.post("/search/", {"q": "潘梓涵"}).content.decode().replace(
        'value="潘梓涵"', ""
    ).replace("“潘梓涵”", "")


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("", Means.NOTHING),
        ("990101201605200028", Means.ID_NUMBER),
        ("１３８０００００００１", Means.PHONE),
        ("甲镇2026-0043", Means.FILE_NUMBER),
        ("Pan Zihan", Means.SOUND),
        ("潘 梓涵", Means.NAME),
        ("阿依古丽·买买提", Means.NAME),
    ],
)
def test_a_text_is_understood_by_its_shape(typed: str, means: Means) -> None:
    assert understood(typed).means is means
