"""制度与机构的三个门: profiles, divisions, units; each as far as the viewer may."""

from __future__ import annotations

from django.urls import reverse

from tonghu.access.permissions import P
from tonghu.core.viewer import Viewer

_TABS = (
    ("各地制度", "profiles", P.PROFILE_VIEW),
    ("区划", "divisions", P.DIRECTORY_VIEW),
    ("单位和机构", "units", P.DIRECTORY_VIEW),
)


def tabs(viewer: Viewer, current: str) -> tuple[tuple[str, str, bool], ...]:
    """label, address, whether it is this one."""
    return tuple(
        (label, reverse(f"reference:{name}"), name == current)
        for label, name, needs in _TABS
        if viewer.may(needs)
    )
