"""算台账: tallies from events and nothing else; a month again, or a whole year from the beginning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from tonghu.core import clock, events
from tonghu.core.database import scope
from tonghu.core.events.models import Event
from tonghu.core.proofs import Proof
from tonghu.core.viewer import Viewer
from tonghu.duties.models import Book, Tally
from tonghu.duties.queries.common import DESK, profile_of, seats
from tonghu.duties.queries.facts import facts, proofs
from tonghu.duties.queries.register import Register, register, roll
from tonghu.duties.rules.crediting import Evidence, evidence

WHY = "a ledger is counted from all facts of its place"
AGAIN = timedelta(hours=24)  # between two countings from the beginning
LATE = timedelta(minutes=5)  # how long a fact may be on its way before it is seen


def open_book(*, by: Viewer = DESK, division: str, profile: str) -> Book:
    """开账: the ledger of a place, once."""
    with scope(DESK):
        rows = Book.objects.all_of_them(reason=WHY)
        found = rows.filter(division=division).first()
        if found is None:
            found = Book.objects.put(division=division, profile=profile_of(profile).code)
        elif profile and found.profile != profile:
            found.profile, found.whole_at = profile, None
            found.save(update_fields=["profile", "whole_at"])
        else:
            return found
        events.record(
            "duties.open", by=by, subject=found, division=division,
            changes={"profile": found.profile},
        )  # fmt: skip
        return found


def recount(
    *, by: Viewer = DESK, division: str, year: int | None = None, whole: bool = False
) -> int:
    """算一本账: this month and the last, all of the year when asked or when a fact was taken back."""
    now = clock.now()
    with scope(DESK):
        book = Book.objects.all_of_them(reason=WHY).select_for_update().get(division=division)
        year = year or clock.today().year
        everything = whole or book.whole_at is None or _taken_back(book)
        register_ = register(division, profile_of(book.profile))
        begins = date(year, 1, 1) if everything else _month_before(clock.today())
        kept = _kept(
            register_, begins, date(begins.year + 1, 1, 1) if everything else _after(clock.today())
        )
        book.counted_at = now
        if everything:
            book.whole_at = now
        book.save(update_fields=["counted_at", "whole_at"])
    return kept


def recount_kind(*, by: Viewer = DESK, division: str, kind: str, year: int) -> int:
    """One word of one year again, at once: an upload is seen on the page that follows it."""
    with scope(DESK):
        book = Book.objects.all_of_them(reason=WHY).filter(division=division).first()
        if book is None:
            return 0
        found = register(division, profile_of(book.profile))
        return _kept(found, date(year, 1, 1), date(year + 1, 1, 1), proofs((kind,)))


def recount_books(*, by: Viewer = DESK, whole: bool = False) -> str:
    """每十分钟: every place that has an office; once a day from the beginning of the year."""
    with scope(DESK):
        places = seats()
        known = {one.division: one for one in Book.objects.all_of_them(reason=WHY)}
    now, lines = clock.now(), 0
    for division, profile in places.items():
        book = known.get(division) or open_book(by=by, division=division, profile=profile)
        stale = book.whole_at is None or now - book.whole_at > AGAIN
        lines += recount(by=by, division=division, whole=whole or stale)
    return f"算了{len(places)}本履职台账，{lines}个数"


def _kept(
    found: Register, begins: date, ends: date, rules: Sequence[Proof] | None = None
) -> int:  # fmt: skip
    """Replaces the tallies of the months; gives back how many there are now."""
    rules = proofs() if rules is None else rules
    dated = [rule for rule in rules if rule.on]  # their day is not that of the fact
    plain = [rule for rule in rules if not rule.on]
    shown = roll(found)
    rows = Event.objects.all_of_them(reason=WHY)
    made: list[Evidence] = []
    if plain:
        made += _between(
            evidence(facts(rows, found.division, plain, begins, ends), plain, shown), begins, ends
        )
        _forget(found, plain, begins, ends)
    if dated:
        whole, until = date(begins.year, 1, 1), date(begins.year + 1, 1, 1)
        told = facts(rows, found.division, dated, whole, date(begins.year + 2, 1, 1))
        made += _between(evidence(told, dated, shown), whole, until)
        _forget(found, dated, whole, until)
    tallies = list(_tallies(found, made))
    Tally.objects.put_many(tallies)
    return len(tallies)


def _between(found: Iterable[Evidence], begins: date, ends: date) -> list[Evidence]:
    return [one for one in found if begins <= one.on < ends]


def _forget(found: Register, rules: Sequence[Proof], begins: date, ends: date) -> None:
    Tally.objects.all_of_them(reason=WHY).filter(
        book=found.division, month__gte=begins.replace(day=1), month__lt=ends,
        kind__in={rule.kind for rule in rules},
    ).delete()  # fmt: skip


def _tallies(found: Register, made: Iterable[Evidence]) -> Iterable[Tally]:
    counted: dict[tuple[str, str, str, date, str], list[date]] = {}
    for one in made:
        key = (one.holder, one.kind, one.duty, one.on.replace(day=1), one.standing.value)
        counted.setdefault(key, []).append(one.on)
    for (holder, kind, duty, month, standing), days in counted.items():
        who = found.by_key[holder]
        yield Tally(
            book=found.division, holder=holder, division=who.division, unit_id=who.unit, kind=kind,
            duty=duty, month=month, standing=standing, n=len(days), last=max(days),
        )  # fmt: skip


def _taken_back(book: Book) -> bool:
    """Whether something was undone or confirmed since the last counting: any month may have changed."""
    if book.counted_at is None:
        return True
    kinds = {
        event for rule in proofs() if not rule.on
        for event in (*rule.confirmed_by, *(undo.event for undo in rule.undone_by if not undo.there))
    }  # fmt: skip
    named = {undo.event: undo.there for rule in proofs() for undo in rule.undone_by if undo.there}
    since = Event.objects.all_of_them(reason=WHY).filter(at__gte=book.counted_at - LATE)
    if since.filter(kind__in=kinds).exists():
        return True
    return any(
        since.filter(kind=kind, changes__has_key=key).exists() for kind, key in named.items()
    )


def _month_before(day: date) -> date:
    """The first of last month, or of this year."""
    return max(date(day.year, 1, 1), (day.replace(day=1) - timedelta(1)).replace(day=1))


def _after(day: date) -> date:
    return (day.replace(day=1) + timedelta(32)).replace(day=1)
