"""提问的页: what a school, a station or a village is asked about its own record."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tonghu.core.routes import Request
from tonghu.reconcile import actions, queries
from tonghu.reconcile.actions import OnBehalf
from tonghu.reconcile.showing import questions as showing
from tonghu.reconcile.views.asking import AnswerForm, WhyForm
from tonghu.reconcile.views.tried import did, one_of, size_of, tried
from tonghu.ui import page
from tonghu.ui.fields import form_view


def questions(request: Request) -> HttpResponse:
    """要回答的, or those answered."""
    state = "answered" if request.GET.get("state") == "answered" else "open"
    size = size_of(request)
    found = queries.questions_page(
        request.viewer, run=showing.id_of(request.GET.get("run")), state=state,
        after=request.GET.get("after", ""), size=size,
    )  # fmt: skip
    return page.render(
        request, "reconcile/questions.html", found=found, state=state, size=size,
        title=showing.title(found.total, state, request.viewer),
        rows=showing.rows(found.lines, request.viewer),
    )  # fmt: skip


def question(request: Request, id: UUID, form: AnswerForm | None = None) -> HttpResponse:
    """一问: own record, the question, answers as buttons."""
    found = one_of(queries.question(request.viewer, id))
    return page.render(
        request, "reconcile/question.html", asked=found, facts=showing.facts(found),
        form=form_view(form or AnswerForm()), due=showing.due_of(found.line, request.viewer),
    )  # fmt: skip


def answer(request: Request, id: UUID) -> HttpResponse:
    """回答: the next question comes by itself."""
    form = AnswerForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        paper = OnBehalf(paper_number=said["paper_number"]) if said["paper_number"] else None
        done = tried(form, lambda: (actions.answer(
            by=request.viewer, question=id, answer=said["answer"], note=said["note"], on_behalf=paper
        ),))  # fmt: skip
        if done:
            page.toast(request, f"记下了：{said['answer']}")
            return page.see_other(
                f"/rosters/questions/{done[0]}/" if done[0] else "/rosters/questions/"
            )
    return question(request, id, form)


def give_back(request: Request, id: UUID) -> HttpResponse:
    """退回重答."""
    form = WhyForm(request.POST)
    if form.is_valid():
        done = did(None, lambda: actions.return_answer(
            by=request.viewer, question=id, why=form.cleaned_data["why"]
        ), request)  # fmt: skip
        if done:
            page.toast(request, "退回了，等他们再答")
    else:
        page.toast(request, "没退回：还没写为什么退回")
    return page.see_other(f"/rosters/questions/{id}/")
