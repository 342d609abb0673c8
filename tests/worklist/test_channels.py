"""Mail and short message: at most one a day, numbers and a link, only to whoever asked for it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core import mail

from tests.factories import worklist as make
from tests.people import LI, SCHOOL, SUN, SYSTEM, TOWN_A, WANG, Person
from tonghu.core import clock
from tonghu.core.contributions import Nightly, contribute, contributed
from tonghu.core.database import scope
from tonghu.core.events.models import Event
from tonghu.worklist import actions, queries
from tonghu.worklist.channels import ChannelOf, Message
from tonghu.worklist.models import Reminding

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]
ALL_TOPICS = ("today", "late", "notices")


@pytest.fixture(autouse=True)
def _posted(settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.TONGHU_SPOOL = tmp_path
    settings.TONGHU_SITE = "https://tonghu.example/"
    mail.outbox = []


def chooses(who: Person, *, by_mail: tuple[str, ...] = (), by_sms: tuple[str, ...] = ()) -> None:
    with scope(who.viewer):
        actions.set_reminding(
            by=who.viewer, mail=f"{who.login}@example.cn", mobile="13800001234", by_mail=by_mail,
            by_sms=by_sms,
        )  # fmt: skip


def owed() -> None:
    with scope(SYSTEM):
        make.task(title="蓝某某的事", unit_id=SCHOOL.id, due_on=date(2026, 9, 22))
        make.task(title="蓝某某的事", unit_id=SCHOOL.id, due_on=date(2026, 9, 24))
        make.notice(title="催办：蓝某某的事", unit_id=SCHOOL.id)


def test_a_mail_says_how_many_and_nothing_else() -> None:
    owed()
    chooses(SUN, by_mail=ALL_TOPICS)
    assert actions.send_daily() == "发了1条提醒"
    (one,) = mail.outbox
    assert one.to == ["sun@example.cn"]
    assert one.subject == "童护：有1件已经迟了"
    assert one.body == (
        "今天到期1件，已经迟了1件，没看的通知1条。请登录办理：https://tonghu.example/"
    )
    assert "蓝某某" not in one.subject + one.body


def test_at_most_one_a_day() -> None:
    owed()
    chooses(SUN, by_mail=ALL_TOPICS)
    actions.send_daily()
    assert actions.send_daily() == "发了0条提醒"
    with clock.at(datetime(2026, 9, 28, 9, tzinfo=clock.CHINA)):
        actions.send_daily()
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(
    "moment", [datetime(2026, 9, 24, 7, 59, tzinfo=clock.CHINA), datetime(2026, 9, 26, 9, tzinfo=clock.CHINA)],
    ids=["before eight", "a day off"],
)  # fmt: skip
def test_nobody_is_woken_and_days_off_are_off(moment: datetime) -> None:
    owed()
    chooses(SUN, by_mail=ALL_TOPICS)
    with clock.at(moment):
        assert actions.send_daily() == "还不到提醒的时候"
    assert mail.outbox == []


def test_only_what_was_asked_for_is_said_and_nothing_means_no_mail() -> None:
    owed()
    chooses(SUN, by_mail=("notices",))
    chooses(WANG, by_mail=ALL_TOPICS)  # owes nothing
    chooses(LI)  # asked for nothing
    actions.send_daily()
    assert [one.body for one in mail.outbox] == [
        "没看的通知1条。请登录办理：https://tonghu.example/"
    ]


def test_a_short_message_is_laid_into_a_folder_without_the_number(tmp_path: Path) -> None:
    owed()
    chooses(SUN, by_sms=("late",))
    actions.send_daily()
    (file,) = (tmp_path / "sms").iterdir()
    text = file.read_text(encoding="utf-8")
    assert "已经迟了1件。" in text
    assert "13800001234" not in text


def test_a_place_brings_its_own_short_message_service() -> None:
    sent: list[tuple[str, Message]] = []

    class Ours:
        def send(self, to: str, message: Message) -> None:
            sent.append((to, message))

    contribute(ChannelOf("sms", "县里的短信", Ours()))
    owed()
    chooses(SUN, by_sms=ALL_TOPICS)
    actions.send_daily()
    assert [(to, one.late, one.today, one.notices) for to, one in sent] == [
        ("13800001234", 1, 1, 1)
    ]


def test_what_could_not_be_sent_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    owed()
    chooses(SUN, by_mail=ALL_TOPICS)

    def broken(*_: object) -> None:
        raise OSError("no server")

    with monkeypatch.context() as patched:
        patched.setattr("tonghu.worklist.channels.mail.send_mail", broken)
        assert actions.send_daily() == "发了0条提醒，1条没发出去"
    assert actions.send_daily() == "发了1条提醒"


def test_the_address_is_closed_in_the_table_and_in_the_log() -> None:
    chooses(SUN, by_mail=ALL_TOPICS)
    with scope(SUN.viewer):
        assert queries.reminding(SUN.viewer).mail == "sun@example.cn"
        assert queries.reminding(SUN.viewer).by_mail == ("late", "notices", "today")
    from django.db import connection

    with scope(SYSTEM):
        with connection.cursor() as cursor:
            cursor.execute("SELECT mail FROM worklist_reminding")
            assert b"sun@example.cn" not in bytes(cursor.fetchone()[0])
        event = Event.objects.all_of_them(reason="test").get(kind="reminding.changed")
    assert "example.cn" not in str(event.changes)


def test_nobody_reads_anothers_choice() -> None:
    chooses(SUN, by_mail=ALL_TOPICS)
    with scope(LI.viewer):
        assert queries.reminding(LI.viewer).mail == ""
        assert not Reminding.objects.all_of_them(reason="test").exists()


def test_the_same_choice_again_leaves_no_event() -> None:
    chooses(SUN, by_mail=ALL_TOPICS)
    chooses(SUN, by_mail=ALL_TOPICS)
    with scope(SYSTEM):
        rows = Event.objects.all_of_them(reason="test").filter(kind="reminding.changed")
        assert rows.count() == 1


def test_the_machine_does_it_by_itself() -> None:
    nightly = next(one for one in contributed(Nightly) if one.code == "worklist.remind")
    assert nightly.run() == "发了0条提醒"


def test_two_posts_of_one_person_are_one_mail() -> None:
    from tests.factories import access

    owed()
    with scope(SYSTEM):
        access.post(user_id=SUN.user, role="town_assistant", division=TOWN_A)
        make.task(division=TOWN_A, role="town_assistant", due_on=date(2026, 9, 24))
    chooses(SUN, by_mail=("today",))
    actions.send_daily()
    assert [one.subject for one in mail.outbox] == ["童护：今天要办2件"]
