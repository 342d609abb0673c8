"""看数: opening, added, left, closing of any division; locked ones as frozen; recounted on demand."""

from __future__ import annotations

from collections import Counter, defaultdict
from uuid import UUID

from django.db.models import QuerySet, Sum

from tonghu.core.database import scope
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions.rows import upper_bound
from tonghu.survey.models import Frozen, FrozenChild, Round, RoundChild, RoundTally
from tonghu.survey.queries.common import DESK, profile_of, round_row
from tonghu.survey.queries.shapes import ExceptionLine, Figures, Locked, Reason, Recount
from tonghu.survey.rules.counting import Row, Summed, cells, summed
from tonghu.survey.rules.locking import fingerprint
from tonghu.survey.states import ADDED_LABELS, LEFT_LABELS, SCHEME_LABELS, RoundState

WHY = "counts are compared with the rows they come from; no name is read"


def figures(
    viewer: Viewer, round: UUID, division: str = "", scheme: str = ""
) -> tuple[Figures, ...]:
    """期初、新增、退出、期末 per scheme of a place; one query, from the kept or the frozen counts."""
    row = round_row(viewer, round)
    return figures_of(viewer, row, division, scheme) if row else ()


def figures_of(
    viewer: Viewer, row: Round, division: str = "", scheme: str = ""
) -> tuple[Figures, ...]:
    """The same of a round that was read already."""
    rows = cells_of(viewer, row, division)
    rows = rows.filter(scheme=scheme) if scheme else rows
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for code, figure, n in rows.values_list("scheme", "figure").annotate(total=Sum("n")):
        found[code][figure] = n
    order = [code for code in SCHEME_LABELS if code in found]
    order += sorted(found.keys() - set(order))
    return tuple(made(row.profile, code, summed(found[code])) for code in order)


def cells_of(
    viewer: Viewer, row: Round, division: str = ""
) -> QuerySet[Frozen] | QuerySet[RoundTally]:
    """The counts behind a round, of a range of divisions."""
    place = division or row.division
    model = Frozen if row.state == RoundState.LOCKED else RoundTally
    rows: QuerySet[Frozen] | QuerySet[RoundTally] = model.objects.visible_to(viewer)
    return rows.filter(round=row, division__gte=place, division__lt=upper_bound(place)).order_by()


def made(profile: str, scheme: str, found: Summed) -> Figures:
    """One scheme's figures with the words of its reasons."""
    words = reason_labels(profile)
    return Figures(
        scheme, SCHEME_LABELS.get(scheme, scheme), found.opening, found.added, found.left,
        found.closing,
        added_by=tuple(Reason(code, words.get(code, code), n) for code, n in found.added_by),
        left_by=tuple(Reason(code, words.get(code, code), n) for code, n in found.left_by),
    )  # fmt: skip


def reason_labels(profile: str) -> dict[str, str]:
    """新增、退出原因 in words: the profile's exits and the machine's own."""
    exits: dict[str, str] = {one.code: one.name for one in profile_of(profile).definitions.exits}
    return {**ADDED_LABELS, **exits, **LEFT_LABELS}


def locked(viewer: Viewer, round: UUID) -> Locked | None:
    """锁定的一轮."""
    row = round_row(viewer, round)
    return locked_of(viewer, row) if row and row.state == RoundState.LOCKED else None


def locked_of(viewer: Viewer, row: Round, division: str = "") -> Locked | None:
    """The same of a round that was read already."""
    if row.locked_at is None:
        return None
    place = division or row.division
    told = tuple(
        ExceptionLine(one["division"], one["name"], one["what"], one["reason"])
        for one in row.exceptions
        if place <= one["division"] < upper_bound(place)
    )
    return Locked(
        row.id, row.title, row.locked_at, row.locked_name, figures_of(viewer, row, place),
        row.fingerprint, told,
    )  # fmt: skip


def recount(viewer: Viewer, round: UUID) -> Recount | None:
    """重算核对: kept or frozen counts against the children's rows, and the fingerprint."""
    row = round_row(viewer, round)
    if row is None:
        return None
    with scope(DESK):
        return _of_locked(row) if row.state == RoundState.LOCKED else _of_open(row)


def _of_locked(row: Round) -> Recount:
    rows = FrozenChild.objects.all_of_them(reason=WHY).filter(round=row)
    counted: Counter[tuple[str, str, str]] = Counter()
    listed = []
    for division, child, scheme, was, stays, added, left in rows.values_list(
        "division", "child", "scheme", "was", "stays", "added", "left"
    ):
        listed.append((division, str(child), scheme, was, stays, added, left))
        told = [
            ("opening", was),
            (f"added:{added}", added),
            (f"left:{left}", left),
            ("closing", stays),
        ]
        counted.update((division, scheme, figure) for figure, there in told if there)
    kept = Frozen.objects.all_of_them(reason=WHY).filter(round=row)
    differences = _compared(kept, counted)
    mark = fingerprint(listed)
    if mark != row.fingerprint:
        differences = (*differences, "名单指纹与锁定时不一致")
    children = len({line[1] for line in listed})
    return Recount(not differences, len(counted), children, mark, differences)


def _of_open(row: Round) -> Recount:
    rows = RoundChild.objects.all_of_them(reason=WHY).filter(round=row)
    counted: Counter[tuple[str, str, str]] = Counter()
    listed, children = [], set()
    for division, child, origin, was, now, answer, added, left in rows.values_list(
        "division", "child", "origin", "was", "schemes", "answer", "added", "left"
    ):
        one = Row(origin, tuple(was), tuple(now), answer, added=added, left=left)
        for cell in cells(one):
            children.add(child)
            listed.append(
                (division, str(child), cell.scheme, cell.was, cell.stays, cell.added, cell.left)
            )
            counted.update((division, cell.scheme, figure) for figure in cell.figures)
    kept = RoundTally.objects.all_of_them(reason=WHY).filter(round=row)
    differences = _compared(kept, counted)
    return Recount(not differences, len(counted), len(children), fingerprint(listed), differences)


def _compared(
    kept: QuerySet[Frozen] | QuerySet[RoundTally], counted: Counter[tuple[str, str, str]]
) -> tuple[str, ...]:
    held = {
        (d, s, f): n for d, s, f, n in kept.values_list("division", "scheme", "figure", "n") if n
    }
    odd = sorted(key for key in {*held, *counted} if held.get(key, 0) != counted.get(key, 0))
    return tuple(
        f"{d} {SCHEME_LABELS.get(s, s)} {f}：记的是{held.get((d, s, f), 0)}，名单里有{counted.get((d, s, f), 0)}"
        for d, s, f in odd[:20]
    )
