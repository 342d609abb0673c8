"""汇总: current counts from the maintained table, by the next level down; no names, any depth of tree."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Sum
from django.db.models.functions import Substr

from tonghu.core.viewer import Viewer
from tonghu.directory.divisions.codes import LENGTHS, full, stem
from tonghu.directory.divisions.rows import upper_bound
from tonghu.registry.models import Tally
from tonghu.registry.rules.cells import COUNTED


@dataclass(frozen=True, slots=True)
class Row:
    """下级一个区划的数."""

    division: str
    n: int


def roll_up(
    viewer: Viewer, division: str, scheme: str = "", figure: str = COUNTED
) -> tuple[Row, ...]:
    """One figure by the next level below a division, in order of codes; nought is left out."""
    padded = full(division)
    digits = next((one for one in LENGTHS if one > len(stem(padded))), LENGTHS[-1])
    rows = (
        Tally.objects.visible_to(viewer)
        .filter(
            scheme=scheme, figure=figure, division__gte=padded, division__lt=upper_bound(padded)
        )
        .annotate(below=Substr("division", 1, digits))
        .order_by("below")
        .values_list("below")
        .annotate(total=Sum("n"))
    )
    return tuple(Row(below.ljust(12, "0"), n) for below, n in rows if n)


def figures(viewer: Viewer, division: str) -> dict[tuple[str, str], int]:
    """(scheme, figure) → n of everything below a division."""
    padded = full(division)
    rows = (
        Tally.objects.visible_to(viewer)
        .filter(division__gte=padded, division__lt=upper_bound(padded))
        .order_by()
        .values_list("scheme", "figure")
        .annotate(total=Sum("n"))
    )
    return {(scheme, figure): n for scheme, figure, n in rows if n}
