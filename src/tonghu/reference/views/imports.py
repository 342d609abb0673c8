"""从Excel导入单位: choose a file, see what it would change, then take it whole or not at all."""

from __future__ import annotations

from django.core.signing import BadSignature, dumps, loads
from django.http import HttpResponse
from django.urls import reverse

from tonghu.core.errors import NotNow
from tonghu.core.routes import Request
from tonghu.directory import actions
from tonghu.directory.actions.imports import ImportPlan, plan_import
from tonghu.directory.workbook import writing
from tonghu.directory.workbook.reading import SheetRow, rows_of
from tonghu.reference.views.units import workbook
from tonghu.ui import page

SALT = "reference.units.import"
WITHIN_SECONDS = 3600


def choose(request: Request) -> HttpResponse:
    """选文件, and after that what it would change."""
    file = request.FILES.get("file")
    if request.method == "GET":
        return page.render(request, "reference/import.html", error="")
    if file is None:
        return page.render(
            request, "reference/import.html", error="还没有选文件。请先选一个xlsx文件。"
        )
    try:
        rows = rows_of(file.read())
    except NotNow as refusal:
        return page.render(request, "reference/import.html", error=str(refusal))
    return _preview(request, rows, file.name or "")


def do(request: Request) -> HttpResponse:
    """导入: what was shown, if it would still do the same."""
    try:
        kept = loads(request.POST.get("kept", ""), salt=SALT, max_age=WITHIN_SECONDS)
    except BadSignature:
        raise NotNow("这次导入隔得太久，或者内容变了。请重新选一次文件。") from None
    rows = [SheetRow(line, cells) for line, cells in kept["rows"]]
    plan = plan_import(rows=rows, within=_within(request), by=request.viewer)
    if plan.faults or _shape(plan) != tuple(kept["shape"]):
        return _preview(request, rows, kept["name"], changed=True)
    actions.import_units(rows=rows, within=_within(request), by=request.viewer, source=kept["name"])
    page.toast(request, f"已导入{len(plan.steps)}个单位，{plan.same}个没有变化")
    return page.see_other(reverse("reference:units"))


def template(request: Request) -> HttpResponse:
    """空表."""
    return workbook(writing.template(), "单位表空表.xlsx")


def _preview(
    request: Request, rows: list[SheetRow], name: str, *, changed: bool = False
) -> HttpResponse:
    plan = plan_import(rows=rows, within=_within(request), by=request.viewer)
    kept = dumps(
        {"rows": [(one.line, one.cells) for one in rows], "name": name, "shape": _shape(plan)},
        salt=SALT, compress=True,
    )  # fmt: skip
    return page.render(
        request, "reference/import_preview.html", plan=plan, name=name, kept=kept, changed=changed,
        rows=len(rows),
    )  # fmt: skip


def _shape(plan: ImportPlan) -> tuple[int, ...]:
    return (len(plan.added), len(plan.changed), len(plan.closed), plan.same)


def _within(request: Request) -> str:
    """The county of whoever imports."""
    return request.viewer.division
