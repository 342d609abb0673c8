"""一个数背后的名单: the same children behind a frozen figure two rounds later; names as of today."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from tonghu.core import events
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions.rows import upper_bound
from tonghu.survey.models import FrozenChild, Round, RoundChild
from tonghu.survey.queries.children import HIDDEN, named
from tonghu.survey.queries.common import line, place_names, round_row
from tonghu.survey.queries.figures import reason_labels
from tonghu.survey.queries.shapes import Listed, ListedChild
from tonghu.survey.rules.counting import Row, cells
from tonghu.survey.states import FIGURE_LABELS, REGISTER, SCHEME_LABELS, Answer, Figure, RoundState

Line = tuple[UUID, str, str, str]  # child, village, reason, answer
STATES = ("pending", "answered", "unreachable")  # beside the four figures: how far a round is


def listed(
    viewer: Viewer, round: UUID, *, division: str = "", scheme: str = REGISTER,
    figure: str = Figure.CLOSING.value,
) -> Listed | None:  # fmt: skip
    """Who stands behind a figure: opening, added, added:newly_found, left, closing, pending…"""
    row = round_row(viewer, round)
    if row is None:
        return None
    place = division or row.division
    frozen = row.state == RoundState.LOCKED
    found = (_frozen if frozen else _open)(viewer, row, place, scheme, figure)
    seen = named(viewer, [child for child, *_ in found])
    names = place_names({place} | {d for _, d, *_ in found} | {d[:9] + "000" for _, d, *_ in found})
    events.looked(by=viewer, what="survey.list", ids=[row.id], purpose=f"{place} {scheme} {figure}")
    words = reason_labels(row.profile)
    return Listed(
        round=line(viewer, row), place=names.get(place, ""), scheme=scheme,
        scheme_label=SCHEME_LABELS.get(scheme, scheme), figure=figure,
        figure_label=figure_label(row.profile, figure), n=len(found),
        rows=tuple(
            _line(one, seen.get(one[0]), names, words) for one in found
        ), frozen=frozen,
    )  # fmt: skip


def figure_label(profile: str, figure: str) -> str:
    """新增：新发现."""
    head, _, reason = figure.partition(":")
    label = FIGURE_LABELS.get(Figure(head), head) if head in set(Figure) else {
        "pending": "还没核", "answered": "已核", "unreachable": "联系不上",
    }.get(head, head)  # fmt: skip
    return f"{label}：{reason_labels(profile).get(reason, reason)}" if reason else label


def _frozen(viewer: Viewer, row: Round, place: str, scheme: str, figure: str) -> list[Line]:
    rows = FrozenChild.objects.visible_to(viewer).filter(
        round=row, scheme=scheme, division__gte=place, division__lt=upper_bound(place)
    )
    return _kept(
        (
            (child, division, was, stays, added, left, answer)
            for child, division, was, stays, added, left, answer in rows.order_by(
                "division", "child"
            ).values_list("child", "division", "was", "stays", "added", "left", "answer")
        ),
        figure,
    )


def _open(viewer: Viewer, row: Round, place: str, scheme: str, figure: str) -> list[Line]:
    rows = RoundChild.objects.visible_to(viewer).filter(
        round=row, division__gte=place, division__lt=upper_bound(place)
    )
    lines = []
    for one in rows.order_by("division", "place", "pk"):
        counted = Row(
            one.origin, tuple(one.was), tuple(one.schemes), one.answer, one.added, one.left
        )
        lines += [
            (one.child, one.division, c.was, c.stays, c.added, c.left, one.answer)
            for c in cells(counted)
            if c.scheme == scheme
        ]
    return _kept(lines, figure)


def _kept(lines: Iterable[tuple[UUID, str, bool, bool, str, str, str]], figure: str) -> list[Line]:
    head, _, reason = figure.partition(":")
    found = []
    for child, division, was, stays, added, left, answer in lines:
        there = {
            "opening": was, "closing": stays, "added": bool(added) and reason in ("", added),
            "left": bool(left) and reason in ("", left), "pending": answer == Answer.PENDING,
            "answered": answer != Answer.PENDING, "unreachable": answer == Answer.UNREACHABLE,
        }.get(head, False)  # fmt: skip
        if there:
            found.append((child, division, added or left, answer))
    return found


def _line(one: Line, seen: object, names: dict[str, str], words: dict[str, str]) -> ListedChild:
    from tonghu.survey.queries.children import Shown

    child, division, reason, answer = one
    known = seen if isinstance(seen, Shown) else None
    return ListedChild(
        child=child, name=known.name if known else HIDDEN, sex=known.sex if known else "",
        age=known.age if known else None, town=names.get(division[:9] + "000", ""),
        village=names.get(division, ""), division=division, reason=words.get(reason, reason),
        answer=Answer(answer).label if answer else "", hidden=known is None,
    )  # fmt: skip
