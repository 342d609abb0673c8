"""从Excel导入工作队伍: choose a file, see what it would change, then take it whole or not at all."""

from __future__ import annotations

from django.core.signing import BadSignature, dumps, loads
from django.http import HttpResponse
from django.urls import reverse

from tonghu.core.errors import NotNow
from tonghu.core.routes import Request
from tonghu.directory import actions
from tonghu.directory.actions.staff_imports import StaffPlan
from tonghu.directory.views.staff import workbook
from tonghu.directory.workbook.columns import STAFF
from tonghu.directory.workbook.reading import SheetRow, rows_of
from tonghu.directory.workbook.staff import staff_template
from tonghu.ui import page

SALT = "directory.staff.import"
WITHIN_SECONDS = 3600


def choose(request: Request) -> HttpResponse:
    """选文件, and after that what it would change."""
    file = request.FILES.get("file")
    error = "还没有选文件。请先选一个xlsx文件。" if request.method == "POST" else ""
    if file is not None:
        try:
            return _preview(request, rows_of(file.read(), STAFF), file.name or "")
        except NotNow as refusal:
            error = str(refusal)
    return page.render(request, "directory/import.html", error=error)


def do(request: Request) -> HttpResponse:
    """导入: what was shown, if it would still do the same."""
    try:
        kept = loads(request.POST.get("kept", ""), salt=SALT, max_age=WITHIN_SECONDS)
    except BadSignature:
        raise NotNow("这次导入隔得太久，或者内容变了。请重新选一次文件。") from None
    rows = [SheetRow(line, cells) for line, cells in kept["rows"]]
    within = request.viewer.division
    plan = actions.plan_staff(rows=rows, within=within, by=request.viewer)
    if plan.faults or _shape(plan) != tuple(kept["shape"]):
        return _preview(request, rows, kept["name"], changed=True)
    actions.import_staff(rows=rows, within=within, by=request.viewer, source=kept["name"])
    page.toast(request, f"已导入{len(plan.steps)}人，{plan.same}人没有变化")
    return page.see_other(reverse("directory:staff"))


def template(request: Request) -> HttpResponse:
    """空表."""
    return workbook(staff_template(), "工作队伍空表.xlsx")


def _preview(
    request: Request, rows: list[SheetRow], name: str, *, changed: bool = False
) -> HttpResponse:
    plan = actions.plan_staff(rows=rows, within=request.viewer.division, by=request.viewer)
    said = {"rows": [(one.line, one.cells) for one in rows], "name": name, "shape": _shape(plan)}
    return page.render(
        request, "directory/import_preview.html", plan=plan, name=name, changed=changed,
        kept=dumps(said, salt=SALT, compress=True), rows=len(rows),
    )  # fmt: skip


def _shape(plan: StaffPlan) -> tuple[int, ...]:
    return (len(plan.added), len(plan.changed), len(plan.left), plan.same)
