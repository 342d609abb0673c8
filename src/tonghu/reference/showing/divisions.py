"""区划树: one place with what lies below it, one of them opened in place."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from markupsafe import Markup

from tonghu.core.viewer import Viewer
from tonghu.directory import queries as directory
from tonghu.directory.queries import DivisionView
from tonghu.ui.shapes import Column, TreeRow
from tonghu.ui.words import exact

_COLUMNS = (
    Column("名称"),
    Column("代码"),
    Column("层级"),
    Column("下一级", number=True),
    Column("有效"),
)


@dataclass(frozen=True, slots=True)
class Tree:
    """树."""

    root: DivisionView
    columns: tuple[Column, ...]
    rows: tuple[TreeRow, ...]


def tree(viewer: Viewer, root: DivisionView, opened: str) -> Tree:
    """The divisions below a place; three queries, four when one is open."""
    below = directory.children(viewer, root.code)
    counts = directory.child_counts(viewer, root.code)
    rows: list[TreeRow] = []
    for one in below:
        is_open = one.code == opened and bool(counts.get(one.code))
        rows.append(_row(one, counts.get(one.code, 0), is_open=is_open))
        if is_open:
            rows += [_row(sub, None, level=1) for sub in directory.children(viewer, one.code)]
    return Tree(root, _COLUMNS, tuple(rows))


def _row(one: DivisionView, count: int | None, *, is_open: bool = False, level: int = 0) -> TreeRow:
    base = reverse("reference:divisions")
    toggle = (base if is_open else f"{base}?open={one.code}") if count else ""
    address = reverse("reference:division", kwargs={"code": one.code})
    code = Markup('<a class="q num" href="{}">{}</a>').format(address, one.code)
    return TreeRow(
        label=one.name, cells=(code, one.level_label, "" if count is None else count, valid(one)),
        level=level, open=is_open, toggle_url=toggle, url="" if toggle else address,
        id=f"d{one.code}",
    )  # fmt: skip


def valid(one: DivisionView) -> str:
    """在用, or since when it is not."""
    if one.valid_to is not None:
        return f"{exact(one.valid_to)}起不再使用"
    return f"{exact(one.valid_from)}起" if one.valid_from else "在用"
