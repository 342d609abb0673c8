"""外框: what every page has around it, from the viewer and the contributed menu items."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from tonghu.core.clock import now
from tonghu.core.contributions import NavItem, contributed
from tonghu.core.routes import PUBLIC, SIGNED_IN
from tonghu.core.viewer import ANONYMOUS, Viewer

HOME, SEARCH, DANGER, ME, SEES = "/", "/search/", "/danger/", "/me/", "/who-sees-what/"


def shell(request: HttpRequest) -> dict[str, Any]:
    """Viewer, menus and the note of invented data."""
    viewer = getattr(request, "viewer", ANONYMOUS)
    items = _items(viewer)
    current = _current(request.path, [address for _, address in items])
    return {
        "viewer": viewer,
        "nav": [(one.label, to, to == current) for one, to in items],
        "tabs": [(_short(one), to, one.icon, to == current) for one, to in items if one.phone],
        "places": {"home": HOME, "search": SEARCH, "danger": DANGER, "me": ME, "sees": SEES},
        "demo": bool(getattr(settings, "TONGHU_DEMO", False)),
        "printed_at": now(),
    }


def _short(item: NavItem) -> str:
    return item.phone if isinstance(item.phone, str) else item.label


def _items(viewer: Viewer) -> list[tuple[NavItem, str]]:
    """The menu items this viewer may open, with their addresses."""
    found = []
    for item in sorted(contributed(NavItem), key=lambda one: one.order):
        if _open_to(viewer, item.needs):
            try:
                found.append((item, reverse(item.route)))
            except NoReverseMatch as fault:
                raise LookupError(f"导航项「{item.label}」的路由不存在：{item.route}") from fault
    return found


def _open_to(viewer: Viewer, needs: str) -> bool:
    if needs == PUBLIC:
        return True
    return viewer.signed_in and (needs == SIGNED_IN or viewer.may(needs))


def _current(path: str, addresses: list[str]) -> str:
    """The menu item the page lies under: the longest address it begins with, home only itself."""
    fitting = [one for one in addresses if path == one or (one != HOME and path.startswith(one))]
    return max(fitting, key=len, default="")
