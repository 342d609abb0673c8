"""联席会议的页: the list, founding, the year, the members, a seat, a change."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tonghu.access.permissions import P
from tonghu.conference.actions import bodies as deeds
from tonghu.conference.actions import members as seating
from tonghu.conference.actions.printing import print_list
from tonghu.conference.forms.body import EndForm, FoundForm, SeatForm
from tonghu.conference.queries import body as queries
from tonghu.conference.queries import meetings as meeting_queries
from tonghu.conference.queries.history import history as past_of
from tonghu.conference.showing import bodies as looks
from tonghu.conference.showing import meetings as showing
from tonghu.core.routes import Request
from tonghu.directory import queries as directory
from tonghu.ui import page
from tonghu.ui.fields import form_view
from tonghu.ui.trying import did, id_of, one_of, tried


def bodies(request: Request) -> HttpResponse:
    """联席会议: whoever keeps or sits in just one goes straight to its year."""
    viewer = request.viewer
    lines, mine = queries.bodies(viewer), meeting_queries.mine(viewer)
    waiting = looks.waiting(viewer, mine)
    if len(lines) == 1 and "all" not in request.GET and not waiting:
        return page.see_other(f"/conference/{lines[0].id}/")
    return page.render(
        request, "conference/bodies.html", lines=lines, mine=mine, waiting=waiting,
        title=showing.bodies_title(lines, len(waiting)), looks=showing.LOOKS,
        may_found=viewer.may(P.CONFERENCE_MANAGE)
        and not any(one.runs and one.until_on is None for one in lines),
        may_manage=viewer.may(P.CONFERENCE_MANAGE),
    )  # fmt: skip


def found(request: Request) -> HttpResponse:
    """登记联席会议: from the document, or of its own."""
    own = "own" in request.GET or "own" in request.POST or looks.only_own(request.viewer)
    sent = request.POST if request.method == "POST" else None
    form = FoundForm(looks.profile_choices(request.viewer), sent, own=own)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = tried(form, lambda: deeds.found_body(
            by=request.viewer, division=request.viewer.division, profile=said.get("profile", ""),
            name=said["name"], from_on=said["from_on"], document=said["document"], own=own,
            seats=said.get("seats") or (),
        ))  # fmt: skip
        if made:
            page.toast(request, "登记好了，请核对名单，补上姓名")
            return page.see_other(f"/conference/{made}/members/")
    return page.render(request, "conference/found.html", form=form_view(form), own=own,
                       place=request.viewer.place, may_list=not looks.only_own(request.viewer))  # fmt: skip


def year(request: Request, body: UUID) -> HttpResponse:
    """会议年: what is demanded, done, next."""
    asked = request.GET.get("year", "")
    found = one_of(meeting_queries.year(request.viewer, body, int(asked) if asked.isdigit() and len(asked) == 4 else None))  # fmt: skip
    return page.render(
        request, "conference/year.html", found=found, title=showing.year_title(found),
        next=showing.next_step(found), looks=showing.LOOKS, demand_looks=showing.DEMAND_LOOKS,
        demand_words=showing.DEMAND_WORDS, waiting=looks.waiting(request.viewer, found.meetings),
        may_decide=request.viewer.may(P.CONFERENCE_DECIDE), links=looks.more_links(found.body), after=looks.after_links(found.body),
    )  # fmt: skip


def members(request: Request, body: UUID) -> HttpResponse:
    """成员名单, with what it lacks above it."""
    found = one_of(queries.body_page(request.viewer, body))
    return page.render(
        request, "conference/members.html", found=found, title=showing.members_title(found),
        groups=looks.seat_groups(found), lacking=looks.lacking(found),
        changes=queries.changes(request.viewer, body, only_open=True), looks=showing.LOOKS,
        add=form_view(SeatForm()), end=form_view(EndForm()),
        may_issue=request.viewer.may(P.PAPER_ISSUE),
    )  # fmt: skip


def history(request: Request, body: UUID) -> HttpResponse:
    """沿革: who came and left, every change and its decision."""
    line = one_of(queries.body_line(request.viewer, body))
    return page.render(
        request, "conference/history.html", line=line, rows=past_of(request.viewer, body),
        changes=queries.changes(request.viewer, body), looks=showing.LOOKS,
    )  # fmt: skip


def names(request: Request, body: UUID) -> HttpResponse:
    """登记名单: every seat whose name was typed; the others wait."""
    typed = {
        key[5:]: str(value).strip() for key, value in request.POST.items() if key[:5] == "name_"
    }
    done = 0
    for seat, name in filter(lambda one: one[1], typed.items()):
        known, post = id_of(seat), request.POST.get(f"post_{seat}", "")
        if known and did(None, lambda: seating.name_holder(by=request.viewer, seat=known, name=name, post_title=post), request):  # noqa: B023  # fmt: skip
            done += 1
    page.toast(request, f"登记了{done}人" if done else "还没有写姓名")
    return page.see_other(f"/conference/{body}/members/")


def ask(request: Request, body: UUID) -> HttpResponse:
    """请空缺的单位补报."""
    told = tried(None, lambda: seating.ask_for_holders(by=request.viewer, body=body), request)
    page.toast(
        request, f"请了{told}个席位的单位补报，他们首页上看得到" if told else "没有要补报的单位"
    )
    return page.see_other(f"/conference/{body}/members/")


def add_seat(request: Request, body: UUID) -> HttpResponse:
    """增加席位."""
    form, viewer = SeatForm(request.POST), request.viewer
    if form.is_valid():
        said, line = form.cleaned_data, one_of(queries.body_line(viewer, body))
        unit = directory.find_unit_by_name(viewer, said["unit_name"], line.division)
        if did(form, lambda: deeds.add_seat(
            by=viewer, body=body, role=said["role"], unit=unit.id if unit else None,
            unit_name=said["unit_name"], post=said["post"],
        )):  # fmt: skip
            page.toast(request, f"增加了{said['unit_name']}的席位")
            return page.see_other(f"/conference/{body}/members/")
    return looks_again(request, body, form)


def looks_again(request: Request, body: UUID, form: SeatForm) -> HttpResponse:
    """The list once more, with what was wrong beside the form."""
    found = one_of(queries.body_page(request.viewer, body))
    return page.render(
        request, "conference/members.html", found=found, title=showing.members_title(found),
        groups=looks.seat_groups(found), lacking=looks.lacking(found), changes=(),
        looks=showing.LOOKS, add=form_view(form), end=form_view(EndForm()),
        may_issue=request.viewer.may(P.PAPER_ISSUE),
    )  # fmt: skip


def follow(request: Request, body: UUID) -> HttpResponse:
    """席位随单位承继."""
    moved = tried(None, lambda: deeds.follow_heirs(by=request.viewer, body=body), request)
    page.toast(request, f"{moved}个席位转给了承继单位" if moved else "没有要转的席位")
    return page.see_other(f"/conference/{body}/members/")


def end(request: Request, body: UUID) -> HttpResponse:
    """撤销联席会议."""
    form = EndForm(request.POST)
    if form.is_valid() and did(None, lambda: deeds.end_body(by=request.viewer, body=body, on=form.cleaned_data["on"], why=form.cleaned_data["why"]), request):  # fmt: skip
        page.toast(request, "登记了撤销，做过的事都留着")
    elif not form.is_valid():
        page.toast(request, "没有撤销：日期和原因都要写。")
    return page.see_other(f"/conference/{body}/members/")


def issue(request: Request, body: UUID) -> HttpResponse:
    """印名单、分工表."""
    kind = request.POST.get("kind", "")
    made = tried(None, lambda: print_list(by=request.viewer, body=body, kind=kind), request)
    return page.see_other(f"/papers/{made}/" if made else f"/conference/{body}/members/")
