"""Every kind of task shows an icon the page has: one that is missing would take the first page down."""

from __future__ import annotations

from pathlib import Path

import tonghu.ui
from tonghu.core.contributions import NavItem, contributed
from tonghu.worklist.contributions import TaskKind


def test_every_icon_of_a_task_or_menu_is_in_the_sprite() -> None:
    built = Path(str(tonghu.ui.__file__)).parent / "static" / "ui" / "build" / "icons.txt"
    known = set(built.read_text(encoding="utf-8").split())
    icons = {one.icon for kind in (TaskKind, NavItem) for one in contributed(kind) if one.icon}
    assert icons - known == set()
