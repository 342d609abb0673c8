"""办理台的页: proposed changes as a list, one at a time, by the batch; what a village is asked."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tonghu.core.routes import Request
from tonghu.reconcile import actions, queries
from tonghu.reconcile.queries import ProposalFilter
from tonghu.reconcile.showing import desk as showing
from tonghu.reconcile.views import searching
from tonghu.reconcile.views.asking import AcceptForm, ProposalFilterForm, ReplyForm
from tonghu.reconcile.views.tried import did, one_of, size_of, tried
from tonghu.ui import page
from tonghu.ui.fields import form_view


def desk(request: Request) -> HttpResponse:
    """办理台: what the rosters would change in the register."""
    if request.method == "POST":
        return searching.kept(request)
    said = ProposalFilterForm(request.GET).wanted() | {"search": searching.typed(request)}
    wanted = ProposalFilter(**said)
    found = queries.proposals(
        request.viewer, wanted, after=request.GET.get("after", ""), size=size_of(request)
    )
    towns = queries.towns_below(request.viewer)
    return page.render(
        request, "reconcile/desk.html", found=found, size=size_of(request), wanted=wanted, towns=towns,
        figures=queries.desk_figures(request.viewer), said=showing.said(wanted, towns),
        kinds=showing.KINDS, states=showing.STATES,
    )  # fmt: skip


def proposal(request: Request, id: UUID) -> HttpResponse:
    """一件建议."""
    return _shown(request, id, None)


def _shown(request: Request, id: UUID, form: AcceptForm | None) -> HttpResponse:
    found = one_of(queries.proposal(request.viewer, id))
    form = form or AcceptForm(found)
    return page.render(
        request, "reconcile/proposal.html", found=found, form=form_view(form),
        undecided=found.line.state in ("open", "asked"),
    )  # fmt: skip


def accept(request: Request, id: UUID) -> HttpResponse:
    """采纳."""
    found = one_of(queries.proposal(request.viewer, id))
    form = AcceptForm(found, request.POST)
    done = tried(form, lambda: (actions.accept(
        by=request.viewer, proposal=id, **form.said()
    ),)) if form.is_valid() else None  # fmt: skip
    if done is None:
        return _shown(request, id, form)
    page.toast(request, f"采纳了：{found.line.kind_label}", undo=f"/desk/{id}/undo/")
    return page.see_other(f"/desk/{done[0]}/" if done[0] else "/desk/")


def refuse(request: Request, id: UUID) -> HttpResponse:
    """不采纳."""
    reason = request.POST.get("reason", "")
    done = tried(
        None, lambda: (actions.refuse(by=request.viewer, proposal=id, reason=reason),), request
    )
    if done is None:
        return page.see_other(f"/desk/{id}/")
    page.toast(request, "没有采纳，同样的情况不再问", undo=f"/desk/{id}/undo/")
    return page.see_other(f"/desk/{done[0]}/" if done[0] else "/desk/")


def ask(request: Request, id: UUID) -> HttpResponse:
    """请村里核实."""
    if did(None, lambda: actions.ask(by=request.viewer, proposal=id), request):
        page.toast(request, "已请村里上门核实，答复了再回到这里办")
    return page.see_other(f"/desk/{id}/")


def undo(request: Request, id: UUID) -> HttpResponse:
    """撤销办理."""
    if did(None, lambda: actions.undo_proposal(by=request.viewer, proposal=id), request):
        page.toast(request, "撤销了，这一件照原样等着办")
    return page.see_other(f"/desk/{id}/")


def certain(request: Request) -> HttpResponse:
    """成批采纳: what happens is said before, on the page the button is on."""
    done = tried(None, lambda: actions.accept_certain(by=request.viewer), request)
    if done is not None:
        page.toast(request, f"采纳了{done.judged}件，抽出{done.sampled}件请另一个人复看")
    return page.see_other("/desk/")


def sample(request: Request) -> HttpResponse:
    """等复看的."""
    return page.render(
        request, "reconcile/desk_sample.html", lines=queries.sampled_proposals(request.viewer)
    )


def review(request: Request, id: UUID) -> HttpResponse:
    """复看一件."""
    agrees = request.POST.get("agrees") == "yes"
    if did(
        None,
        lambda: actions.review_proposal(by=request.viewer, proposal=id, agrees=agrees),
        request,
    ):
        page.toast(request, "记下了，看法一致" if agrees else "退回了，这一件要重新办")
    return page.see_other("/desk/sample/")


def asked(request: Request, id: UUID) -> HttpResponse:
    """村里核实: a question about a child of the own village."""
    found = one_of(queries.asked_village(request.viewer, id))
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if did(form, lambda: actions.reply(
            by=request.viewer, proposal=id, answer=said["answer"], note=said["note"]
        )):  # fmt: skip
            page.toast(request, "答复了，谢谢")
            return page.see_other("/")
    return page.render(request, "reconcile/desk_ask.html", found=found, form=form_view(form))


def propose(request: Request, id: UUID) -> HttpResponse:
    """再提一次建议: after files were changed by hand since the run."""
    done = tried(None, lambda: actions.propose(by=request.viewer, run=id), request)
    if done is not None:
        page.toast(request, f"新提出{done['made']}件，{done['answered']}件以前判定过不再问")
    return page.see_other("/desk/" if done is not None else f"/reconcile/{id}/")
