"""A number without gap, versions that point back, frozen content, who may and who may not."""

from __future__ import annotations

import threading
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from django.db import connections, transaction

from tests import people
from tests.papers import samples
from tonghu.core.database import scope
from tonghu.core.errors import Missing, NotNow, NotYours
from tonghu.core.events.models import Event
from tonghu.core.jobs.models import JobRun
from tonghu.core.viewer import Viewer
from tonghu.papers import actions, keeping, queries
from tonghu.papers.documents import Column, Document, Paragraph, Table
from tonghu.papers.models import Paper

SMALL = Document(title="演示", blocks=(Paragraph("演示的一段。"),))
LONG = replace(SMALL, blocks=(Table((Column("a", "甲"), Column("b", "乙")), ((1, 2),) * 20_001),))


def issue(by: Viewer = people.LI.viewer, division: str = people.TOWN_A, **given: object) -> UUID:
    fields = {"kind": "test.form", "title": "演示登记表", "content": SMALL, **given}
    return actions.issue(by=by, division=division, **fields)  # type: ignore[arg-type]


def row(id: UUID) -> Paper:
    return Paper.objects.all_of_them(reason="test").get(pk=id)


@pytest.mark.django_db
@pytest.mark.usefixtures("cast")
def test_numbers_run_by_place_series_and_year_and_carry_the_place() -> None:
    with scope(people.LI.viewer):
        first, second = issue(), issue()
        letter = issue(kind="test.letter")
    with scope(people.WANG.viewer):
        village = issue(people.WANG.viewer, people.VILLAGE_A)
    with scope(people.SYSTEM):
        assert row(first).number == "甲镇2026-0001"
        assert row(second).number == "甲镇2026-0002"
        assert row(letter).number == "甲镇儿童函〔2026〕1号"
        assert row(village).number == "甲镇一村2026-0001"


@pytest.mark.django_db
@pytest.mark.usefixtures("cast")
def test_an_issue_that_is_undone_leaves_no_gap() -> None:
    with scope(people.LI.viewer), pytest.raises(LookupError):
        _issued_and_undone()
    with scope(people.LI.viewer):
        kept = issue()
        assert row(kept).sequence == 1


def _issued_and_undone() -> None:
    with transaction.atomic():
        issue()
        raise LookupError


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("cast")
def test_eight_at_once_get_eight_numbers_without_gap() -> None:
    start, failed = threading.Barrier(8), list[BaseException]()

    def one() -> None:
        try:
            start.wait(10)
            for _ in range(3):
                with scope(people.LI.viewer):
                    issue()
        except BaseException as error:  # noqa: BLE001  (told below, in the test's own thread)
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failed
    with scope(people.SYSTEM):
        given = Paper.objects.all_of_them(reason="test").values_list("sequence", flat=True)
        assert sorted(given) == list(range(1, 25))


@pytest.mark.django_db
@pytest.mark.usefixtures("cast")
def test_a_correction_keeps_the_number_and_points_to_the_one_it_replaces() -> None:
    with scope(people.LI.viewer):
        first = issue()
        second = issue(replaces=first, content=replace(SMALL, title="演示（更正）"))
        assert row(second).replaces_id == first
        assert row(first).state == "replaced"
        assert (row(second).number, row(second).version) == (row(first).number, 2)
        assert row(second).frame["number"] == "甲镇2026-0001（第2版）"
        with pytest.raises(NotNow, match="已更正，不能再更正"):
            issue(replaces=first)
        third = issue()
        assert row(third).sequence == 2
        found = queries.paper(people.LI.viewer, second)
    assert found is not None
    assert [one.version for one in found.versions] == [2, 1]


@pytest.mark.django_db
@pytest.mark.usefixtures("cast")
def test_a_correction_is_of_the_same_kind_and_place() -> None:
    with scope(people.ZHOU.viewer):
        first = issue(people.ZHOU.viewer)
        with pytest.raises(NotNow, match="同一种类、同一地方"):
            issue(people.ZHOU.viewer, people.TOWN_B, replaces=first)


@pytest.mark.django_db
@pytest.mark.usefixtures("cast")
def test_content_is_frozen_whole_and_encrypted() -> None:
    with scope(people.LI.viewer):
        id = issue(kind="test.roster", content=samples.ROSTER, formats=("pdf", "xlsx"))
        assert keeping.again(row(id).content) == samples.ROSTER
        assert row(id).names == 2
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT content FROM papers_paper WHERE id = %s", [id])
            blob = bytes(cursor.fetchone()[0])
    assert "潘玥".encode() not in blob
    assert samples.ID_NUMBER.encode() not in blob


@pytest.mark.django_db
@pytest.mark.usefixtures("cast")
def test_the_order_to_print_carries_ids_and_no_names() -> None:
    with scope(people.LI.viewer):
        id = issue(title="潘玥的登记表", content=samples.FORM)
        order = JobRun.objects.visible_to(people.LI.viewer).get(pk=row(id).job)
    assert order.arguments == {"paper": str(id)}
    assert "潘玥" not in f"{order.label}{order.link}"


@pytest.mark.django_db
@pytest.mark.usefixtures("cast")
def test_issuing_leaves_an_event_without_names() -> None:
    with scope(people.LI.viewer):
        id = issue(content=samples.FORM, subject=("test.thing", uuid4()), period="2026-Q3")
        event = Event.objects.visible_to(people.LI.viewer).get(
            kind="paper.issue", subject_id=str(id)
        )
    assert event.changes["number"] == "甲镇2026-0001"
    assert event.changes["names"] == 1
    assert "潘玥" not in str(event.changes)


@pytest.mark.django_db
@pytest.mark.usefixtures("cast")
def test_who_may_issue_and_where() -> None:
    with scope(people.SUN.viewer), pytest.raises(NotYours, match="签发文书"):
        issue(people.SUN.viewer)
    with scope(people.WANG.viewer), pytest.raises(NotYours, match="判定"):
        issue(people.WANG.viewer, people.VILLAGE_A, kind="test.judged")
    with scope(people.LI.viewer), pytest.raises(Missing):
        issue(division=people.TOWN_B)
    with scope(people.LI.viewer), pytest.raises(LookupError, match=r"test\.unknown"):
        issue(kind="test.unknown")


@pytest.mark.django_db
@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    ("content", "formats", "said"),
    [
        (replace(SMALL, title=" "), ("pdf",), "没有标题"),
        (replace(SMALL, blocks=()), ("pdf",), "什么也没有"),
        (SMALL, ("pdf", "xlsx"), "没有表"),
        (replace(SMALL, blocks=(Paragraph("坏\x07字"),)), ("pdf",), r"U\+0007"),
        (replace(SMALL, blocks=(Table((), ()),)), ("pdf",), "一列也没有"),
        (LONG, ("pdf",), "20001行，做成PDF太长，请按乡镇分开印"),
    ],
)
def test_what_cannot_be_printed_is_refused_before_it_has_a_number(
    content: Document, formats: tuple[str, ...], said: str
) -> None:
    with scope(people.LI.viewer):
        with pytest.raises(NotNow, match=said):
            issue(content=content, formats=formats)
        assert not Paper.objects.visible_to(people.LI.viewer).exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("cast")
def test_a_paper_is_voided_once_with_a_reason_and_its_number_is_not_given_again() -> None:
    with scope(people.LI.viewer):
        id = issue()
        with pytest.raises(NotNow, match="为什么"):
            actions.void(by=people.LI.viewer, paper=id, why="  ")
        actions.void(by=people.LI.viewer, paper=id, why="日期写错了")
        with pytest.raises(NotNow):
            actions.void(by=people.LI.viewer, paper=id, why="再来一次")
        assert row(id).void_why == "日期写错了"
        assert row(id).state == "void"
        assert row(issue()).sequence == 2
    with scope(people.WANG.viewer):
        own = issue(people.WANG.viewer, people.VILLAGE_A)
        with pytest.raises(NotYours):
            actions.void(by=people.WANG.viewer, paper=own, why="不要了")
