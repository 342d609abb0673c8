"""拿一个孩子试试: invented facts in, the verdict of two profiles out; POST, and nothing is kept."""

from __future__ import annotations

from django.http import HttpResponse

from tonghu.core import clock
from tonghu.core.routes import Request
from tonghu.reference.forms import TryForm, blank_try
from tonghu.reference.reading import profile_named, profile_page, shelf
from tonghu.reference.showing.trying import PARTS
from tonghu.reference.trying import EXAMPLES, Row, facts_of, side_by_side
from tonghu.reference.trying.examples import example
from tonghu.reference.views.profiles import mine, wanted
from tonghu.ui import page
from tonghu.ui.fields import form_view

NATION = "cn"


def trying(request: Request, code: str) -> HttpResponse:
    """填表，看算不算."""
    here = wanted(code)
    others = tuple((one.code, one.name) for one in shelf() if one.code != code and not one.problem)
    chosen = request.GET.get("example", "")
    start = example(chosen, clock.today()) or blank_try()
    start["other"] = next(one for one in (NATION, mine(request).code, others[0][0]) if one != code)
    form = TryForm(request.POST if request.method == "POST" else start, others=others)
    asked = request.method == "POST" or bool(chosen)
    right = None
    rows: tuple[Row, ...] = ()
    if asked and form.is_valid():
        said = form.cleaned_data
        right = profile_named(said["other"] or others[0][0])
        rows = side_by_side(facts_of(said), here, right, said["as_of"])
    elif not asked:
        form = TryForm(initial=start, others=others)
    return page.render(
        request, "reference/try.html", profile=profile_page(here), form=form_view(form), rows=rows,
        right=profile_page(right) if right else None, parts=PARTS, examples=EXAMPLES,
        as_of=form.cleaned_data["as_of"] if rows else clock.today(),
    )  # fmt: skip
