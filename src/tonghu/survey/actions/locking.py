"""锁定: the figures of a round and the children behind them are written once, for good.

Counts are taken from the children's rows at that moment; nothing is made to agree. What was not done is
named with its reason. Afterwards only a correction can be noted beside the figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection

from tonghu.access.permissions import P
from tonghu.core import events
from tonghu.core.database import scope
from tonghu.core.errors import NotNow
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.survey.actions.common import (
    DESK,
    RETURN,
    TOWN,
    found,
    moment,
    need,
    profile_of,
    round_of,
)
from tonghu.survey.actions.refreshing import refresh
from tonghu.survey.contributions import FEEDBACK, FILL, REVIEW, SUMMARY
from tonghu.survey.models import (
    Correction,
    Frozen,
    Round,
    RoundChild,
    RoundTally,
    TownSummary,
    VillageReturn,
)
from tonghu.survey.queries.standing import at_the_lock
from tonghu.survey.rules.answering import Wrong
from tonghu.survey.rules.counting import Cell, Row, cells
from tonghu.survey.rules.locking import exceptions_of, fingerprint, unexplained
from tonghu.survey.rules.plans import counted, last_day
from tonghu.survey.states import Cycle, RoundState
from tonghu.survey.workflow import ROUND
from tonghu.worklist import actions as worklist

WHY = "a round is locked as a whole"
_FREEZE_CHILDREN = """
INSERT INTO survey_frozenchild (id, round_id, division, child, scheme, was, stays, added, "left", answer)
SELECT gen_random_uuid(), %s, d, c, s, w, t, a, l, r FROM unnest(
    %s::text[], %s::uuid[], %s::text[], %s::bool[], %s::bool[], %s::text[], %s::text[],
    %s::text[]) AS rows(d, c, s, w, t, a, l, r)
"""
_FREEZE_COUNTS = """
INSERT INTO survey_frozen (id, round_id, division, scheme, figure, n)
SELECT gen_random_uuid(), %s, d, s, f, n FROM unnest(
    %s::text[], %s::text[], %s::text[], %s::int[]) AS rows(d, s, f, n)
"""


def lock(
    *, by: Viewer, round: UUID, exceptions: Mapping[str, str] | None = None, why: str = "",
    at: datetime | None = None,
) -> str:  # fmt: skip
    """锁定: the fingerprint of the list; refuses while an exception has no reason."""
    need(by, P.ROUND_MANAGE)
    row = round_of(by, round, lock=True)
    if not by.system and not by.covers(row.division):
        found(None)
    if row.state != RoundState.OPEN:
        raise NotNow(f"这一轮现在是“{RoundState(row.state).label}”，不能锁定。")
    reasons = dict(exceptions or {})
    standing = at_the_lock(row)
    if missing := unexplained(standing, reasons):
        raise NotNow(
            "".join(missing[:10]) + (f"另外还有{len(missing) - 10}处。" if missing[10:] else "")
        )
    refresh(by=by, round=row.id, at=at, add=False)
    with scope(DESK):
        row.fingerprint, differs = _freeze(row)
        row.exceptions = [
            {
                "division": one.division,
                "name": one.name,
                "what": what,
                "reason": reasons[one.division],
            }
            for one, what in exceptions_of(standing)
        ]
        _finish(by, row, why, at, differs)
    return row.fingerprint


def _finish(by: Viewer, row: Round, why: str, at: datetime | None, differs: int) -> None:
    row.why, row.locked_at = why.strip()[:400], moment(at)
    row.locked_by, row.locked_name = by.user, by.name
    row.save(
        update_fields=["fingerprint", "exceptions", "why", "locked_at", "locked_by", "locked_name"]
    )
    move(
        ROUND, row, "lock", by=by, division=row.division, note=row.why,
        changes={
            "fingerprint": row.fingerprint, "exceptions": len(row.exceptions), "differs": differs,
        },
    )  # fmt: skip
    _end_tasks(by, row)
    _ask_feedback(by, row)


def _freeze(row: Round) -> tuple[str, int]:
    """The rows behind the figures and the figures; how many kept counts were not the same."""
    rows = RoundChild.objects.all_of_them(reason=WHY).filter(round=row)
    lines = [
        (division, child, cell, answer)
        for division, child, origin, was, now, answer, added, left in rows.values_list(
            "division", "child", "origin", "was", "schemes", "answer", "added", "left"
        )
        for cell in cells(Row(origin, tuple(was), tuple(now), answer, added=added, left=left))
    ]
    counts: Counter[tuple[str, str, str]] = Counter(
        (division, cell.scheme, figure) for division, _, cell, _ in lines for figure in cell.figures
    )
    _insert(row, lines, counts)
    kept = RoundTally.objects.all_of_them(reason=WHY).filter(round=row).exclude(n=0)
    held = {(d, s, f): n for d, s, f, n in kept.values_list("division", "scheme", "figure", "n")}
    differs = len({*held.items()} ^ {*counts.items()})
    return fingerprint(line_of(d, child, cell) for d, child, cell, _ in lines), differs


def line_of(division: str, child: UUID, cell: Cell) -> tuple[str, str, str, bool, bool, str, str]:
    """A child's line in the fingerprint."""
    return division, str(child), cell.scheme, cell.was, cell.stays, cell.added, cell.left


def _insert(
    row: Round, lines: list[tuple[str, UUID, Cell, str]], counts: Mapping[tuple[str, str, str], int]
) -> None:
    keys = sorted(counts)
    with connection.cursor() as cursor:
        cursor.execute(
            _FREEZE_CHILDREN,
            [
                row.id, [d for d, _, _, _ in lines],
                [child for _, child, _, _ in lines], *_columns(cell for _, _, cell, _ in lines),
                [answer for _, _, _, answer in lines],
            ],
        )  # fmt: skip
        cursor.execute(
            _FREEZE_COUNTS,
            [row.id, *_split(keys), [counts[key] for key in keys]],
        )


def _columns(found_: Iterable[Cell]) -> list[list[object]]:
    some = list(found_)
    names = ("scheme", "was", "stays", "added", "left")
    return [[getattr(cell, name) for cell in some] for name in names]


def _split(keys: list[tuple[str, str, str]]) -> list[list[str]]:
    return [[key[i] for key in keys] for i in range(3)]


def _end_tasks(by: Viewer, row: Round) -> None:
    villages = VillageReturn.objects.all_of_them(reason=WHY).filter(round=row)
    towns = TownSummary.objects.all_of_them(reason=WHY).filter(round=row)
    note = "县里已经锁定这一轮"
    left = [(RETURN, id_) for id_ in villages.values_list("pk", flat=True)]
    worklist.cancel_tasks(by=by, kind=FILL, subjects=left, note=note)
    above = [(TOWN, id_) for id_ in towns.values_list("pk", flat=True)]
    for kind in (REVIEW, SUMMARY):
        worklist.cancel_tasks(by=by, kind=kind, subjects=above, note=note)


def _ask_feedback(by: Viewer, row: Round) -> None:
    """The county's task to tell police and education, where the document asks for it (D-091)."""
    if row.cycle != Cycle.CAMPAIGN or row.feedback_due is None:
        return
    profile = profile_of(row.profile)
    worklist.open_task(
        by=by, kind=FEEDBACK, subject=("survey.round", row.id), title=f"{row.title}：反馈公安、教育",
        why="汇总的同时反馈", division=row.division, role="county_office",
        due=last_day(profile, row.feedback_due), counted=counted(profile, row.feedback_due),
        basis=profile.basis("survey", "feedback_to") or row.basis,
        link=f"/rounds/{row.id}/feedback/", profile=row.profile,
    )  # fmt: skip


def correct(
    *, by: Viewer, round: UUID, division: str, scheme: str, figure: str, n: int, why: str
) -> UUID:
    """更正说明: beside a locked figure, which stays; the next round counts it right."""
    need(by, P.ROUND_MANAGE)
    row = round_of(by, round)
    if row.state != RoundState.LOCKED:
        raise NotNow("这一轮还没有锁定，直接改就行。")
    known = Frozen.objects.visible_to(by).filter(round=row, division=division, scheme=scheme)
    if not known.exists():
        found(None)
    if n == 0:
        raise Wrong("n", "请填差几人：少算了填正数，多算了填负数。")
    if len(why.strip()) < 4:
        raise Wrong("why", "请写明为什么要更正。")
    note = Correction.objects.put(
        round=row, division=division, scheme=scheme, figure=figure, n=n, why=why.strip()[:400],
        by=by.user, by_name=by.name, at=moment(None),
    )  # fmt: skip
    events.record(
        "survey.correct", by=by, subject=note, division=division,
        changes={"round": row.title, "scheme": scheme, "figure": figure, "n": n}, why=note.why,
    )  # fmt: skip
    return note.id
