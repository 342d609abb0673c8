"""Writes the generated pages of docs/; `--check` only says which of them are stale."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # run as a script

from tonghu.policy import load, places
from tonghu.policy.explain.page import page

DOCS = Path(__file__).resolve().parents[1] / "docs"


def profile_page() -> str:
    """docs/profile.md from the shipped profiles."""
    codes = [code for code in places.known() if (places.shipped() / code).is_dir()]
    return page(tuple(load(code) for code in codes))


def workflows_page() -> str:
    """docs/workflows.md from the workflow tables."""
    from scripts import pages

    return pages.workflows()


def data_page() -> str:
    """docs/data.md from the models."""
    from scripts import pages

    return pages.data()


def permissions() -> str:
    """docs/permissions.md from the roles."""
    from scripts.make_permissions import permissions_page

    return permissions_page()


PAGES: dict[str, Callable[[], str]] = {
    "profile.md": profile_page,
    "workflows.md": workflows_page,
    "data.md": data_page,
    "permissions.md": permissions,
}


def main(arguments: list[str]) -> int:
    """Writes every page, or checks it."""
    stale = []
    for name, make in PAGES.items():
        path, text = DOCS / name, make()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
    if stale and "--check" in arguments:
        print(f"过期的页面：{'、'.join(stale)}；请运行 python scripts/make_docs.py。")
        return 1
    print(f"已更新：{'、'.join(stale) or '无'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
