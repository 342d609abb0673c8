"""查阅记录的页, for the auditor."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse

from tonghu.access.queries.audit import looked_on
from tonghu.access.views import typed
from tonghu.core import clock
from tonghu.core.routes import Request
from tonghu.ui import page
from tonghu.ui.shapes import Column, Field

COLUMNS = (
    Column("时间"), Column("谁"), Column("岗位", hide_phone=True), Column("看了什么"),
    Column("几条", number=True), Column("结果"),
)  # fmt: skip
OUTCOMES = (("", "全部"), ("refused", "不准看的"))


def reads(request: Request) -> HttpResponse:
    """查阅记录: one day, by person and by outcome."""
    if request.method == "POST":
        return typed.remember(request, "person", ("day", "outcome"))
    person, outcome = typed.remembered(request), request.GET.get("outcome", "")
    day, number = _day(request.GET.get("day", "")), request.GET.get("page", "1")
    found = looked_on(
        request.viewer, day, person=person, refused=outcome == "refused",
        page=int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1,
    )  # fmt: skip
    filters = (
        Field("person", "姓名", value=person, required=False),
        Field("day", "哪一天", "date", day.isoformat(), required=False),
        Field("outcome", "结果", "select", outcome, choices=OUTCOMES, required=False),
    )
    return page.render(
        request, "access/reads.html", found=found, filters=filters, person=person,
        refused=outcome == "refused", columns=COLUMNS,
    )  # fmt: skip


def _day(text: str) -> date:
    """The day asked for; today where none is, or none that exists."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return clock.today()
