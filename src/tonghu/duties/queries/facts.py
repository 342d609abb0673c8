"""取事实: events as the rules want them, those that prove and those that take back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet

from tonghu.core import clock
from tonghu.core.contributions import contributed
from tonghu.core.events.models import Event
from tonghu.core.proofs import Proof
from tonghu.duties.queries.common import range_of
from tonghu.duties.rules.crediting import Fact

_COLUMNS = (
    "id", "at", "kind", "subject_type", "subject_id", "for_unit", "post", "division", "changes",
)  # fmt: skip


def proofs(kinds: Sequence[str] | None = None) -> tuple[Proof, ...]:
    """Everything the modules say about proof, or what they say of some words."""
    known = contributed(Proof)
    return known if kinds is None else tuple(one for one in known if one.kind in kinds)


def start_of(day: date) -> datetime:
    """Midnight in China."""
    return datetime.combine(day, time(), clock.CHINA)


def facts(
    rows: QuerySet[Event], division: str, rules: Sequence[Proof], begins: date, ends: date
) -> Iterator[Fact]:
    """Facts of a place from `begins` before `ends`; what takes back or confirms also later."""
    lo, hi = range_of(division)
    here = rows.filter(Q(division__gte=lo, division__lt=hi) | Q(division=None))
    leaves = {rule.leaves for rule in rules}
    wanted = Q(kind__in=leaves, at__lt=start_of(ends)) | _taking_back(rules)
    found = here.filter(wanted, at__gte=start_of(begins)).order_by("at", "id")
    for row in found.values_list(*_COLUMNS).iterator(chunk_size=5_000):
        yield _fact(row)


def _taking_back(rules: Sequence[Proof]) -> Q:
    """Later facts that undo or confirm; where one kind does both, only those that name things."""
    wanted = Q(kind__in={event for rule in rules for event in rule.confirmed_by})
    for rule in rules:
        for undo in rule.undone_by:
            wanted |= (
                Q(kind=undo.event, changes__has_key=undo.there)
                if undo.there
                else Q(kind=undo.event)
            )
    return wanted


def _fact(row: tuple[Any, ...]) -> Fact:
    id_, at, kind, type_, subject, unit, post, division, changes = row
    return Fact(
        id=id_, at=at, day=at.astimezone(clock.CHINA).date(), kind=kind,
        subject=f"{type_} {subject}", unit=unit, post=post, division=division or "", changes=changes,
    )  # fmt: skip
