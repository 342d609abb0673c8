"""docs/profile.md is printed from the profiles; it is never edited and never stale."""

from __future__ import annotations

from tonghu.policy import load, places
from tonghu.policy.explain.page import page

CODES = ("base", "cn", "dali", "songyang", "wuqing", "xinbei")


def test_the_page_is_not_stale() -> None:
    path = places.shipped().parent / "docs" / "profile.md"
    made = page(tuple(load(code) for code in CODES))
    assert path.read_text(encoding="utf-8") == made, "run python scripts/make_docs.py"
