"""制度与机构登记的: its item of the menu."""

from __future__ import annotations

from tonghu.access.permissions import P
from tonghu.core.contributions import NavItem, contribute

contribute(
    NavItem("制度与机构", "reference:profiles", P.PROFILE_VIEW, order=90, icon="book-2"),
)
