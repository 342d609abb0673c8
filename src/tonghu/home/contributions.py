"""首页登记的: the first item of the menu, and the search of what lies below every module."""

from __future__ import annotations

from tonghu.access.permissions import P
from tonghu.core.contributions import NavItem, contribute
from tonghu.core.routes import SIGNED_IN
from tonghu.core.viewer import Viewer
from tonghu.directory import queries as directory
from tonghu.worklist.contributions import Hit, SearchSource

MOST = 8  # of one kind on a page of results


def units(viewer: Viewer, text: str) -> tuple[Hit, ...]:
    """单位 whose name or other name holds the text, those of the viewer's place first."""
    found = directory.unit_hits(viewer, text, MOST)
    near = sorted(found, key=lambda one: not viewer.covers(one.division))
    return tuple(
        Hit(one.name, f"/reference/units/{one.id}/", f"{one.kind_label}，{one.place}")
        for one in near
    )


def divisions(viewer: Viewer, text: str) -> tuple[Hit, ...]:
    """区划 by name, initials or code."""
    found = directory.find_divisions(viewer, text)[:MOST]
    return tuple(
        Hit(one.name, f"/reference/divisions/{one.code}/", f"{one.level_label}，{one.full_name}")
        for one in found
    )


contribute(
    NavItem("首页", "home:home", SIGNED_IN, order=0, icon="home", phone="今天"),
    SearchSource("directory.unit", "单位", P.DIRECTORY_VIEW, units),
    SearchSource("directory.division", "区划", P.DIRECTORY_VIEW, divisions),
)
