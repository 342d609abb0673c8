"""催报 (D-083): those who have not handed in are told once a working day."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from tonghu.access.permissions import P
from tonghu.core import clock, events
from tonghu.core.calendar import cn_date
from tonghu.core.errors import NotNow, NotYours
from tonghu.core.viewer import Viewer
from tonghu.survey.actions.common import RETURN, is_open, profile_of, round_of
from tonghu.survey.contributions import FILL
from tonghu.survey.models import Round, VillageReturn
from tonghu.survey.rules.reminding import may_remind
from tonghu.survey.states import STILL_OPEN
from tonghu.worklist import actions as worklist
from tonghu.worklist import queries as tasks


def remind(*, by: Viewer, round: UUID, villages: Collection[str] = ()) -> int:
    """催报: of the named villages, or of all within reach that have not signed; how many were told."""
    if not by.system and not (by.may(P.ROUND_MANAGE) or by.may(P.ROUND_REVIEW)):
        raise NotYours("催报由乡镇或者县里办。")
    known = round_of(by, round)
    is_open(known)
    rows = VillageReturn.objects.visible_to(by).select_for_update(of=("self",))
    rows = rows.filter(round=known, state__in=STILL_OPEN)
    found = list(rows.filter(division__in=villages) if villages else rows)
    told = _today_not_yet(known, found)
    if not told:
        raise NotNow("没有要催的村：都交了，或者今天已经催过。")
    for row in told:
        row.reminded, row.reminded_at = row.reminded + 1, clock.now()
    VillageReturn.objects.visible_to(by).bulk_update(told, ["reminded", "reminded_at"])
    _notices(by, known, told)
    events.record_many(
        "survey.urge", by=by,
        facts=[events.Fact(row, changes={"times": row.reminded, "state": row.state}) for row in told],
    )  # fmt: skip
    return len(told)


def _today_not_yet(round: Round, rows: list[VillageReturn]) -> list[VillageReturn]:
    calendar = profile_of(round.profile).sheet.holidays.calendar()
    today = clock.today()
    return [
        row
        for row in rows
        if may_remind(
            row.reminded_at.astimezone(clock.CHINA).date() if row.reminded_at else None,
            today,
            calendar,
        )
    ]


def _notices(by: Viewer, round: Round, rows: list[VillageReturn]) -> None:
    lines = tasks.open_subjects(by, kind=FILL, subject_type=RETURN)
    wanted = [lines[str(row.id)].id for row in rows if str(row.id) in lines]
    if wanted:
        worklist.remind(
            by=by, tasks=wanted, note=f"{round.title}，{cn_date(round.due_on)}前请签字上报"
        )
