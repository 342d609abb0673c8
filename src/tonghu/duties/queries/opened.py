"""点开一行: the facts behind it, month by month; only those the viewer may see are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Sum

from tonghu.core import events as log
from tonghu.core.database import scope
from tonghu.core.events.kinds import labels
from tonghu.core.events.models import Event
from tonghu.core.proofs import Proof
from tonghu.core.viewer import Viewer
from tonghu.directory import queries as directory
from tonghu.duties.models import Tally
from tonghu.duties.queries.common import DESK
from tonghu.duties.queries.facts import facts, proofs
from tonghu.duties.queries.register import Register, roll
from tonghu.duties.rules.crediting import Evidence, evidence
from tonghu.duties.rules.standing import UPLOAD
from tonghu.duties.states import Standing
from tonghu.policy.schema.units import Duty

MOST = 200
WHY = "which facts stand; what is shown of them is the viewer's own reach"


@dataclass(frozen=True, slots=True)
class Shown:
    """一条凭据."""

    at: datetime
    on: date
    label: str
    standing: Standing
    place: str
    unit: str
    post: str
    why: str
    paper: str
    link: str
    doer: str  # 记在上一级时，是谁办的


@dataclass(frozen=True, slots=True)
class Opened:
    """点开的一行: one month at a time."""

    months: tuple[tuple[date, int], ...]
    month: date | None
    total: int
    rows: tuple[Shown, ...]
    hidden: int  # 由别的单位留下、看的人看不到的


def opened(
    viewer: Viewer, register: Register, key: str, duty: Duty, *, year: int, month: date | None
) -> Opened:  # fmt: skip
    """一项职责的凭据."""
    months = _months(viewer, register.division, key, duty, year)
    if not months:
        return Opened((), None, 0, (), 0)
    chosen = month if month in dict(months) else months[0][0]
    found = _standing(register, key, duty, chosen)
    rows, hidden = _visible(viewer, register, found)
    log.looked(by=viewer, what="duties.evidence", ids=[key, duty.code])
    return Opened(months, chosen, len(found), rows, hidden)


def _months(
    viewer: Viewer, book: str, key: str, duty: Duty, year: int
) -> tuple[tuple[date, int], ...]:
    words = [kind for kind in duty.proof if kind != UPLOAD]
    mine = Tally.objects.visible_to(viewer).filter(
        book=book, holder=key, month__gte=date(year, 1, 1), month__lte=date(year, 12, 31)
    )
    named, plain = mine.filter(duty=duty.code), mine.filter(kind__in=words, duty="")
    counted = (named | plain).order_by("-month").values_list("month").annotate(Sum("n"))
    return tuple(counted)


def _standing(register: Register, key: str, duty: Duty, month: date) -> list[Evidence]:
    """Every fact of the month that stands, whoever left it."""
    rules = proofs((*duty.proof, UPLOAD))
    after = (month + timedelta(32)).replace(day=1)
    with scope(DESK):
        rows = Event.objects.all_of_them(reason=WHY)
        plain = [rule for rule in rules if not rule.on]
        dated = [rule for rule in rules if rule.on]
        made: list[Evidence] = []
        shown = roll(register)
        for some, begins, ends in (
            (plain, month, after),
            (dated, date(month.year, 1, 1), date(month.year + 2, 1, 1)),
        ):
            if some:
                told = facts(rows, register.division, some, begins, ends)
                made += evidence(told, some, shown)
    return [
        one for one in made if one.holder == key and month <= one.on < after and _for(one, duty)
    ]


def _for(one: Evidence, duty: Duty) -> bool:
    return one.duty == duty.code if one.duty else one.kind in duty.proof and one.kind != UPLOAD


def _visible(
    viewer: Viewer, register: Register, found: Sequence[Evidence]
) -> tuple[tuple[Shown, ...], int]:
    rows = Event.objects.visible_to(viewer).in_bulk([one.event for one in found])
    names = directory.full_names(viewer, {row.division for row in rows.values() if row.division})
    told, mine = labels(), [one for one in found if one.event in rows]
    newest = sorted(mine, key=lambda one: (one.on, rows[one.event].at), reverse=True)[:MOST]
    return tuple(
        _shown(one, rows[one.event], told, names, register) for one in newest
    ), len(found) - len(mine)  # fmt: skip


def _shown(
    one: Evidence, row: Event, told: dict[str, str], names: dict[str, str], register: Register
) -> Shown:
    doer = register.by_key.get(one.doer)
    return Shown(
        at=row.at, on=one.on, label=told.get(row.kind, row.kind), standing=one.standing,
        place=names.get(row.division or "", ""), unit=row.unit_name, post=row.post_title,
        why=str(row.changes.get("title") or row.why or ""),
        paper=str(row.changes.get("paper_number") or row.changes.get("paper") or ""),
        link=_link(row), doer=doer.name if doer else "",
    )  # fmt: skip


def _link(row: Event) -> str:
    """Where what it is about can be read, for subjects with a page of their own."""
    pages = {
        "duties.claim": "/duties/claims/{}/", "survey.round": "/rounds/{}/",
        "reconcile.run": "/runs/{}/",
    }  # fmt: skip
    where = pages.get(row.subject_type)
    return where.format(row.subject_id) if where else ""


def rules_of(duty: Duty) -> tuple[Proof, ...]:
    """What the modules say of the words of a duty."""
    return proofs(duty.proof)
