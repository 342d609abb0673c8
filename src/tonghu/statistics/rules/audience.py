"""谁看到真数: decided here alone, for every page, sheet and paper of figures.

The office and its leaders within their own divisions, down to the town; and whoever may list the children
of a place, from whom their number cannot be hidden: they alone read villages. All others read what was published: quarters, with small numbers
hidden (`core.suppression`, `rules.publishing`).
"""

from __future__ import annotations

from tonghu.access.permissions import P
from tonghu.core.suppression import Audience
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions import NATION, Level, level_of, parent_of


def audience_of(viewer: Viewer, place: str) -> Audience:
    """As whom a viewer reads the figures of a place."""
    if viewer.system:
        return Audience.TRUE
    if not viewer.covers(place):
        return Audience.UNITS
    knows = viewer.may(P.STATISTICS_TRUE) or viewer.may(P.CHILD_LIST)
    return Audience.TRUE if knows else Audience.UNITS


def may_open(viewer: Viewer, place: str) -> bool:
    """Whether the figures of a place are within reach: below one's own, or those of one's own county."""
    if viewer.system:
        return True
    if level_of(place) is Level.VILLAGE:
        return may_list(viewer, place)
    if viewer.covers(place):
        return True
    own = county_of(viewer.division)
    if not own:
        return False
    return place == own or (not viewer.lo and county_of(place) == own and _town(place))


def may_list(viewer: Viewer, place: str) -> bool:
    """Whether a number of a place opens the children behind it."""
    return viewer.may(P.CHILD_LIST) and viewer.covers(place)


def county_of(division: str) -> str:
    """The county of a place, empty above counties."""
    if not division or level_of(division) < Level.COUNTY:
        return ""
    return division[:6] + "000000"


def home_of(viewer: Viewer) -> str:
    """Where the dashboard opens for a viewer."""
    if viewer.lo and viewer.division and level_of(viewer.division) is not Level.VILLAGE:
        return viewer.division
    return county_of(viewer.division) or viewer.division or NATION


def above(viewer: Viewer, place: str) -> str:
    """The place above that the viewer may open, or empty."""
    up = parent_of(place)
    return up if up and may_open(viewer, up) else ""


def _town(place: str) -> bool:
    return level_of(place) is Level.TOWN
