"""Out to the sheet of the national system and back: what was not touched is no change."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import people
from tests.factories import registry as make
from tests.people import ZHOU
from tests.registry_lists.conftest import BORN, Browser
from tests.registry_lists.test_sheets import content, found, handed, ordered, taken, work_of
from tonghu.core.database import scope
from tonghu.registry.models import Child, SourceRecord
from tonghu.registry.queries.held import held

pytestmark = pytest.mark.django_db


def different(n: int) -> dict[str, Any]:
    """Thirty children that differ in everything a sheet may lose."""
    many: dict[str, Any] = {
        "name": "演示" + "甲乙丙丁戊己庚辛壬癸"[n % 10] + "一二三"[n // 10], "sex": "12"[n % 2],
        "id_number": make.id_number(BORN, "12"[n % 2], n + 100) if n % 3 else None,
        "ethnicity": ("01", "14", "22", "97")[n % 4],
        "schooling": ("primary", "junior", "dropout", "not_studying", "kindergarten", "not_enrolled")[n % 6],
        "boarding": (True, False, None)[n % 3], "relief": (["none"], ["orphan_allowance", "medical"], ["minimum_living"], None)[n % 4],
        "income_sources": (["wages", "farming"], ["other"], None)[n % 3],
        "father_status": (["away"], ["dead"], ["imprisoned", "lost_contact"], None)[n % 4],
        "father_place": ("330100000000", "省外，说不清", None)[n % 3] if n % 4 != 1 else None,
        "grandfather_deceased": (True, None)[n % 2], "grandfather_name": None if n % 2 == 0 else "演示爷爷",
        "health": ("healthy", "disabled", "ill")[n % 3], "disability_kinds": ["visual", "hearing"] if n % 3 == 1 else None,
        "disability_grade": "2" if n % 3 == 1 else None, "illness": "演示病" if n % 3 == 2 else None,
        "guardianship_grade": ("good", "ordinary", "unattended", "carer_insufficient")[n % 4],
        "carer_kind": ("grandparent", "mother", "relative")[n % 3], "note": "第一行，含逗号；和分号" if n % 5 == 0 else None,
        "carer_phone": f"1380000{n:04d}", "phone": "0578-8000001" if n % 7 == 0 else None, "born": BORN,
        "residence_address": "演示路1号\t二单元" if n % 4 == 0 else "演示路2号", "student_number": f"G{BORN:%Y%m%d}{n:04d}",
        "parent_contact_on": "2026-10-01", "parent_contact_means": "video",
    }  # fmt: skip
    if many["father_status"] == ["dead"] or n % 4 == 2:
        many |= {"both_away": None}
    return {k: v for k, v in many.items() if v is not None or k in make.values()}


def everything() -> dict[str, tuple[int, dict[str, Any]]]:
    with scope(people.SYSTEM):
        return {
            str(one.pk): (one.version, held(one))
            for one in Child.objects.all_of_them(reason="test")
        }


@pytest.mark.requirement("D-427")
def test_thirty_children_out_to_the_national_sheet_and_back_differ_in_nothing(
    browser: Browser,
) -> None:
    with scope(people.SYSTEM):
        make.children(*(make.new_child(**different(n)) for n in range(30)))
    client, before = browser(ZHOU), everything()
    page = ordered(client, "national", identity="on", purpose="报全国系统")
    made = content(client, page)
    back = handed(client, SimpleUploadedFile("全国.xlsx", made))
    assert found(back).layout == "national"
    assert found(back).counts == {"new": 0, "changed": 0, "same": len(before), "unread": 0}, (
        client.get(f"{back}?kind=unread").content.decode()
    )
    client.post(f"{back}take/", {"kinds": ["new", "changed"]})
    assert everything() == before


def test_one_cell_changed_in_the_national_sheet_is_one_change(browser: Browser) -> None:
    client = browser(ZHOU)
    page = ordered(client, "national", identity="on", purpose="报全国系统")
    table = taken(client, page)
    at = table[0].index("教育情况")
    who = next(one for one in table[1:] if one[table[0].index("姓名")] == "欧阳云")
    who[at] = "初中"
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        some = book.add_worksheet("全国系统表")
        for number, cells in enumerate(table):
            for column, cell in enumerate(cells):
                some.write_string(number, column, cell)
    back = handed(client, SimpleUploadedFile("全国.xlsx", out.getvalue()))
    assert found(back).counts == {"new": 0, "changed": 1, "same": 3, "unread": 0}
    client.post(f"{back}take/", {"kinds": ["changed"]})
    assert work_of(back).state == "done"
    with scope(people.SYSTEM):
        child = Child.objects.all_of_them(reason="test").get(name="欧阳云")
        told = (
            SourceRecord.objects.all_of_them(reason="test")
            .filter(origin_type="registry.ledger")
            .get()
        )
    assert (child.schooling, told.source, told.keys) == ("junior", "national", ["schooling"])
    assert told.stated_on <= date.today()
