"""What people press on the pages of the conference, and what comes of it; nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import people
from tests.conference_pages.conftest import Browse
from tests.conference_pages.year import Year, worked
from tests.factories import directory
from tests.people import CHEN, DENG, LI, TOWN_A, ZHOU
from tonghu.conference.models import Body, Meeting
from tonghu.conference.queries import agenda, body, meetings
from tonghu.conference.states import AgendaState, ChangeState, ComingState, MeetingState
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.papers.queries import Filter, issued

pytestmark = pytest.mark.django_db


@pytest.fixture
def bare(db: None) -> None:
    """A county with people and no conference yet."""
    with scope(people.SYSTEM):
        directory.county()
    people.seat()


def _meeting(given: Year, id: UUID) -> meetings.MeetingView:
    with scope(ZHOU.viewer):
        found = meetings.one(ZHOU.viewer, id)
    assert found is not None
    return found


def test_the_office_founds_a_town_body_line_by_line(bare: None) -> None:
    from django.test import Client

    client = Client()
    people.sign_in(client, LI)
    wrong = client.post("/conference/found/", {"name": "甲镇领导小组", "from_on": "2026-09-01", "seats": "甲镇政府，镇长"})  # fmt: skip
    assert "第1行的身份“镇长”认不出来" in wrong.content.decode()
    assert "甲镇领导小组" in wrong.content.decode()
    right = client.post(
        "/conference/found/",
        {"name": "甲镇领导小组", "from_on": "2026-09-01", "seats": "甲镇政府，召集人，演示甲，镇长\n甲镇演示派出所"},
    )  # fmt: skip
    assert right.status_code == 303
    with scope(people.SYSTEM):
        row = Body.objects.all_of_them(reason="test").get(division=TOWN_A)
        assert row.name == "甲镇领导小组"


def test_names_are_written_into_the_list_at_once(given: Year, browse: Browse) -> None:
    with scope(ZHOU.viewer):
        empty = [
            one for one in body.seats(ZHOU.viewer, given.body) if not one.name and not one.sub_of
        ]
    sent = {f"name_{one.id}": f"演示补{n}" for n, one in enumerate(empty)}
    answer = browse(ZHOU).post(f"/conference/{given.body}/members/names/", sent)
    assert answer.status_code == 303
    with scope(ZHOU.viewer):
        assert body.gaps(ZHOU.viewer, given.body) == ()


def test_a_change_is_decided_on_the_page_and_refused_without_document(
    given: Year, browse: Browse
) -> None:
    client, where = browse(ZHOU), f"/conference/changes/{given.change}/"
    wrong = client.post(f"{where}decide/", {"meeting": "", "decision": "", "decided_on": ""})
    assert "请写在哪次会议上确定的" in wrong.content.decode()
    client.post(
        f"{where}decide/", {"meeting": str(given.liaison), "decision": "", "decided_on": ""}
    )
    with scope(ZHOU.viewer):
        one = body.change(ZHOU.viewer, given.change)
    assert one is not None
    assert (one.state, one.meeting_title) == (ChangeState.DECIDED, "2026年第一次联络员会议")
    again = client.post(f"{where}decide/", {"meeting": str(given.liaison)})
    assert "这一步不能办了" in again.content.decode()


def test_the_leader_agrees_and_instructs(given: Year, browse: Browse) -> None:
    client = browse(DENG)
    client.post(f"/conference/changes/{given.change}/approve/")
    with scope(DENG.viewer):
        one = body.change(DENG.viewer, given.change)
    assert one is not None
    assert one.state is ChangeState.APPROVED
    wrong = client.post(f"/conference/{given.body}/instruct/", {"on": "后天", "purpose": ""})
    assert "日期认不出来" in wrong.content.decode()


def test_a_holiday_is_said_on_the_form_and_nothing_typed_is_lost(
    given: Year, browse: Browse
) -> None:
    client, where = browse(ZHOU), f"/conference/{given.body}/meetings/new/?kind=plenary"
    sent = {"on": "2027-01-01", "starts": "14:30", "place": "演示楼", "chair": "", "purpose": "", "day_note": ""}  # fmt: skip
    html = client.post(where, sent).content.decode()
    assert "下一个工作日是2027年1月4日" in html
    assert "演示楼" in html
    assert "在休息日开的理由" in html
    answer = client.post(where, {**sent, "on": "2027-01-04"})
    assert answer.status_code == 303


def test_a_unit_answers_and_the_error_stands_at_the_field(given: Year, browse: Browse) -> None:
    with scope(CHEN.viewer):
        mine = next(one for one in meetings.attendees(CHEN.viewer, given.plenary) if one.mine)
    client, where = browse(CHEN), f"/conference/attendances/{mine.id}/answer/"
    wrong = client.post(
        where, {"state": "delegated", "delegate": "", "reason": ""}
    ).content.decode()
    assert "派人参加，请写派谁来" in wrong
    client.post(where, {"state": "delegated", "delegate": "演示代表"})
    with scope(CHEN.viewer):
        one = next(x for x in meetings.attendees(CHEN.viewer, given.plenary) if x.mine)
    assert (one.state, one.delegate) == (ComingState.DELEGATED, "演示代表")


def test_the_day_itself_from_sign_in_to_what_was_agreed(given: Year, browse: Browse) -> None:
    client, where = browse(ZHOU), f"/conference/meetings/{given.plenary}/"
    plenary = _meeting(given, given.plenary)
    with clock.at(clock.now() + (plenary.line.on - clock.today())):
        people.sign_in(client, ZHOU)
        people_asked = _asked(given)
        client.post(f"{where}sign-in/", {f"came_{one}": "on" for one in people_asked[:12]})
        held = client.post(
            f"{where}hold/", {"held_on": plenary.line.on.isoformat(), "record": "讨论热烈"}
        )
        assert held.status_code == 303
        wrote = {f"o_{given.topic}": "由教育局牵头，财政局配合", f"m_{given.topic}": "on"}
        client.post(f"{where}agenda/outcomes/", wrote)
        view = _meeting(given, given.plenary)
        with scope(ZHOU.viewer):
            topic = next(
                x for x in agenda.topics(ZHOU.viewer, given.plenary) if x.id == given.topic
            )
    assert (view.line.state, view.line.counts.came, view.record) == (
        MeetingState.HELD,
        12,
        "讨论热烈",
    )
    assert (topic.state, topic.major) == (AgendaState.DISCUSSED, True)


def _asked(given: Year) -> list[UUID]:
    with scope(ZHOU.viewer):
        return [one.id for one in meetings.attendees(ZHOU.viewer, given.plenary)]


def test_papers_are_issued_with_numbers_and_without_seal(given: Year, browse: Browse) -> None:
    client = browse(ZHOU)
    for kind in ("members", "liaisons", "duties"):
        answer = client.post(
            f"/conference/{given.body}/members/print/", {"kind": f"conference.{kind}"}
        )
        assert answer["Location"].startswith("/papers/"), kind
    for kind in ("notice", "agenda", "record", "sign_in"):
        answer = client.post(f"/conference/meetings/{given.plenary}/print/", {"kind": f"conference.{kind}"})  # fmt: skip
        assert answer["Location"].startswith("/papers/"), kind
    with scope(ZHOU.viewer):
        found = issued(ZHOU.viewer, Filter(subject=("conference.meeting", given.plenary)))
    assert len(found.lines) == 4


def test_topics_go_from_the_machine_to_the_pool_to_the_agenda(given: Year, browse: Browse) -> None:
    client = browse(ZHOU)
    page = client.get(f"/conference/{given.body}/topics/offers/").content.decode()
    assert "补齐成员单位联络员" in page
    with scope(ZHOU.viewer):
        offers = agenda.offers(ZHOU.viewer, given.body)
    client.post(f"/conference/{given.body}/topics/take/", {"offer": [f"{one.source}|{one.subject}" for one in offers]})  # fmt: skip
    with scope(ZHOU.viewer):
        pool = agenda.pool(ZHOU.viewer, given.body)
    assert len(pool) == 1 + len(offers)
    where = f"/conference/meetings/{given.plenary}/agenda/"
    client.post(f"{where}list/", {"topic": [str(one.id) for one in pool]})
    client.post(f"{where}order/", {"topic": str(pool[0].id), "to": "up"})
    client.post(f"/conference/topics/{pool[-1].id}/unlist/", {"back": "agenda"})
    with scope(ZHOU.viewer):
        listed = [one.id for one in agenda.topics(ZHOU.viewer, given.plenary)]
    assert listed.index(pool[0].id) == 1
    assert pool[-1].id not in listed


def test_a_material_is_put_taken_and_removed(given: Year, browse: Browse) -> None:
    client, where = browse(CHEN), f"/conference/meetings/{given.plenary}/"
    wrong = client.post(f"{where}materials/", {"title": ""})
    assert "请选一个文件" in wrong.content.decode()
    bad = client.post(f"{where}materials/", {"file": SimpleUploadedFile("x.exe", b"MZ\x00\x00")})
    assert bad.status_code == 200
    client.post(
        f"{where}materials/", {"file": SimpleUploadedFile("经费测算.pdf", b"%PDF-1.4\n%%EOF\n")}
    )
    with scope(CHEN.viewer):
        one = meetings.materials(CHEN.viewer, given.plenary)[0]
    taken = browse(ZHOU).get(f"/conference/materials/{one.id}/")
    assert taken.content.startswith(b"%PDF")
    assert "attachment" in taken["Content-Disposition"]
    client.post(f"/conference/materials/{one.id}/remove/")
    with scope(CHEN.viewer):
        assert meetings.materials(CHEN.viewer, given.plenary) == ()


def test_pressed_twice_is_done_once(given: Year, browse: Browse) -> None:
    client, where = browse(ZHOU), f"/conference/{given.body}/meetings/new/?kind=temporary"
    on = worked(clock.today() + timedelta(days=3)).isoformat()
    sent = {"on": on, "starts": "09:00", "place": "演示楼", "chair": "", "purpose": "研究", "reason": "work_need", "instruction": "", "day_note": ""}  # fmt: skip
    first = client.post(where, sent)
    made = first["Location"]
    client.post(f"{made}call/")
    client.post(f"{made}call/")
    with scope(ZHOU.viewer):
        rows = Meeting.objects.visible_to(ZHOU.viewer).filter(kind="temporary")
        assert [one.state for one in rows] == [MeetingState.CALLED]


def test_postponed_and_cancelled_with_a_reason(given: Year, browse: Browse) -> None:
    client, where = browse(ZHOU), f"/conference/meetings/{given.plenary}/"
    client.post(f"{where}postpone/", {"why": ""})
    assert _meeting(given, given.plenary).line.state is MeetingState.CALLED
    client.post(f"{where}postpone/", {"why": "领导出差"})
    assert _meeting(given, given.plenary).line.state is MeetingState.PLANNED
    client.post(f"{where}cancel/", {"why": "明年再开"})
    assert _meeting(given, given.plenary).cancelled_why == "明年再开"
