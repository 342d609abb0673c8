"""The ledger and one paper through the door: filters, search, counts of queries, downloads, codes."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID, uuid4

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import people
from tests.factories import papers as make
from tests.papers import samples
from tests.requirement import requirement
from tonghu.core.database import scope
from tonghu.core.events.models import AccessLog, Event
from tonghu.papers import actions
from tonghu.papers.actions.drafting import print_draft
from tonghu.papers.actions.printing import print_paper
from tonghu.papers.models import Paper, PaperDraft, PaperFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]
FORMS = ("docx", "xlsx")


def at(person: people.Person) -> Client:
    client = Client()
    people.sign_in(client, person)
    return client


def quiet(*_: object) -> None:
    """Progress nobody watches."""


def issued(by: people.Person = people.LI, division: str = people.TOWN_A, **given: Any) -> UUID:
    fields = {
        "kind": "test.roster", "title": "甲镇花名册", "content": samples.ROSTER, "formats": FORMS, **given,
    }  # fmt: skip
    with scope(by.viewer):
        return actions.issue(by=by.viewer, division=division, **fields)


def printed(id: UUID, by: people.Person = people.LI) -> UUID:
    print_paper(viewer=by.viewer, progress=quiet, paper=str(id))  # type: ignore[arg-type]
    return id


def queries_of(asked: CaptureQueriesContext) -> list[str]:
    """Without the beginnings and ends of transactions."""
    marks = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")
    return [one["sql"][:120] for one in asked if not one["sql"].startswith(marks)]


def looks(what: str) -> list[AccessLog]:
    with scope(people.SYSTEM):
        return list(AccessLog.objects.all_of_them(reason="test").filter(what=what).order_by("-at"))


def test_the_ledger_filters_by_kind_period_place_and_state() -> None:
    with scope(people.SYSTEM):
        make.paper(title="一号表", period="2026-Q3")
        make.paper(
            title="二号表", sequence=2, division=people.VILLAGE_A, kind="made.up", kind_label="别的"
        )
        make.paper(
            title="三号表", sequence=1, division=people.TOWN_B, state="void", void_why="错", voided_at="2026-09-01T00:00Z",
        )  # fmt: skip
    zhou = at(people.ZHOU)
    for asked, shown in (
        ({}, "一二三"), ({"period": "2026-Q3"}, "一"), ({"kind": "made.up"}, "二"), ({"place": people.TOWN_A}, "一二"),
        ({"place": people.VILLAGE_A}, "二"), ({"state": "void"}, "三"), ({"state": "nonsense"}, "一二三"),
    ):  # fmt: skip
        page = zhou.get("/papers/", asked).text
        assert [one for one in "一二三" if f"{one}号表" in page] == list(shown), asked
    assert "二号表" in at(people.WANG).get("/papers/").text
    assert "一号表" not in at(people.WANG).get("/papers/").text


def test_what_is_searched_never_stands_in_an_address() -> None:
    with scope(people.SYSTEM):
        one = make.paper(title="潘玥登记表")
        make.paper(title="别的表", sequence=2)
    li = at(people.LI)
    for typed in ("潘玥", "2026-0001", f" {one.code[:5].lower()}-{one.code[5:].lower()} "):
        answer = li.post("/papers/", {"text": typed})
        assert answer.status_code == 303
        assert "%" not in answer["Location"]
        assert typed.strip() not in answer["Location"]
        page = li.get(answer["Location"]).text
        assert "潘玥登记表" in page
        assert "别的表" not in page


def test_words_and_filters_are_sent_together_and_kept_together() -> None:
    with scope(people.SYSTEM):
        make.paper(title="潘玥登记表", period="2026-Q3")
        make.paper(title="潘玥排查表", sequence=2, period="2026-Q2")
    li = at(people.LI)
    answer = li.post("/papers/", {"text": "潘玥", "period": "2026-Q2", "kind": ""})
    assert answer["Location"] == "/papers/?period=2026-Q2&typed=1"
    page = li.get(answer["Location"]).text
    assert "潘玥排查表" in page
    assert "潘玥登记表" not in page


def test_the_ledger_pages_and_asks_little() -> None:
    with scope(people.SYSTEM):
        for at_ in range(60):
            make.paper(sequence=at_ + 1, title=f"第{at_ + 1}张表")
    zhou = at(people.ZHOU)
    with CaptureQueriesContext(connection) as asked:
        page = zhou.get("/papers/").text
    assert len(queries_of(asked)) <= 15, queries_of(asked)
    assert "第60张表" in page
    assert "第10张表" not in page
    assert "第10张表" in zhou.get("/papers/", {"start": "50"}).text


@requirement("D-340")
def test_one_paper_shows_who_issued_and_who_took_it_and_asks_little() -> None:
    id = printed(issued())
    li = at(people.LI)
    file = li.get(f"/papers/{id}/xlsx/download/")
    assert file["Content-Type"].startswith("application/vnd.openxmlformats")
    assert openpyxl.load_workbook(io.BytesIO(file.content)).sheetnames == ["农村留守儿童花名册"]
    with CaptureQueriesContext(connection) as asked:
        page = li.get(f"/papers/{id}/").text
    assert len(queries_of(asked)) <= 15, queries_of(asked)
    assert "签发文书" in page
    assert "取走Excel" in page
    assert "李甲镇" in page


def test_every_taking_is_logged_with_the_children_named_and_every_showing_too() -> None:
    id = printed(issued())
    li = at(people.LI)
    li.get(f"/papers/{id}/")
    assert looks("paper.show")[0].ids == [str(id)]
    li.get(f"/papers/{id}/docx/download/")
    log = looks("paper.open")[0]
    assert log.ids == [str(id), "child-1", "child-2"]
    assert (log.user_name, log.sensitivity) == ("李甲镇", "identity")
    with scope(people.SYSTEM):
        assert Event.objects.all_of_them(reason="test").filter(kind="paper.print").count() == 1


def test_a_village_takes_a_paper_the_town_issued_for_it_under_its_own_name() -> None:
    id = printed(issued(division=people.VILLAGE_A))
    assert at(people.WANG).get(f"/papers/{id}/docx/download/").status_code == 200
    assert looks("paper.open")[0].user_name == "王一村"
    assert "王一村，wang" in looks("file.open")[0].purpose
    for stranger in (people.ZHAO, people.DENG, people.QIAN):
        assert at(stranger).get(f"/papers/{id}/docx/download/").status_code == 404


def test_a_page_code_finds_the_paper_inside_and_nothing_outside() -> None:
    id = issued()
    with scope(people.SYSTEM):
        code = Paper.objects.all_of_them(reason="test").get(pk=id).code
    for typed in (code, code.lower(), f"{code[:5]}-{code[5:]}"):
        assert at(people.LI).get(f"/papers/c/{typed}/")["Location"] == f"/papers/{id}/"
    outside, missing = (at(people.ZHAO).get(f"/papers/c/{one}/") for one in (code, "2" * 10))
    assert (outside.status_code, missing.status_code) == (404, 404)
    assert people.plain(outside.text) == people.plain(missing.text)
    assert Client().get(f"/papers/c/{code}/")["Location"].startswith("/sign-in/")


def test_the_printing_job_begun_again_makes_nothing_twice() -> None:
    id = printed(printed(issued()))
    with scope(people.SYSTEM):
        rows = PaperFile.objects.all_of_them(reason="test").filter(paper=id)
        assert sorted(rows.values_list("format", flat=True)) == ["docx", "xlsx"]


def test_what_was_not_printed_is_printed_again_from_the_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    id = issued()
    li = at(people.LI)
    assert "进行中" in li.get(f"/papers/{id}/").text or "等着开始" in li.get(f"/papers/{id}/").text
    assert li.get(f"/papers/{id}/docx/download/").status_code == 303
    from tonghu.core.jobs.models import JobRun

    with scope(people.SYSTEM):
        JobRun.objects.all_of_them(reason="test").update(state="failed", problem="没有中文字体。")
    page = li.get(f"/papers/{id}/").text
    assert "没有中文字体。" in page
    assert "重印没印成的" in page
    assert li.post(f"/papers/{id}/print-again/").status_code == 303
    with scope(people.SYSTEM):
        assert JobRun.objects.all_of_them(reason="test").filter(kind="papers.print").count() == 2
    printed(id)
    assert "重印没印成的" not in li.get(f"/papers/{id}/").text


def test_voiding_asks_a_reason_shows_it_and_offers_no_more() -> None:
    id = issued(kind="test.form", content=samples.FORM, formats=("docx",))
    li = at(people.LI)
    page = li.get(f"/papers/{id}/").text
    assert f"/made-up/{id}/" in page
    assert "请写明为什么作废" in li.post(f"/papers/{id}/void/", {"why": ""}).text
    assert li.post(f"/papers/{id}/void/", {"why": "日期写错了"}).status_code == 303
    page = li.get(f"/papers/{id}/").text
    assert "日期写错了" in page
    assert "已作废" in page
    assert "作废这一份" not in page
    assert f"/made-up/{id}/" not in page


@requirement("D-338")
def test_the_ledger_goes_out_as_an_index_for_the_shelf() -> None:
    printed(issued(period="2026-Q3"))
    li = at(people.LI)
    answer = li.post("/papers/excel/")
    job = answer["Location"].split("/")[3]
    with scope(people.SYSTEM):
        row = PaperDraft.objects.all_of_them(reason="test").get(job=job)
    print_draft(viewer=people.LI.viewer, progress=quiet, draft=str(row.id))  # type: ignore[arg-type]
    file = li.get(f"/papers/drafts/{job}/download/")
    sheet = openpyxl.load_workbook(io.BytesIO(file.content)).active
    assert sheet is not None
    said = [
        [str(cell.value) for cell in line if cell.value is not None] for line in sheet.iter_rows()
    ]
    assert said[3][-2:] == ["卷盒号", "保管人"]
    assert said[4][:3] == ["1", "甲镇2026-0001", "甲镇花名册"]
    assert "李甲镇" in said[5][0] or "李甲镇" in str(said[-1])


def test_a_draft_is_its_orderers_alone_and_gone_after_a_week() -> None:
    with scope(people.LI.viewer):
        job = actions.draft(
            by=people.LI.viewer, kind="test.roster", content=samples.ROSTER, format="xlsx"
        )
        row = PaperDraft.objects.visible_to(people.LI.viewer).get(job=job)
    li, zhou = at(people.LI), at(people.ZHOU)
    assert "没有编号" in li.get(f"/papers/drafts/{job}/").text
    assert zhou.get(f"/papers/drafts/{job}/").status_code == 404
    assert zhou.get(f"/papers/drafts/{uuid4()}/").status_code == 404
    print_draft(viewer=people.LI.viewer, progress=quiet, draft=str(row.id))  # type: ignore[arg-type]
    assert li.get(f"/papers/drafts/{job}/download/").status_code == 200
    assert looks("paper.draft_open")[0].ids[1:] == ["child-1", "child-2"]
    assert actions.erase_drafts() == "清除过期的草稿0份"
    with scope(people.SYSTEM):
        row.ordered_at = row.ordered_at.replace(year=row.ordered_at.year - 1)
        row.save(update_fields=["ordered_at"])
    assert actions.erase_drafts() == "清除过期的草稿1份"
    assert li.get(f"/papers/drafts/{job}/download/").status_code == 404
