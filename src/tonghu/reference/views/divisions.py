"""区划: the tree from the viewer's place down, a search, one division."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from tonghu.core.routes import Request
from tonghu.directory import queries as directory
from tonghu.reference.showing.divisions import Tree, tree
from tonghu.reference.showing.tabs import tabs
from tonghu.ui import page


def divisions(request: Request) -> HttpResponse:
    """区划: what was searched for, else the tree around the viewer's own place."""
    text = request.GET.get("q", "").strip()[:40]
    return page.render(
        request, "reference/divisions.html", text=text, doors=tabs(request.viewer, "divisions"),
        found=directory.find_divisions(request.viewer, text) if text else (),
        tree=None if text else _tree(request), most=directory.MOST_FOUND,
    )  # fmt: skip


def division(request: Request, code: str) -> HttpResponse:
    """一个区划: where it lies, since when, what it was called, what lies in it, which units."""
    found = directory.division(request.viewer, code)
    if found is None:
        raise Http404("没有装入这个区划。请从区划表里选，或请县里装入它所在的县。")
    return page.render(
        request, "reference/division.html", one=found, doors=tabs(request.viewer, "divisions"),
        path=directory.path_of(request.viewer, found.code),
        former=directory.former_names(found.code),
        below=directory.children(request.viewer, found.code),
        counts=directory.division_counts(request.viewer, found.code),
        units=directory.units_at(request.viewer, found.code),
        heir=directory.division(request.viewer, found.successor) if found.successor else None,
    )  # fmt: skip


def _tree(request: Request) -> Tree | None:
    viewer = request.viewer
    root = directory.county_of(viewer, viewer.division) if viewer.division else None
    return tree(viewer, root, request.GET.get("open", "")[:12]) if root else None
