"""读方案: what a reader of a document wants to know of its profile, as frozen rows. Pure."""

from tonghu.reference.reading.page import ProfilePage, profile_page
from tonghu.reference.reading.shelf import (
    ShelfRow,
    UnknownProfile,
    in_force,
    profile_named,
    shelf,
)

__all__ = [
    "ProfilePage",
    "ShelfRow",
    "UnknownProfile",
    "in_force",
    "profile_named",
    "profile_page",
    "shelf",
]
