"""重算: the counts made anew from the files, and where the maintained ones differ."""

from __future__ import annotations

from collections import Counter

from tonghu.core.viewer import Viewer
from tonghu.registry.models import Child, Tally
from tonghu.registry.rules.cells import Cell, Cells, cells

_ASKED = ("pk", "division", "state", "schemes", "flags", "worker", "merged_into")


def recount(viewer: Viewer, division: str = "") -> Cells:
    """Every figure from the files within reach, one pass."""
    rows = Child.objects.visible_to(viewer).only(*_ASKED).order_by()
    if division:
        rows = rows.filter(division=division)
    total: Cells = Counter()
    for child in rows.iterator(chunk_size=5_000):
        total.update(cells(child))
    return total


def differences(viewer: Viewer, division: str = "") -> dict[Cell, tuple[int, int]]:
    """cell → (kept, recounted) where they differ; empty when all is well."""
    rows = Tally.objects.visible_to(viewer)
    if division:
        rows = rows.filter(division=division)
    kept: Cells = Counter()
    for place, scheme, figure, n in rows.values_list("division", "scheme", "figure", "n"):
        kept[place, scheme, figure] = n
    found = recount(viewer, division)
    return {
        cell: (kept[cell], found[cell]) for cell in {*kept, *found} if kept[cell] != found[cell]
    }
