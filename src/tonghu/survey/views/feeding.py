"""反馈的页 (D-091, D-092): what each receiver would get, the receipt, schools that re-verify their pupils."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from tonghu.core.routes import Request
from tonghu.survey import actions, queries
from tonghu.survey.forms import PaperForm, PupilLineForm
from tonghu.survey.queries.shapes import CheckPage
from tonghu.survey.rules.feedback import receivers
from tonghu.survey.rules.given import PupilForm
from tonghu.survey.showing import checks as showing
from tonghu.survey.views.boards import XLSX
from tonghu.survey.views.tried import did, one_of, tried
from tonghu.ui import page
from tonghu.ui.fields import form_view


def feedbacks(request: Request, id: UUID) -> HttpResponse:
    """反馈: exactly which fields each receiver gets, then who has signed for it."""
    found = queries.feedbacks(request.viewer, id)
    line = one_of(next((one for one in queries.rounds(request.viewer) if one.id == id), None))
    return page.render(
        request, "survey/feedbacks.html", round=line, lines=found, preview=showing.preview(receivers().values()),
    )  # fmt: skip


def send(request: Request, id: UUID) -> HttpResponse:
    """发出反馈."""
    made = tried(None, lambda: actions.send_feedback(by=request.viewer, round=id), request)
    if made is not None:
        page.toast(request, f"发给了{len(made)}个单位，等他们签收")
    return page.see_other(f"/rounds/{id}/feedback/")


def feedback(request: Request, id: UUID, form: PaperForm | None = None) -> HttpResponse:
    """收的单位看到的: its own fields and no other."""
    found = one_of(queries.feedback(request.viewer, id))
    own = request.viewer.unit == found.line.unit_id
    return page.render(
        request, "survey/feedback.html", found=found, own=own, form=form_view(form or PaperForm()),
        verbs=frozenset(one.action for one in found.line.buttons),
    )  # fmt: skip


def receive(request: Request, id: UUID) -> HttpResponse:
    """签收; the county from the receiver's paper."""
    form = PaperForm(request.POST)
    if form.is_valid() and did(
        form, lambda: actions.receive_feedback(by=request.viewer, feedback=id, **form.cleaned_data)
    ):
        page.toast(request, "签收了")
        return page.see_other(f"/rounds/feedback/{id}/")
    return feedback(request, id, form)


def distribute(request: Request, id: UUID) -> HttpResponse:
    """把名单分到学校."""
    made = tried(None, lambda: actions.distribute(by=request.viewer, feedback=id), request)
    if made is not None:
        page.toast(request, f"分给了{made}所学校，他们首页上看得到")
    return page.see_other(f"/rounds/feedback/{id}/")


def checks(request: Request) -> HttpResponse:
    """学校再核实: a school's own, or those within reach."""
    return page.render(request, "survey/checks.html", lines=queries.checks(request.viewer))


def check(request: Request, id: UUID) -> HttpResponse:
    """一所学校再核实: one line a pupil, with the person who keeps in touch."""
    found = one_of(queries.check(request.viewer, id))
    if request.method != "POST":
        return _check(request, found, {})
    lines = {one.id: PupilLineForm(request.POST, prefix=str(one.id)) for one in found.pupils}
    paper = request.POST.get("paper_number", "")[:60]
    return _answered(request, found, showing.answers(lines), paper) or _check(request, found, lines)


def _answered(
    request: Request, found: CheckPage, given: dict[UUID, PupilForm], paper: str
) -> HttpResponse | None:
    """Taken, or None with the sentence on the page."""
    done = did(None, lambda: actions.reverify(
        by=request.viewer, check=found.line.id, answers=given, paper_number=paper, name=request.POST.get("name", "")[:40]
    ), request)  # fmt: skip
    if not done:
        return None
    again = one_of(queries.check(request.viewer, found.line.id))
    left = again.line.pupils - again.line.answered
    page.toast(request, f"记下了{len(given)}名，还有{left}名" if left else "都核实完了")
    return page.see_other(f"/rounds/checks/{found.line.id}/")


def _check(request: Request, found: CheckPage, lines: dict[UUID, PupilLineForm]) -> HttpResponse:
    return page.render(request, "survey/check.html", found=found, rows=showing.rows(found, lines))


def check_excel(request: Request, id: UUID) -> HttpResponse:
    """表格: for a school with many pupils, filled beside and brought back."""
    found = one_of(queries.check(request.viewer, id))
    answer = HttpResponse(showing.sheet(found, request.viewer), content_type=XLSX)
    answer["Content-Disposition"] = (
        content_disposition_header(True, f"{found.line.school}再核实表.xlsx") or ""
    )
    return answer


def check_upload(request: Request, id: UUID) -> HttpResponse:
    """交回填好的表格; what is wrong says which line."""
    found = one_of(queries.check(request.viewer, id))
    sent = request.FILES.get("file")
    if sent is None:
        page.toast(request, "还没选文件。")
        return page.see_other(f"/rounds/checks/{id}/")
    given, refused = showing.read(found, sent)
    if refused:
        return page.render(request, "survey/check_refused.html", found=found, refused=refused)
    return _answered(request, found, given, "") or page.see_other(f"/rounds/checks/{id}/")
