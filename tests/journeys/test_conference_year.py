"""五份文件各走一年: from the founding to a resolution that is cleared, by each document's own rules.

One story for all five, in the browser's words: what differs is what the pages ask for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.test import Client

from tests import people
from tests.factories import access, directory
from tests.journeys.forms import fill
from tests.journeys.steps import link, opens
from tests.people import COUNTY, PREFECTURE, Person, UnitOf
from tests.requirement import requirement
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.directory.actions import load_profile_units
from tonghu.directory.divisions.codes import NATION
from tonghu.directory.models import Unit
from tonghu.policy import load

pytestmark = pytest.mark.django_db
SATURDAY = datetime(2026, 11, 14, 2, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
LATER = datetime(2026, 12, 14, 2, 0, tzinfo=UTC)
ID = r"[0-9a-f-]{36}"


@dataclass(frozen=True)
class Place:
    """Where a document is in force, and what its rules are, as a reader of it would say."""

    profile: str
    division: str
    role: str
    liaison_first: bool  # a liaison meeting before the plenary
    heads: int
    units: int
    decided: bool | None  # a change of members is decided by the conference; None: not written


PLACES = (
    Place("dali", PREFECTURE, "superior", True, 2, 25, True),
    Place("songyang", COUNTY, "county_office", False, 3, 26, False),
    Place("xinbei", COUNTY, "county_office", False, 2, 23, True),
    Place("wuqing", COUNTY, "county_office", False, 1, 20, None),
    Place("cn", NATION, "superior", False, 1, 27, None),
)


@dataclass
class Story:
    """The people of one place, each in a browser, and what has come about."""

    place: Place
    people: tuple[Person, Person]
    body: str = ""

    def sign_in(self) -> None:
        """Another day: the sessions of the last one are over."""
        self.office, self.unit = Client(), Client()
        for client, person in zip((self.office, self.unit), self.people, strict=True):
            people.sign_in(client, person)

    @property
    def base(self) -> str:
        return f"/conference/{self.body}/"


@pytest.fixture(params=PLACES, ids=lambda one: one.profile)
def story(request: pytest.FixtureRequest, db: None, settings: object) -> Story:
    place: Place = request.param
    settings.TONGHU_PROFILE = place.profile  # type: ignore[attr-defined]
    with scope(people.SYSTEM):
        directory.county()
        if place.division == NATION:
            directory.division(NATION, "全国")
    people.PLACES.setdefault(NATION, "全国")
    return Story(place, _seated(place))


def _seated(place: Place) -> tuple[Person, Person]:
    """The office in civil affairs and the liaison of education, at the units of the document."""
    with scope(people.SYSTEM):
        load_profile_units(profile=load(place.profile), by=people.SYSTEM, division=place.division)
        rows = Unit.objects.all_of_them(reason="whose people they are").filter(
            division=place.division, valid_to=None
        )
        at = {one.function: one for one in rows}
    made = []
    for number, function, role in ((81, "civil_affairs", place.role), (82, "education", "liaison")):
        unit = UnitOf(at[function].id, at[function].name, "bureau", place.division)
        one = Person(number, f"p{number}", f"演示人{number}", role, place.division, unit)
        with scope(people.SYSTEM):
            access.seated(one)
        made.append(one)
    return made[0], made[1]


@requirement("D-045", "D-046", "D-047", "D-048", "D-050", "D-053", "D-055", "D-360", "D-376")
def test_a_year_from_the_founding_to_a_cleared_resolution(story: Story) -> None:
    with clock.at(MONDAY):
        story.sign_in()
        _founded(story)
        _named(story)
        plenary = _planned(story, "plenary", "2026-11-27")
        _topics(story, plenary)
        if story.place.liaison_first:
            assert "联络员会议" in opens(story.office, story.base)
            liaison = _planned(story, "liaison", "2026-11-16")
            _met(story, liaison, "2026-11-16")
        _agenda(story, plenary)
        fill(story.office, plenary, "发", at="/call/")
    with clock.at(datetime(2026, 11, 27, 8, 0, tzinfo=UTC)):
        story.sign_in()
        _met(story, plenary, "2026-11-27")
        minutes = _minutes(story, plenary)
        resolution = _agreed(story, minutes)
    with clock.at(LATER):
        story.sign_in()
        _cleared(story, resolution)


def _founded(story: Story) -> None:
    policy = load(story.place.profile)
    fill(story.office, "/conference/found/", "登记", profile=story.place.profile)
    body = re.search(
        rf"/conference/({ID})/", link(story.office, "/conference/?all=1", policy.name[:0]) or ""
    )
    found = re.findall(
        rf"/conference/({ID})/", story.office.get("/conference/?all=1").content.decode()
    )
    assert found or body
    story.body = found[0]
    text = opens(story.office, f"{story.base}members/")
    assert "空缺" in text or "姓名" in text


def _named(story: Story) -> None:
    """Everybody in one form."""
    address = f"{story.base}members/"
    page = story.office.get(address).content.decode()
    blanks = re.findall(r'name="(name_[^"]+)"', page)
    assert len(blanks) >= story.place.heads + story.place.units - 3
    fill(story.office, address, "登记写好的姓名",
         **{name: f"演示{at}" for at, name in enumerate(blanks)})  # fmt: skip


def _planned(story: Story, kind: str, on: str) -> str:
    address = f"{story.base}meetings/new/?kind={kind}"
    before = set(
        re.findall(rf"/conference/meetings/{ID}/", story.office.get(story.base).content.decode())
    )
    page = story.office.get(address).content.decode()
    chairs = re.findall(
        rf'<option value="({ID})"', page.partition('name="chair"')[2].partition("</select>")[0]
    )
    more = {"chair": chairs[0]} if chairs else {}
    if not more and 'value="delegate"' in page:
        more = {"chair": "delegate", "chair_name": "演示主持"}
    fill(story.office, address, "", at="/meetings/new/", on=on, place="三楼会议室", **more)
    after = set(
        re.findall(rf"/conference/meetings/{ID}/", story.office.get(story.base).content.decode())
    )
    (made,) = after - before
    return made


def _topics(story: Story, plenary: str) -> None:
    fill(
        story.unit,
        f"{story.base}topics/new/",
        "",
        at="/topics/",
        title="控辍保学的接续帮扶",
        question="请研究",
    )


def _agenda(story: Story, plenary: str) -> None:
    page = story.office.get(f"{plenary}agenda/").content.decode()
    topics = re.findall(rf'name="topic"[^>]*value="({ID})"|value="({ID})"[^>]*name="topic"', page)
    ids = [a or b for a, b in topics]
    assert ids, "the topic of the unit waits in the pool"
    fill(story.office, f"{plenary}agenda/", "列入", topic=ids)
    fill(story.office, f"{plenary}agenda/", "定下议题", at="/fix/")


def _met(story: Story, meeting: str, on: str) -> None:
    page = story.office.get(f"{meeting}sign-in/").content.decode()
    came = dict.fromkeys(re.findall(r'name="(came_[^"]+)"', page), "on")
    values = dict(re.findall(r'name="(came_[^"]+)" value="([^"]*)"', page))
    fill(story.office, f"{meeting}sign-in/", "存下", **(came | values))
    fill(story.office, meeting, "登记召开", at="/hold/", held_on=on)


def _minutes(story: Story, plenary: str) -> str:
    page = story.office.get(f"{plenary}agenda/").content.decode()
    blanks = re.findall(r'name="(o_[^"]+)"', page)
    assert blanks
    fill(story.office, f"{plenary}agenda/", "存下议定情况",
         **dict.fromkeys(blanks, "由教育部门牵头，一人一名联系人。"))  # fmt: skip
    fill(story.office, plenary, "起草纪要", at="/minutes/")
    listed = story.office.get("/conference/minutes/").content.decode()
    return re.findall(rf"/conference/minutes/{ID}/", listed)[0]


def _agreed(story: Story, minutes: str) -> str:
    """Drawn up, agreed to by each that came as the document asks, issued, handed out."""
    page = story.office.get(f"{minutes}resolutions/").content.decode()
    education = re.search(rf'<option value="({ID})"[^>]*>[^<]*教育', page)
    assert education
    fill(story.office, f"{minutes}resolutions/", "", at="/resolutions/", title="劝返学生一人一名联系人",
         lead=education[1], due="2026-12-31", measure="名单报办公室")  # fmt: skip
    if "文件没写" in opens(story.office, minutes):
        fill(story.office, minutes, "到会单位同意后签发")
    fill(story.office, minutes, "送会签")
    assert "还不能签发" in opens(story.office, minutes)
    _opinions(story, minutes)
    fill(story.office, minutes, "签发", at="/issue/")
    ledger = story.unit.get("/conference/resolutions/").content.decode()
    return re.findall(rf"/conference/resolutions/{ID}/", ledger)[0]


def _opinions(story: Story, minutes: str) -> None:
    """One in its own browser, the others from the paper they signed."""
    asked = set(
        re.findall(rf"/conference/opinions/{ID}/", story.office.get(minutes).content.decode())
    )
    fill(story.unit, minutes, "同意这份纪要")
    for at, one in enumerate(sorted(asked)):
        page = story.office.get(one, follow=True).content.decode()
        if 'value="agree"' not in page or "已同意" in page:
            continue
        paper = (
            {"name": "演示签字", "paper_number": f"演示会签{at}号"}
            if "paper_number" in page
            else {}
        )
        fill(story.office, one, "同意", at="/opinions/", **paper)


def _cleared(story: Story, resolution: str) -> None:
    fill(story.unit, f"{resolution}report/", "", at="/report/", text="名单齐了。", final="on")
    fill(story.office, resolution, "接收", at="/check/")
    assert "销号" in opens(story.unit, resolution)
