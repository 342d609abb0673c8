"""数随事走: the counts of a village, kept in the same transaction as what changes them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q

from tonghu.core.ids import uuid7
from tonghu.survey.models import RoundChild, RoundTally, VillageReturn
from tonghu.survey.rules.counting import Row, delta, tally
from tonghu.survey.states import Answer, Origin

WHY = "counts follow their rows"
ASKED = ~Q(answer=Answer.WITHDRAWN) & ~Q(answer=Answer.LEFT, by_name="")
_ADD = """
INSERT INTO survey_roundtally (id, round_id, division, scheme, figure, n)
SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::text[], %s::int[])
ON CONFLICT (round_id, division, scheme, figure) DO UPDATE SET n = survey_roundtally.n + excluded.n
"""
Key = tuple[str, str, str]  # division, scheme, figure


def as_row(row: RoundChild) -> Row:
    """What counting needs of a row."""
    return Row(
        row.origin, tuple(row.was), tuple(row.schemes), row.answer, added=row.added, left=row.left
    )


class Change:
    """一次改动: rows as they were and as they are, and the counts that follow."""

    def __init__(self) -> None:
        self._by: Counter[Key] = Counter()

    def of(self, division: str, before: Row | None, after: Row | None) -> None:
        """One row of a village changes from before to after."""
        for (scheme, figure), n in delta(before, after).items():
            self._by[division, scheme, figure] += n

    def keep(self, round: UUID) -> None:
        """Writes the counts; one statement."""
        add(round, {key: n for key, n in self._by.items() if n})


def add(round: UUID, changes: Mapping[Key, int]) -> None:
    """Adds to the kept counts of a round."""
    if not changes:
        return
    keys = sorted(changes)
    with connection.cursor() as cursor:
        cursor.execute(
            _ADD,
            [
                [uuid7() for _ in keys], [round] * len(keys), *(list(part) for part in zip(*keys, strict=True)),
                [changes[key] for key in keys],
            ],
        )  # fmt: skip


def first_counts(round: UUID, rows: Iterable[RoundChild]) -> list[RoundTally]:
    """The counts of a round just opened, from its rows."""
    found: dict[str, list[Row]] = defaultdict(list)
    for one in rows:
        found[one.division].append(as_row(one))
    return [
        RoundTally(round_id=round, division=division, scheme=scheme, figure=figure, n=n)
        for division, some in found.items()
        for (scheme, figure), n in sorted(tally(some).items())
    ]


def refresh_counters(villages: Iterable[VillageReturn]) -> None:
    """应核、已核、新增、退出、联系不上 of some villages, from their rows; two queries."""
    wanted = {one.id: one for one in villages}
    rows = RoundChild.objects.all_of_them(reason=WHY).filter(village__in=wanted)
    counted = rows.order_by().values("village").annotate(
        expected=Count("pk", filter=ASKED),
        done=Count("pk", filter=ASKED & ~Q(answer=Answer.PENDING)),
        added=Count("pk", filter=Q(origin=Origin.ADDED) & ~Q(answer__in=[Answer.WITHDRAWN, Answer.LEFT])),
        left=Count("pk", filter=Q(origin=Origin.OPENING, answer=Answer.LEFT)),
        unreachable=Count("pk", filter=Q(answer=Answer.UNREACHABLE)),
    )  # fmt: skip
    known = {one.pop("village"): one for one in map(dict, counted)}
    for id_, row in wanted.items():
        for name in ("expected", "done", "added", "left", "unreachable"):
            setattr(row, name, known.get(id_, {}).get(name, 0))
    VillageReturn.objects.all_of_them(reason=WHY).bulk_update(
        list(wanted.values()),
        ["expected", "done", "added", "left", "unreachable"],
        batch_size=1_000,
    )
