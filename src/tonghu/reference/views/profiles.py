"""各地制度: the list, one profile, one clause, two side by side."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse

from tonghu.core.routes import Request
from tonghu.core.viewer import Level, Viewer
from tonghu.directory import queries as directory
from tonghu.policy.explain.compare import differences
from tonghu.policy.profile import Profile
from tonghu.reference.reading import (
    UnknownProfile,
    in_force,
    profile_named,
    profile_page,
    shelf,
)
from tonghu.reference.reading.clauses import clause_shown
from tonghu.reference.showing.differing import Differing
from tonghu.reference.showing.profile import Shown
from tonghu.reference.showing.tabs import tabs
from tonghu.ui import page

MISSING = "没有这套制度，请从各地制度里选。"


def profiles(request: Request) -> HttpResponse:
    """各地制度的单子."""
    return page.render(
        request, "reference/profiles.html", rows=shelf(), mine=mine(request).code,
        doors=tabs(request.viewer, "profiles"),
    )  # fmt: skip


def profile(request: Request, code: str) -> HttpResponse:
    """一套制度，照读者的问法."""
    found = wanted(code)
    shown = Shown(
        profile_page(found), own_function=_own(request.viewer),
        find=request.GET.get("find", "")[:40].strip(), unit=request.GET.get("unit", "")[:40],
        more=request.GET.get("more", "")[:10],
    )  # fmt: skip
    registered = directory.members_of(request.viewer, found.sheet.profile.division)
    return page.render(
        request, "reference/profile.html", registered=registered,
        **shown.context(mine(request)),
    )  # fmt: skip


def clause(request: Request, code: str) -> HttpResponse:
    """一条条款要求的全部事."""
    found = wanted(code)
    key, at = request.GET.get("doc", "")[:60], request.GET.get("at", "")[:60]
    shown = clause_shown(found, key, at)
    if shown is None:
        raise Http404("没有这份文件，请从制度页上点条款。")
    return page.render(
        request, "reference/clause.html", profile=profile_page(found), shown=shown
    )  # fmt: skip


def compare(request: Request, code: str, other: str) -> HttpResponse:
    """两套制度哪里不同."""
    left, right = wanted(code), wanted(other)
    shown = Differing(
        tuple(differences(left, right)), request.GET.get("part", "")[:20],
        request.GET.get("q", "")[:40].strip(),
    )  # fmt: skip
    return page.render(
        request, "reference/compare.html", left=profile_page(left), right=profile_page(right),
        shown=shown, others=[one for one in shelf() if one.code != code and not one.problem],
    )  # fmt: skip


def _own(viewer: Viewer) -> str:
    """The function of a liaison's unit: its duties stand open."""
    return directory.function_of(viewer) if viewer.level is Level.UNIT else ""


def wanted(code: str) -> Profile:
    """The profile of an address; 404 where there is none."""
    try:
        return profile_named(code)
    except UnknownProfile as error:
        raise Http404(MISSING) from error


def mine(request: Request) -> Profile:
    """The profile the viewer works by."""
    return in_force(request.viewer.profile, settings.TONGHU_PROFILE)
