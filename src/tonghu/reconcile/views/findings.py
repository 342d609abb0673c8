"""差异的页: lists behind every number, one pair, verdicts, shown numbers, workbooks."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from tonghu.core.routes import Request
from tonghu.files.queries import opened
from tonghu.reconcile import actions, queries
from tonghu.reconcile.queries import ChildFilter, FindingFilter
from tonghu.reconcile.showing import findings as showing
from tonghu.reconcile.states import VerdictWord
from tonghu.reconcile.views import searching
from tonghu.reconcile.views.asking import ChildFilterForm, FindingFilterForm
from tonghu.reconcile.views.tried import did, one_of, size_of, tried
from tonghu.ui import page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def children(request: Request, id: UUID) -> HttpResponse:
    """儿童名单 behind a number."""
    if request.method == "POST":
        return searching.kept(request)
    said = ChildFilterForm(request.GET).wanted() | {"search": searching.typed(request)}
    run, wanted = one_of(queries.run_line(request.viewer, id)), ChildFilter(**said)
    found = queries.children(
        request.viewer, id, wanted, after=request.GET.get("after", ""), size=size_of(request)
    )
    towns = queries.towns(request.viewer, id)
    return page.render(
        request, "reconcile/children.html", run=run, found=found, size=size_of(request), wanted=wanted,
        towns=towns, said=showing.children_said(wanted, towns),
    )  # fmt: skip


def findings(request: Request, id: UUID) -> HttpResponse:
    """差异清单: filters that read as a sentence."""
    if request.method == "POST":
        return searching.kept(request)
    run, wanted = _named(request), _wanted(request)
    found = queries.findings(
        request.viewer, id, wanted, after=request.GET.get("after", ""), size=size_of(request)
    )
    towns = queries.towns(request.viewer, id)
    return page.render(
        request, "reconcile/findings.html", run=run, found=found, size=size_of(request), wanted=wanted,
        towns=towns, said=showing.findings_said(wanted, towns), kinds=showing.KINDS,
        states=showing.STATES, query=showing.query_of(wanted, request.GET.get(searching.PARAMETER, "")),
    )  # fmt: skip


def finding(request: Request, id: UUID) -> HttpResponse:
    """一件差异; a pair asks 这两条是不是同一个孩子？"""
    found = one_of(queries.finding(request.viewer, id, _among(request)))
    return page.render(
        request, "reconcile/finding.html", found=found, pair=showing.pair(found), numbers=(),
        query=request.GET.urlencode(),
    )  # fmt: skip


def judge_first(request: Request, id: UUID) -> HttpResponse:
    """处理待判的: to the first pair that waits."""
    first = queries.first_to_judge(request.viewer, id)
    return page.see_other(f"/reconcile/findings/{first}/" if first else f"/reconcile/{id}/")


def verdict(request: Request, id: UUID) -> HttpResponse:
    """一次判定: to what was judged."""
    return page.see_other(
        f"/reconcile/findings/{one_of(queries.finding_of_verdict(request.viewer, id))}/"
    )


def judge(request: Request, id: UUID) -> HttpResponse:
    """判定: at once, undone as easily; the next pair comes by itself."""
    found = one_of(queries.finding(request.viewer, id))
    word = request.POST.get("verdict", "")
    said = VerdictWord(word).label if word in VerdictWord.values else ""
    done = tried(None, lambda: (actions.judge(
        by=request.viewer, finding=id, word=word, reason=request.POST.get("reason", "")[:200]
    ),), request)  # fmt: skip
    if done is None:
        return page.see_other(f"/reconcile/findings/{id}/")
    again = queries.finding(request.viewer, id)
    undo = f"/reconcile/verdicts/{again.verdict.id}/undo/" if again and again.verdict else ""
    page.toast(request, f"记下了：{found.line.case}，{said}", undo=undo)
    return page.see_other(
        f"/reconcile/findings/{done[0]}/" if done[0] else f"/reconcile/{found.run}/"
    )


def undo(request: Request, id: UUID) -> HttpResponse:
    """撤销判定: back to the pair as it was."""
    finding_id = queries.finding_of_verdict(request.viewer, id)
    if did(None, lambda: actions.undo_verdict(by=request.viewer, verdict=id), request):
        page.toast(request, "撤销了，这一对照原样等着判定")
    return page.see_other(f"/reconcile/findings/{finding_id}/" if finding_id else "/reconcile/")


def identity(request: Request, id: UUID) -> HttpResponse:
    """写明事由后查看: the numbers of both records, once, logged."""
    found = one_of(queries.finding(request.viewer, id))
    purpose = showing.purpose_of(
        request.POST.get("purpose", ""), request.POST.get("case_number", "")
    )
    numbers = tried(
        None, lambda: actions.show_identity(by=request.viewer, finding=id, purpose=purpose), request
    )
    return page.render(
        request,
        "reconcile/finding.html",
        found=found,
        pair=showing.pair(found),
        numbers=numbers or (),
    )


def excel(request: Request, id: UUID) -> HttpResponse:
    """导出Excel: written in the background, fetched when it is done."""
    form = FindingFilterForm(request.POST)
    wanted = FindingFilter(**form.wanted())
    job = tried(
        None, lambda: actions.order_excel(by=request.viewer, run=id, filter=wanted), request
    )
    return page.see_other(f"/reconcile/{id}/excel/{job}/" if job else f"/reconcile/{id}/findings/")


def excel_progress(request: Request, id: UUID, job: UUID) -> HttpResponse:
    """导出的进度."""
    found = one_of(queries.excel_job(request.viewer, id, job))
    shown, poll = showing.excel_job(found), f"/reconcile/{id}/excel/{job}/"
    if request.headers.get("HX-Request"):
        return page.fragment(request, "ui/progress.html", job=shown, poll_url=poll)
    return page.render(
        request, "reconcile/excel.html", run=_named(request), job=shown, poll_url=poll
    )


def download(request: Request, id: UUID, job: UUID) -> HttpResponse:
    """下载做好的Excel: the permission is asked again, the taking logged."""
    found = one_of(queries.excel_job(request.viewer, id, job))
    kept = UUID(one_of(found.result.get("file")))
    file = actions.excel_to_download(by=request.viewer, file=kept)
    with opened(request.viewer, file, purpose="导出差异清单") as held:
        answer = HttpResponse(b"".join(held.chunks()), content_type=XLSX)
        answer["Content-Disposition"] = content_disposition_header(True, held.row.name) or ""
    return answer


def _among(request: Request) -> FindingFilter:
    """The list one pages through: the one that was left, else the pairs that wait."""
    wanted = _wanted(request)
    return wanted if wanted != FindingFilter() else FindingFilter(pairs=True, state="left")


def _wanted(request: Request) -> FindingFilter:
    said = FindingFilterForm(request.GET).wanted() | {"search": searching.typed(request)}
    return FindingFilter(**said)


def _named(request: Request) -> showing.RunName:
    """The run the door has found already."""
    run = one_of(request.subject)
    return showing.RunName(UUID(str(run.id)), run.name)
