"""各查询共用: profiles, books, the machine's own eyes."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from tonghu.access.models import Post
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions.rows import upper_bound
from tonghu.duties.models import Book
from tonghu.policy import Profile, load

DESK = Viewer.for_system("履职台账：只数件数，不看内容")
RUNS_IT = ("county_office", "superior")


@lru_cache(maxsize=16)
def profile_of(code: str) -> Profile:
    """The profile of a code; the installation's own where none is given."""
    return load(code or settings.TONGHU_PROFILE)


def range_of(division: str) -> tuple[str, str]:
    """Half-open range of what lies in a place."""
    return division, upper_bound(division)


def home_of(viewer: Viewer) -> str:
    """Whose ledger a viewer's own page is in: that of the county, else of the post's own place."""
    division = viewer.division
    return f"{division[:6]}000000" if division[4:6] != "00" else division


def books(viewer: Viewer) -> tuple[Book, ...]:
    """Every ledger there is within the viewer's range; of a unit, that of its county."""
    rows = Book.objects.visible_to(viewer).order_by("division")
    if viewer.lo:
        home = home_of(viewer)
        return tuple(one for one in rows if viewer.covers(one.division) or one.division == home)
    return tuple(rows.filter(division=home_of(viewer)))


def book_of(viewer: Viewer, division: str) -> Book | None:
    """The ledger of a place."""
    return Book.objects.visible_to(viewer).filter(division=division).first()


def profile_at(division: str, book: Book | None = None) -> Profile:
    """By which document a place is held to account."""
    return profile_of(book.profile if book else "")


def seats() -> dict[str, str]:
    """Place → profile of every office in force: whose ledgers are kept. Asked by the machine."""
    rows = Post.objects.all_of_them(reason="which places have an office")
    rows = rows.filter(role__in=RUNS_IT, state="held").order_by("division", "granted_at")
    return dict(rows.values_list("division", "profile"))
