"""参考数据的页."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tonghu.core.routes import Request
from tonghu.statistics import actions
from tonghu.statistics.forms import ReferenceForm, WhyForm
from tonghu.statistics.queries.references import Compared, compared, references
from tonghu.statistics.views.tried import did
from tonghu.ui import page
from tonghu.ui.fields import form_view
from tonghu.ui.shapes import Column

COLUMNS = (
    Column("项目"), Column("数值", number=True), Column("单位"), Column("年份", number=True),
    Column("来源"), Column("方法和出处"), Column(""),
)  # fmt: skip
COMPARED = (
    Column("项目"), Column("来源"), Column("年份", number=True), Column("他们的数", number=True),
    Column("台账的数", number=True), Column("台账是哪天的"), Column("差"), Column("他们怎么数的"),
)  # fmt: skip


def listed(request: Request) -> HttpResponse:
    """全部和对照."""
    pairs = compared(request.viewer)
    return page.render(
        request, "statistics/references.html", rows=references(request.viewer), columns=COLUMNS,
        compared=[_row(one) for one in pairs], compared_columns=COMPARED,
        keeps=request.viewer.may("statistics.keep"),
        compared_note="口径、时点不同，差不等于错；差得多的，请同统计部门当面对一次。",
    )  # fmt: skip


def _row(one: Compared) -> tuple[str, ...]:
    return (one.item, one.source, str(one.year), one.theirs, one.ours, one.of, one.gap, one.method)


def add(request: Request) -> HttpResponse:
    """登记一条."""
    form = ReferenceForm(request.POST if request.method == "POST" else None)
    if (
        request.method == "POST"
        and form.is_valid()
        and did(
            lambda: actions.add_reference(by=request.viewer, **form.cleaned_data), request, form
        )
    ):
        page.toast(request, "登记了")
        return page.see_other("/statistics/reference/")
    return page.render(
        request, "statistics/form.html", title="登记参考数据", form=form_view(form), save="登记",
        action="/statistics/reference/add/", note="只登汇总数，不登个人；登错了撤下再登。",
    )  # fmt: skip


def withdraw(request: Request, id: UUID) -> HttpResponse:
    """撤下一条."""
    form = WhyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and did(
        lambda: actions.withdraw_reference(
            by=request.viewer, id=id, why=form.cleaned_data["why"]
        ),
        request, form,
    ):  # fmt: skip
        page.toast(request, "撤下了，记录还在")
        return page.see_other("/statistics/reference/")
    return page.render(
        request, "statistics/form.html", title="撤下这条参考数据", form=form_view(form), save="撤下",
        action=f"/statistics/reference/{id}/withdraw/", note="撤下的还看得到，写着为什么。",
    )  # fmt: skip
