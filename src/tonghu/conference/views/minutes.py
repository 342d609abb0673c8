"""纪要的页: the text with what each unit says of it; a section; one unit's opinion."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tonghu.conference.actions import drafting, endorsing, issuing, resolving
from tonghu.conference.forms.decided import OpinionForm, ResolutionForm, SectionForm, WhyForm
from tonghu.conference.queries import minutes as queries
from tonghu.conference.showing import decided as showing
from tonghu.conference.views.deciding import deed, done, form_page, given, shown, unit_choices
from tonghu.core.routes import Request
from tonghu.papers.queries import paper as paper_of
from tonghu.ui import page
from tonghu.ui.trying import id_of, ids_of, one_of, tried


def _at(id: UUID) -> str:
    return f"/conference/minutes/{id}/"


def listed(request: Request) -> HttpResponse:
    """纪要: those one waits for first."""
    lines = queries.listed(request.viewer)
    return page.render(
        request, "conference/minutes_list.html", lines=lines, title=showing.minutes_title(lines)
    )


def draft(request: Request, id: UUID) -> HttpResponse:
    """起草一次会议的纪要."""
    made = tried(None, lambda: drafting.draft_minutes(by=request.viewer, meeting=id), request)
    return page.see_other(_at(made) if made else f"/conference/meetings/{id}/")


def show(request: Request, id: UUID) -> HttpResponse:
    """一份纪要."""
    found = one_of(queries.page(request.viewer, id))
    return page.render(
        request, "conference/minutes.html", found=found, title=showing.minutes_heading(found),
        differences=showing.differences(found), base=_at(id), why=shown(WhyForm()),
        note=showing.minutes_note(found),
    )  # fmt: skip


def section(request: Request, id: UUID) -> HttpResponse:
    """改一节; when somebody saved in between, both texts side by side."""
    line, minutes = one_of(queries.section(request.viewer, id))
    form = given(request, SectionForm, heading=line.heading, text=line.text)
    sent = request.POST.get("based_on", "")
    based_on = int(sent) if sent.isdigit() else line.version
    clash = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        saved = tried(form, lambda: drafting.edit_section(
            by=request.viewer, section=id, based_on=based_on, heading=said["heading"], text=said["text"]
        ))  # fmt: skip
        if saved and saved.saved:
            page.toast(request, f"存好了，现在是第{saved.version}稿")
            return page.see_other(f"{_at(minutes)}#s-{id}")
        clash = showing.clash(saved) if saved else None
    return page.render(
        request, "conference/section.html", line=line, form=shown(form), clash=clash, back=_at(minutes),
        based_on=clash.version if clash else based_on,
    )  # fmt: skip


def add_section(request: Request, id: UUID) -> HttpResponse:
    """添一节."""
    form = given(request, SectionForm)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        answer = done(request, form, lambda: drafting.add_section(by=request.viewer, minutes=id, **said), _at(id), "添好了")  # fmt: skip
        if answer:
            return answer
    return form_page(
        request, form, title="给纪要添一节", crumbs=[("纪要", _at(id))], save="添上", cancel=_at(id)
    )


def circulate(request: Request, id: UUID) -> HttpResponse:
    """送会签."""
    asked = tried(None, lambda: (endorsing.circulate(by=request.viewer, minutes=id),), request)
    if asked:
        page.toast(request, f"送给了{asked[0]}个单位，等他们答复")
    return page.see_other(_at(id))


def choose_rule(request: Request, id: UUID) -> HttpResponse:
    """文件没写的，选一种通例."""
    rule = request.POST.get("rule", "")
    return deed(
        request,
        lambda: endorsing.choose_rule(by=request.viewer, minutes=id, rule=rule),
        _at(id),
        "按这种通例办",
    )


def revise(request: Request, id: UUID) -> HttpResponse:
    """收回修改."""
    return deed(
        request,
        lambda: endorsing.revise(by=request.viewer, minutes=id),
        _at(id),
        "收回来了，改好再送",
    )


def issue(request: Request, id: UUID) -> HttpResponse:
    """签发."""
    return deed(
        request,
        lambda: issuing.issue_minutes(by=request.viewer, minutes=id),
        _at(id),
        "签发了，议定事项交办了",
    )


def follow(request: Request, id: UUID) -> HttpResponse:
    """改请承继单位会签."""
    return deed(
        request,
        lambda: endorsing.ask_heirs(by=request.viewer, minutes=id),
        _at(id),
        "改请承继单位会签",
    )


def correct(request: Request, id: UUID) -> HttpResponse:
    """另出更正."""
    form = given(request, WhyForm)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        answer = done(request, form, lambda: drafting.correct_minutes(by=request.viewer, minutes=id, why=why), lambda made: _at(made), "起草了更正，原来那份留着")  # fmt: skip
        if answer:
            return answer
    note = "更正另出一版，还要到会单位同意；原来那份照原样留着。"
    return form_page(
        request,
        form,
        title="更正这份纪要",
        crumbs=[("纪要", _at(id))],
        save="起草更正",
        note=note,
        cancel=_at(id),
    )


def correct_paper(request: Request, paper: UUID) -> HttpResponse:
    """从文书那边来的: to the minutes a paper was printed from."""
    found = one_of(paper_of(request.viewer, paper))
    mine = [one for one in queries.listed(request.viewer) if one.number == found.line.number]
    return page.see_other(f"{_at(one_of(mine[0] if mine else None).id)}correct/")


def opinion(request: Request, id: UUID) -> HttpResponse:
    """一个单位的会签: agree, or other words beside ours; the office enters it from paper."""
    found = one_of(queries.opinion_page(request.viewer, id))
    form = given(request, OpinionForm)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        agrees = request.POST.get("answer") == "agree"
        told = {
            "name": said["name"],
            "paper_number": said["paper_number"],
            "paper_on": said["paper_on"],
        }
        if agrees:
            act = lambda: endorsing.endorse(by=request.viewer, opinion=id, seen=request.POST.get("seen", ""), **told)  # noqa: E731  # fmt: skip
        else:
            words = [(one.id, request.POST.get(f"section_{one.id}", ""), request.POST.get(f"reason_{one.id}", "")) for one in found.page.sections]  # fmt: skip
            act = lambda: endorsing.comment(by=request.viewer, opinion=id, text=said["text"], wordings=words, **told)  # noqa: E731  # fmt: skip
        answer = done(
            request, form, act, _at(found.page.line.id), "同意了" if agrees else "意见送给办公室了"
        )
        if answer:
            return answer
    typed = {f"section_{one.id}": request.POST.get(f"section_{one.id}", one.text) for one in found.page.sections}  # fmt: skip
    return page.render(
        request, "conference/opinion.html", found=found.page, opinion=found.opinion, form=shown(form),
        typed=typed, back=_at(found.page.line.id),
    )  # fmt: skip


def excuse(request: Request, id: UUID) -> HttpResponse:
    """不再请一个撤销了的单位会签."""
    found = one_of(queries.opinion_page(request.viewer, id))
    why = request.POST.get("why", "")
    return deed(request, lambda: endorsing.excuse(by=request.viewer, opinion=id, why=why), _at(found.page.line.id), "记下了，不再请它会签")  # fmt: skip


def decide_wording(request: Request, id: UUID) -> HttpResponse:
    """采纳或者不采纳一条修改建议."""
    minutes = one_of(queries.minutes_of_wording(request.viewer, id))
    sent, take = request.POST, request.POST.get("take") == "yes"
    return deed(
        request, lambda: endorsing.decide_wording(
            by=request.viewer, wording=id, take=take, text=sent.get("text", ""), answer=sent.get("answer", "")
        ), _at(minutes), "采纳了" if take else "没采纳，理由单位看得到",
    )  # fmt: skip


def resolution(request: Request, id: UUID) -> HttpResponse:
    """拟一件议定事项."""
    found = one_of(queries.page(request.viewer, id))
    form = given(request, ResolutionForm, unit_choices(request.viewer, found.body))
    if request.method == "POST" and form.is_valid():
        wanted = wanted_of(form.cleaned_data)
        answer = done(request, form, lambda: resolving.draft_resolution(by=request.viewer, minutes=id, wanted=wanted), _at(id), "拟好了，纪要签发后交办")  # fmt: skip
        if answer:
            return answer
    form.fields.pop("basis", None)
    return form_page(
        request,
        form,
        title="会议议定了什么事",
        crumbs=[("纪要", _at(id))],
        save="拟上这一件",
        cancel=_at(id),
    )


def wanted_of(said: dict[str, object]) -> resolving.Wanted:
    """What was typed of a matter."""
    return resolving.Wanted(
        title=str(said["title"]), lead=id_of(str(said["lead"])), measure=str(said["measure"]),
        supports=ids_of(list(said["supports"])), due=said["due"], basis=str(said.get("basis", "")),  # type: ignore[arg-type, call-overload]
    )  # fmt: skip
