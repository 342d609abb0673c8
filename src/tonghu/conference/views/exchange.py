"""互通的页: requests, problems, practice, bulletins."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse

from tonghu.conference.actions import bulletins as writing
from tonghu.conference.actions import exchanging
from tonghu.conference.forms import followed as forms
from tonghu.conference.queries import exchange as queries
from tonghu.conference.queries import resolutions as bodies
from tonghu.conference.views.deciding import (
    deed,
    done,
    form_page,
    given,
    sent_files,
    shown,
    unit_choices,
)
from tonghu.core.database import scope
from tonghu.core.routes import Request
from tonghu.core.viewer import Viewer
from tonghu.directory import queries as directory
from tonghu.directory.divisions import Level
from tonghu.ui import page
from tonghu.ui.trying import ids_of, one_of, tried

LIST = "/conference/exchange/"
CRUMB = ("互通协调", LIST)
DESK = Viewer.for_system("乡镇报经验要知道报给县里哪个联席会议")


def exchange(request: Request) -> HttpResponse:
    """互通协调: what one is asked, what nobody has settled, practice, bulletins."""
    viewer = request.viewer
    asked, problems, practices = (
        queries.requests(viewer),
        queries.problems(viewer),
        queries.practices(viewer),
    )
    mine = [one for one in asked if one.mine and one.state == "asked"]
    open_ = [one for one in problems if one.state in ("raised", "handled")]
    title = (
        f"有{len(mine)}件等你们答复"
        if mine
        else f"还有{len(open_)}件没协调好"
        if open_
        else "没有等着办的"
    )
    return page.render(
        request, "conference/exchange.html", requests=asked, problems=problems, practices=practices,
        bulletins=queries.bulletins(viewer), title=title, body=_body(viewer), bodies=bodies.bodies(viewer),
    )  # fmt: skip


def _body(viewer: Viewer) -> UUID | None:
    """The body one writes to; a town's is that of its county."""
    own = next((id for id, _, _ in bodies.bodies(viewer)), None)
    if own or not viewer.division:
        return own
    with scope(DESK):
        return next(
            (id for id, division in bodies.places(DESK) if division[:6] == viewer.division[:6]),
            None,
        )


def _body_or_404(viewer: Viewer) -> UUID:
    found = _body(viewer)
    if found is None:
        raise Http404
    return found


def ask(request: Request) -> HttpResponse:
    """提出信息请求."""
    body = _body_or_404(request.viewer)
    form = given(request, forms.RequestForm, unit_choices(request.viewer, body))
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        unit = next(iter(ids_of([said.pop("unit")])), None)
        answer = done(request, form, lambda: exchanging.ask_unit(by=request.viewer, body=body, unit=unit, **said), lambda made: f"/conference/requests/{made}/", "问过去了，等对方答复")  # fmt: skip
        if answer:
            return answer
    return form_page(request, form, title="向别的单位要情况", crumbs=[CRUMB], save="问过去", cancel=LIST, note="只有你们、对方和办公室看得到。要儿童名单的，按名册和反馈的办法办。")  # fmt: skip


def request_page(request: Request, id: UUID) -> HttpResponse:
    """一件信息请求."""
    return page.render(
        request, "conference/request.html", found=one_of(queries.request(request.viewer, id))
    )


def answer(request: Request, id: UUID) -> HttpResponse:
    """答复."""
    found, at = one_of(queries.request(request.viewer, id)), f"/conference/requests/{id}/"
    form = given(request, forms.AnswerForm)
    if request.method == "POST" and form.is_valid():
        said, no = form.cleaned_data, "refuses" in request.GET
        made = done(request, form, lambda: exchanging.answer_request(by=request.viewer, request=id, answer=said["answer"], refuses=no, files=sent_files(request), paper_number=said["paper_number"]), at, "答复了")  # fmt: skip
        if made:
            return made
    if found.mine:
        form.fields.pop("paper_number")
    no = "refuses" in request.GET
    return form_page(request, form, title="说明为什么不能提供" if no else f"答复{found.from_name}", crumbs=[CRUMB, (found.title, at)], save="说明" if no else "答复", cancel=at, upload=not no, note=found.question)  # fmt: skip


def raise_(request: Request) -> HttpResponse:
    """提出协调事项."""
    viewer, body = request.viewer, _body_or_404(request.viewer)
    around = directory.subtree(viewer, viewer.division[:4], Level.COUNTY) if viewer.division else ()
    others = [(one.code, one.name) for one in around if one.code[:6] != viewer.division[:6]]
    form = given(request, forms.ProblemForm, others)
    if request.method == "POST" and form.is_valid():
        said, names = form.cleaned_data, dict(others)
        picked = [(code, names[code]) for code in said.get("counties", ())]
        made = done(request, form, lambda: exchanging.raise_problem(by=viewer, body=body, title=said["title"], text=said["text"], wanted=said["wanted"], counties=picked), lambda id: f"/conference/problems/{id}/", "提出来了，等办公室定")  # fmt: skip
        if made:
            return made
    return form_page(
        request,
        form,
        title="提出一件要协调的事",
        crumbs=[CRUMB],
        save="提出来",
        cancel=LIST,
        note="一个单位、一个县解决不了的，写在这里。",
    )


def problem(request: Request, id: UUID) -> HttpResponse:
    """一件协调事项."""
    found = one_of(queries.problem(request.viewer, id))
    choices = unit_choices(request.viewer, found.body) if found.runs else []
    return page.render(
        request,
        "conference/problem.html",
        found=found,
        base=f"/conference/problems/{id}/",
        form=shown(forms.HandleForm(choices)),
    )


def handle(request: Request, id: UUID) -> HttpResponse:
    """定协调办法."""
    found, at = one_of(queries.problem(request.viewer, id)), f"/conference/problems/{id}/"
    form = given(request, forms.HandleForm, unit_choices(request.viewer, found.body))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = done(request, form, lambda: exchanging.handle_problem(by=request.viewer, problem=id, plan=said["plan"], units=ids_of(said["units"]), due=said["due"]), at, "交给他们办了")  # fmt: skip
        if made:
            return made
    return form_page(
        request,
        form,
        title=f"定协调办法：{found.title}",
        crumbs=[CRUMB, (found.title, at)],
        save="交给他们办",
        cancel=at,
    )


def part(request: Request, id: UUID) -> HttpResponse:
    """一个单位报告办了什么."""
    at = f"/conference/problems/{one_of(queries.problem_of_part(request.viewer, id))}/"
    sent = request.POST
    return deed(request, lambda: exchanging.do_part(by=request.viewer, part=id, answer=sent.get("answer", ""), paper_number=sent.get("paper_number", "")), at, "记下了")  # fmt: skip


def settle(request: Request, id: UUID) -> HttpResponse:
    """办结."""
    sent = request.POST
    return deed(request, lambda: exchanging.settle_problem(by=request.viewer, problem=id, result=sent.get("result", ""), drop=sent.get("drop") == "yes"), f"/conference/problems/{id}/", "办结了")  # fmt: skip


def send_practice(request: Request) -> HttpResponse:
    """报经验做法."""
    body = _body_or_404(request.viewer)
    form = given(request, forms.PracticeForm)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = done(request, form, lambda: exchanging.send_practice(by=request.viewer, body=body, **said), LIST, "报给办公室了")  # fmt: skip
        if made:
            return made
    return form_page(
        request, form, title="报一个经验做法", crumbs=[CRUMB], save="报给办公室", cancel=LIST
    )


def practice(request: Request, id: UUID) -> HttpResponse:
    """一份经验; the office may mend its words before it goes round."""
    found = one_of(queries.practice(request.viewer, id))
    start = {"title": found.title, "text": found.text}
    return page.render(request, "conference/practice.html", found=found, base=f"/conference/practices/{id}/", form=shown(forms.PracticeForm(initial=start)))  # fmt: skip


def edit_practice(request: Request, id: UUID) -> HttpResponse:
    """改经验材料."""
    sent = request.POST
    return deed(request, lambda: exchanging.edit_practice(by=request.viewer, practice=id, title=sent.get("title", ""), text=sent.get("text", "")), f"/conference/practices/{id}/", "存好了")  # fmt: skip


def share_practice(request: Request, id: UUID) -> HttpResponse:
    """印发."""
    return deed(
        request,
        lambda: exchanging.share_practice(by=request.viewer, practice=id),
        f"/conference/practices/{id}/",
        "印发了，各单位看得到",
    )


def keep_practice(request: Request, id: UUID) -> HttpResponse:
    """不印发."""
    why = request.POST.get("answer", "")
    return deed(
        request,
        lambda: exchanging.keep_practice(by=request.viewer, practice=id, answer=why),
        f"/conference/practices/{id}/",
        "答复了",
    )


def bulletins(request: Request, body: UUID) -> HttpResponse:
    """一个联席会议的通报, and a new one."""
    form = given(request, forms.BulletinForm)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data["as_of"]
        made = done(request, form, lambda: writing.draft_bulletin(by=request.viewer, body=body, as_of=told), lambda id: f"/conference/bulletins/{id}/", "按现在的数起草好了，文字可以改")  # fmt: skip
        if made:
            return made
    lines = queries.bulletins(request.viewer, body)
    return page.render(
        request, "conference/bulletins.html", lines=lines, body=body, form=shown(form)
    )


def bulletin(request: Request, id: UUID) -> HttpResponse:
    """一期通报."""
    found = one_of(queries.bulletin(request.viewer, id, again="again" in request.GET))
    return page.render(
        request, "conference/bulletin.html", found=found, base=f"/conference/bulletins/{id}/"
    )


def edit_bulletin(request: Request, id: UUID) -> HttpResponse:
    """改正文; who came second sees the other's text and keeps the own."""
    found, at = one_of(queries.bulletin(request.viewer, id)), f"/conference/bulletins/{id}/"
    sent, clash = request.POST, False
    typed = list(zip(sent.getlist("heading"), sent.getlist("text"), strict=False)) or list(
        found.sections
    )
    if request.method == "POST":
        based_on = sent.get("based_on", "")
        saved = tried(None, lambda: (writing.edit_bulletin(by=request.viewer, bulletin=id, title=sent.get("title", ""), sections=typed, based_on=int(based_on) if based_on.isdigit() else found.version),), request)  # fmt: skip
        if saved == (True,):
            page.toast(request, "存好了")
            return page.see_other(at)
        clash = saved == (False,)
    return page.render(request, "conference/bulletin_edit.html", found=found, base=at, typed=typed, title=sent.get("title", found.line.title), clash=clash)  # fmt: skip


def refresh(request: Request, id: UUID) -> HttpResponse:
    """重取数."""
    return deed(
        request,
        lambda: writing.refresh_figures(by=request.viewer, bulletin=id),
        f"/conference/bulletins/{id}/",
        "数重新取过了，文字没有动",
    )


def issue_bulletin(request: Request, id: UUID) -> HttpResponse:
    """印发."""
    return deed(
        request,
        lambda: writing.issue_bulletin(by=request.viewer, bulletin=id),
        f"/conference/bulletins/{id}/",
        "印发了，数和文字都冻结了",
    )


def correct_bulletin(request: Request, id: UUID) -> HttpResponse:
    """另出更正."""
    made = tried(None, lambda: writing.correct_bulletin(by=request.viewer, bulletin=id), request)
    return page.see_other(f"/conference/bulletins/{made or id}/")
