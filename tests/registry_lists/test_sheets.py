"""Excel out and ledgers in: who takes what, what a ledger changes, thirty children out and back."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from tests import people
from tests.factories import registry as make
from tests.people import LI, WANG, ZHAO, ZHOU
from tests.registry_lists.conftest import BORN, Browser, row
from tests.registry_lists.test_pages import worked
from tonghu.core.database import scope
from tonghu.core.events.models import AccessLog, Event
from tonghu.core.jobs.models import JobRun
from tonghu.core.jobs.work import run
from tonghu.files.models import StoredFile
from tonghu.registry.models import Child, Ledger, SourceRecord

pytestmark = pytest.mark.django_db
NUMBER = make.id_number(BORN, "2", 1)


def ordered(client: Client, layout: str, **more: Any) -> str:
    """The page of progress of an Excel."""
    sent = client.post("/children/excel/", {"layout": layout, "query": "", **more})
    assert sent.status_code == 303, sent.content.decode()
    return str(sent.headers["Location"])


def taken(client: Client, page: str) -> list[list[str]]:
    """The first sheet of what was made."""
    assert worked(page).state == "done"
    answer = client.get(f"{page}download/")
    assert answer.status_code == 200
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return [[str(cell) for cell in one] for one in book.get_sheet_by_index(0).to_python()]


def content(client: Client, page: str) -> bytes:
    """The file itself."""
    assert worked(page).state == "done"
    return bytes(client.get(f"{page}download/").content)


def everything_seen(rows: list[list[str]]) -> str:
    return "\n".join("\t".join(one) for one in rows)


@pytest.mark.requirement("D-310")
def test_a_roster_holds_the_office_columns_and_says_who_took_it(browser: Browser) -> None:
    client = browser(LI)
    rows = taken(client, ordered(client, "roster", identity="on", purpose="镇里开会核名单"))
    assert rows[0][0] == "留守儿童和困境儿童花名册"
    assert "李甲镇（li）" in rows[1][0]
    assert "镇里开会核名单" in rows[1][0]
    assert {"姓名", "公民身份号码", "父亲姓名", "实际照料人", "享受的救助"} <= set(rows[2])
    told = everything_seen(rows[3:])
    assert NUMBER in told, "an ID number is a text and whole"
    assert "潘乙村" not in told, "another town's child"
    assert len(rows) == 6


@pytest.mark.requirement("D-427")
def test_numbers_in_full_want_a_purpose_and_are_masked_without(browser: Browser) -> None:
    client = browser(ZHOU)
    refused = client.post("/children/excel/", {"layout": "roster", "query": "", "identity": "on"})
    assert "请写明做什么用" in refused.content.decode()
    told = everything_seen(taken(client, ordered(client, "roster")))
    assert NUMBER not in told
    assert f"{NUMBER[:3]}*" in told


@pytest.mark.requirement("D-340")
def test_what_was_taken_is_logged_by_child_with_its_purpose(
    children: dict[str, UUID], browser: Browser
) -> None:
    client = browser(LI)
    taken(client, ordered(client, "roster", identity="on", purpose="核名单"))
    with scope(people.SYSTEM):
        seen = AccessLog.objects.all_of_them(reason="test").filter(what="registry.excel").get()
        kinds = set(Event.objects.all_of_them(reason="test").values_list("kind", flat=True))
    assert set(seen.ids) == {str(children[n]) for n in ("潘梓涵", "潘小一", "欧阳云")}
    assert seen.purpose == "核名单"
    assert {"list.order", "list.make", "list.take"} <= kinds


def test_chosen_rows_and_the_search_go_into_the_sheet(
    children: dict[str, UUID], browser: Browser
) -> None:
    client = browser(ZHOU)
    some = taken(client, ordered(client, "list", child=[str(children["欧阳云"])]))
    assert "欧阳云" in everything_seen(some)
    assert "潘" not in everything_seen(some[3:])
    query = client.post("/children/", {"text": "潘梓"}).headers["Location"].partition("?")[2]
    page = ordered(client, "list", query=query)
    with scope(people.SYSTEM):
        kept = JobRun.objects.all_of_them(reason="test").get(pk=page.rstrip("/").split("/")[-1])
        assert "潘" not in str(kept.arguments), "what was typed lies closed in the order"
    assert "潘小一" not in everything_seen(taken(client, page)[3:])


def test_a_village_exports_nothing_and_sees_no_office_of_others(browser: Browser) -> None:
    assert (
        browser(WANG).post("/children/excel/", {"layout": "list", "query": ""}).status_code == 403
    )
    client = browser(LI)
    page = ordered(client, "list")
    assert worked(page).state == "done"
    assert browser(ZHOU).get(f"{page}download/").status_code == 404


def test_a_lost_verb_stops_the_work(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    from tonghu.access.permissions import P
    from tonghu.access.roles import TownWorker

    page = ordered(browser(LI), "list")
    monkeypatch.setattr(TownWorker, "permissions", TownWorker.permissions - {P.EXPORT})
    assert worked(page).state == "failed"


# ---- ledgers


def sheet(*rows: list[Any], name: str = "台账.xlsx") -> SimpleUploadedFile:
    """A county's own ledger."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("花名册")
        page.write_string(0, 0, "甲镇留守儿童台账")
        for at, cells in enumerate(rows, 1):
            for column, cell in enumerate(cells):
                if isinstance(cell, int):
                    page.write_number(at, column, cell)
                else:
                    page.write_string(at, column, cell)
    return SimpleUploadedFile(name, out.getvalue())


HEAD = [
    "序号",
    "儿童姓名",
    "性别",
    "身份证号码",
    "出生年月",
    "所属乡镇",
    "行政村",
    "就读学校",
    "年级",
    "监护人",
    "监护人电话",
]


def handed(client: Client, file: SimpleUploadedFile, *, mapped: bool = True) -> str:
    """A ledger handed in, read and compared; its page."""
    sent = client.post("/children/ledgers/", {"file": file, "stated_on": ""})
    assert sent.status_code == 303, sent.content.decode()
    page = str(sent.headers["Location"])
    work_of(page)
    if mapped:
        ledger = found(page)
        fields = {f"c{at}": one["field"] for at, one in enumerate(ledger.columns or [])}
        answer = client.post(f"{page}columns/", fields)
        assert answer.headers["Location"] == page, client.get(
            answer.headers["Location"]
        ).content.decode()
        work_of(page)
    return page


def found(page: str) -> Ledger:
    with scope(people.SYSTEM):
        return Ledger.objects.all_of_them(reason="test").get(pk=page.rstrip("/").split("/")[-1])


def work_of(page: str) -> JobRun:
    job = found(page).job
    assert job is not None
    run(job)
    with scope(people.SYSTEM):
        return JobRun.objects.all_of_them(reason="test").get(pk=job)


def rows() -> int:
    with scope(people.SYSTEM):
        return Child.objects.all_of_them(reason="test").count()


def ledger() -> SimpleUploadedFile:
    return sheet(
        HEAD,
        ["1", "潘梓涵", "女", NUMBER, "2016-05-20", "甲镇", "一村", people.SCHOOL.name, "五年级", "演示祖母", "13800000001"],
        ["2", "潘小一", "男", "", "2016年5月20日", "甲镇", "一村", people.SCHOOL.name, "一年级", "", ""],
        ["3", "新来的", "男", make.id_number(BORN, "1", 77), "2016-05-20", "甲镇", "一村", "演示小学", "二年级", "演示外婆", "13800000002"],
        ["4", "读不了", "男", 990101201605200017, "2016-05-20", "甲镇", "一村", "", "", "", ""],
        ["5", "错日子", "女", "", "2016-13-40", "甲镇", "一村", "", "", "", ""],
        ["6", "外村的", "女", "", "2016-01-01", "乙镇", "一村", "", "", "", ""],
        ["合计", "", "", "", "", "", "", "", "", "", ""],
    )  # fmt: skip


def test_a_ledger_comes_in_as_proposals_row_by_row(browser: Browser) -> None:
    client, before = browser(LI), rows()
    page = handed(client, ledger())
    counts = found(page).counts
    assert counts == {"new": 1, "changed": 1, "same": 1, "unread": 3}
    assert rows() == before, "nothing is written before somebody takes it"
    changed = client.get(f"{page}?kind=changed").content.decode()
    assert "四年级" in changed
    assert "五年级" in changed
    unread = client.get(f"{page}?kind=unread").content.decode()
    for told in ("被Excel改成了数字", "不是一个日期", "看不出是哪个村"):
        assert told in unread
    assert NUMBER not in changed + unread


def test_what_is_taken_is_changed_with_its_source_and_twice_changes_nothing(
    children: dict[str, UUID], browser: Browser
) -> None:
    client, before = browser(LI), rows()
    page = handed(client, ledger())
    client.post(f"{page}take/", {"kinds": ["new", "changed"]})
    assert work_of(page).state == "done"
    assert rows() == before + 1
    assert row(children["潘梓涵"]).grade == "五年级"
    with scope(people.SYSTEM):
        new = Child.objects.all_of_them(reason="test").get(name="新来的")
        assert (new.state, new.division) == ("candidate", people.VILLAGE_A)
        told = SourceRecord.objects.all_of_them(reason="test").filter(origin_type="registry.ledger")
        assert told.count() == 2
        assert {one.source for one in told} == {"town"}
    assert found(page).state == "taken"
    again = handed(client, ledger())
    assert found(again).counts == {"new": 0, "changed": 0, "same": 3, "unread": 3}
    assert client.post(f"{again}take/", {"kinds": ["new", "changed"]}).status_code == 303
    assert found(again).state == "ready"


def test_some_rows_are_taken_and_the_rest_waits(
    children: dict[str, UUID], browser: Browser
) -> None:
    client, before = browser(LI), rows()
    page = handed(client, ledger())
    shown = client.get(f"{page}?kind=changed").content.decode()
    picked = shown.split('name="row" value="')[1].partition('"')[0]
    client.post(f"{page}take/", {"row": [picked]})
    work_of(page)
    assert rows() == before
    assert row(children["潘梓涵"]).grade == "五年级"
    assert found(page).state == "ready"


def test_a_row_somebody_changed_meanwhile_stops_all(
    children: dict[str, UUID], browser: Browser
) -> None:
    from tonghu.registry import actions

    client, before = browser(LI), rows()
    page = handed(client, ledger())
    with scope(people.WANG.viewer) as wang:
        actions.update(by=wang, child=children["潘梓涵"], values={"grade": "六年级"})
    client.post(f"{page}take/", {"kinds": ["new", "changed"]})
    done = work_of(page)
    assert done.state == "failed"
    assert "一行也没有采用" in done.problem
    assert (rows(), found(page).state) == (before, "ready")


def test_a_child_known_in_another_town_is_not_told_and_not_doubled(browser: Browser) -> None:
    client, before = browser(LI), rows()
    other = make.id_number(BORN, "1", 2)
    page = handed(
        client,
        sheet(HEAD, ["1", "潘乙村", "男", other, "2016-05-20", "甲镇", "一村", "", "", "", ""]),
    )
    assert found(page).counts["new"] == 1
    assert "乙镇" not in client.get(page).content.decode()
    client.post(f"{page}take/", {"kinds": ["new"]})
    assert work_of(page).result["checking"] == 1
    assert rows() == before


def test_columns_chosen_wrongly_are_told(browser: Browser) -> None:
    client = browser(LI)
    page = handed(client, ledger(), mapped=False)
    shown = client.get(f"{page}columns/").content.decode()
    assert "儿童姓名" in shown
    assert NUMBER not in shown
    sent = client.post(f"{page}columns/", {"c1": "name", "c2": "name"}, follow=True)
    assert "有两列都选成了" in sent.content.decode()
    sent = client.post(f"{page}columns/", {"c2": "sex"}, follow=True)
    assert "至少要有姓名" in sent.content.decode()


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (SimpleUploadedFile("a.txt", b"x"), "不是能读的格式"),
        (SimpleUploadedFile("a.csv", "甲,乙\n1,2\n".encode()), "没有找到表头"),
    ],
)
def test_a_file_that_is_no_ledger_is_refused_with_a_sentence(
    browser: Browser, file: SimpleUploadedFile, told: str
) -> None:
    client = browser(LI)
    sent = client.post("/children/ledgers/", {"file": file})
    if sent.status_code == 303:
        page = str(sent.headers["Location"])
        work_of(page)
        assert told in client.get(page).content.decode()
    else:
        assert told in sent.content.decode()


def test_a_ledger_not_used_is_destroyed(browser: Browser) -> None:
    client = browser(LI)
    page = handed(client, ledger())
    client.post(f"{page}drop/")
    with scope(people.SYSTEM):
        assert StoredFile.objects.all_of_them(reason="test").get(pk=found(page).file).erased_at
    assert found(page).state == "dropped"


def test_ledgers_are_seen_above_and_not_beside(browser: Browser) -> None:
    page = handed(browser(LI), ledger())
    assert browser(ZHOU).get(page).status_code == 200
    assert browser(ZHAO).get(page).status_code in (403, 404)
    assert browser(WANG).get("/children/ledgers/").status_code == 403
