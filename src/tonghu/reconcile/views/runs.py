"""比对的页: runs, starting one, how far it is, its result, withdrawing it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tonghu.core.routes import Request
from tonghu.reconcile import actions, queries
from tonghu.reconcile.showing import results as showing
from tonghu.reconcile.states import GOING, RunState
from tonghu.reconcile.views.asking import StartForm, WithdrawRunForm
from tonghu.reconcile.views.tried import did, one_of, tried
from tonghu.ui import page
from tonghu.ui.fields import form_view


def runs(request: Request) -> HttpResponse:
    """做过的比对."""
    found = queries.runs(request.viewer)
    return page.render(request, "reconcile/runs.html", runs=found, title=showing.runs_title(found))


def start(request: Request) -> HttpResponse:
    """开始一次比对: which rosters, which are missing, then one button."""
    viewer = request.viewer
    call = queries.open_call(viewer)
    form = StartForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: actions.start_run(
            by=viewer, division=viewer.division, as_of=form.cleaned_data["as_of"], call=call
        ))  # fmt: skip
        if made:
            return page.see_other(f"/reconcile/{made}/")
    found = queries.call(viewer, call) if call else None
    return page.render(
        request, "reconcile/start.html", call=found, form=form_view(form),
        changes=showing.start_changes(found) if found else (),
    )  # fmt: skip


def show(request: Request, id: UUID) -> HttpResponse:
    """比对结果, or how far it is."""
    found = one_of(queries.summary(request.viewer, id))
    if found.run.state in (*GOING, RunState.FAILED):
        job = showing.job_view(request.viewer, found.run)
        return page.render(request, "reconcile/progress.html", run=found.run, job=job)
    by = "unit" if request.GET.get("by") == "unit" else "town"
    return page.render(
        request, "reconcile/result.html", summary=found, run=found.run, by=by,
        show=showing.result(found, sort=request.GET.get("sort", "-left")), kinds=showing.KIND_CODES,
    )  # fmt: skip


def progress(request: Request, id: UUID) -> HttpResponse:
    """进度的一块: asked for every two seconds while it runs."""
    line = one_of(queries.run_line(request.viewer, id))
    return page.fragment(
        request, "ui/progress.html", job=showing.job_view(request.viewer, line),
        poll_url=f"/reconcile/{id}/progress/",
    )  # fmt: skip


def withdraw(request: Request, id: UUID) -> HttpResponse:
    """撤回这次比对: the name is typed, the reason kept."""
    line = one_of(queries.run_line(request.viewer, id))
    form = WithdrawRunForm(line, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        done = did(form, lambda: actions.withdraw_run(
            by=request.viewer, run=id, why=form.cleaned_data["why"]
        ))  # fmt: skip
        if done:
            page.toast(request, f"撤回了{line.title}，各单位的问题也收回了")
            return page.see_other("/reconcile/")
    summary = queries.summary(request.viewer, id)
    return page.render(
        request, "reconcile/withdraw.html", run=line, summary=summary, form=form_view(form)
    )


def judge_certain(request: Request, id: UUID) -> HttpResponse:
    """一次判定有把握的."""
    done = tried(None, lambda: actions.judge_certain(by=request.viewer, run=id), request)
    if done:
        page.toast(
            request, f"判定了{done.judged}对是同一个孩子，其中{done.sampled}对请另一个人复看"
        )
    return page.see_other(f"/reconcile/{id}/")


def sample(request: Request, id: UUID) -> HttpResponse:
    """复看: verdicts given in bulk that a second person looks at."""
    line = one_of(queries.run_line(request.viewer, id))
    return page.render(
        request, "reconcile/sample.html", run=line, verdicts=queries.sample(request.viewer, id)
    )


def review(request: Request, id: UUID) -> HttpResponse:
    """复看一对: agrees or not."""
    agrees = request.POST.get("agrees") == "yes"
    done = did(None, lambda: actions.review_sample(
        by=request.viewer, verdict=id, agrees=agrees, why=request.POST.get("why", "")
    ), request)  # fmt: skip
    if done:
        page.toast(request, "记下了：看法一致" if agrees else "记下了：退回重判")
    run = request.POST.get("run", "")
    return page.see_other(f"/reconcile/{run}/sample/" if _is_id(run) else "/reconcile/")


def _is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False
