"""家庭申报的页 (D-099): the family's own on its telephone, the officer's at the window, the village's check."""

from __future__ import annotations

from uuid import UUID

from django.core import signing
from django.http import HttpResponse

from tonghu.access.views.signing_in import address_of
from tonghu.core.routes import Request
from tonghu.survey.actions import declaring
from tonghu.survey.forms import CodeForm, DeclareForm, WhyForm
from tonghu.survey.queries import declaring as reading
from tonghu.survey.rules import declaring as rules
from tonghu.survey.views.tried import did, id_of, one_of, tried
from tonghu.ui import page
from tonghu.ui.fields import form_view

SALT = "tonghu.family.declaration"
OVER = "过了一小时，请重新写申报码和出生日期。"


def start(request: Request, code: str = "") -> HttpResponse:
    """写码和出生日期: nothing of the child before both are right; every try is counted."""
    form = CodeForm(
        request.POST if request.method == "POST" else None,
        initial={"code": rules.shown(rules.tidy(code)) if code else ""},
    )
    if request.method == "POST" and form.is_valid():
        passed = tried(
            form, lambda: declaring.look(**form.cleaned_data, address=address_of(request))
        )
        if passed:
            return _blank(request, passed, DeclareForm())
    return page.render(request, "survey/declare_start.html", form=form_view(form))


def declare(request: Request) -> HttpResponse:
    """填申报: with a pass that holds one hour."""
    passed = _passed(request)
    if passed is None:
        over = CodeForm({})
        over.errors.clear()
        over.add_error(None, OVER)
        return page.render(request, "survey/declare_start.html", form=form_view(over))
    form = DeclareForm(request.POST)
    if form.is_valid():
        number = tried(form, lambda: declaring.declare(declaration=passed, said=_said(form)))
        if number:
            return page.render(request, "survey/declared.html", number=number)
    return _blank(request, passed, form)


def _passed(request: Request) -> UUID | None:
    try:
        known = signing.loads(request.POST.get("pass", ""), salt=SALT, max_age=rules.PASSED)
    except signing.BadSignature:
        return None
    return id_of(str(known))


def _blank(request: Request, declaration: UUID, form: DeclareForm) -> HttpResponse:
    found = reading.family_page(declaration)
    if found is None:
        return page.render(request, "survey/declared.html", number=declaring.receipt(declaration))
    return page.render(
        request,
        "survey/declare.html",
        family=found,
        form=form_view(form),
        passed=signing.dumps(str(declaration), salt=SALT),
    )


def _said(form: DeclareForm) -> declaring.Said:
    told = form.cleaned_data
    return declaring.Said(
        form.values(), told["note"], told["declarer"], told["relation"], told["phone"]
    )


def declarations(request: Request) -> HttpResponse:
    """收到的申报: those that wait stand first."""
    every = "all" in request.GET
    found = reading.declarations(request.viewer, every=every)
    waits = sum(one.state == "waiting" for one in found)
    return page.render(request, "survey/declarations.html", found=found, every=every, waits=waits)


def new(request: Request) -> HttpResponse:
    """选孩子: then a link, or the window."""
    text = request.POST.get("name", "")[:40]
    found = reading.known_children(request.viewer, text)
    return page.render(request, "survey/declaration_new.html", text=text, found=found)


def link(request: Request) -> HttpResponse:
    """发链接: the code is shown this once."""
    child = one_of(id_of(request.POST.get("child")))
    made = tried(None, lambda: declaring.make_link(by=request.viewer, child=child), request)
    if made is None:
        return page.see_other("/rounds/declarations/")
    return page.render(
        request, "survey/declaration_link.html", code=rules.shown(made.code), ends=made.ends_at,
        address=request.build_absolute_uri(f"/declare/{made.code}/"),
    )  # fmt: skip


def window(request: Request) -> HttpResponse:
    """窗口申报: the officer types what the family says."""
    said = request.POST if request.method == "POST" else request.GET
    child = one_of(id_of(said.get("child")))
    form = DeclareForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: declaring.declare_at_window(
            by=request.viewer, child=child, said=_said(form), paper_number=said.get("paper_number", "")
        ))  # fmt: skip
        if made:
            page.toast(request, f"登记了，回执编号{declaring.receipt(made)}")
            return page.see_other(f"/rounds/declarations/{made}/")
    return page.render(request, "survey/declaration_window.html", form=form_view(form), child=child)


def declaration(request: Request, id: UUID, form: WhyForm | None = None) -> HttpResponse:
    """核实一份申报: what the family says beside what the file holds."""
    found = one_of(reading.declaration(request.viewer, id))
    return page.render(
        request, "survey/declaration.html", found=found, form=form_view(form or WhyForm()),
        number=declaring.receipt(id),
    )  # fmt: skip


def confirm(request: Request, id: UUID) -> HttpResponse:
    """核实了，入档."""
    if did(None, lambda: declaring.confirm(by=request.viewer, declaration=id), request):
        page.toast(request, "入档了，来源记为家庭申报")
        return page.see_other("/rounds/declarations/")
    return page.see_other(f"/rounds/declarations/{id}/")


def refuse(request: Request, id: UUID) -> HttpResponse:
    """申报不符."""
    form = WhyForm(request.POST)
    if form.is_valid() and did(
        form,
        lambda: declaring.refuse(by=request.viewer, declaration=id, why=form.cleaned_data["why"]),
    ):
        page.toast(request, "记下了，档案没有改")
        return page.see_other("/rounds/declarations/")
    return declaration(request, id, form)
