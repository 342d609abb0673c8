"""乡镇汇总上报 (D-090): what a town hands to the county, and what the county says to it."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.db.models import Sum

from tonghu.access.permissions import P
from tonghu.core.errors import NotNow
from tonghu.core.moves import move
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions.rows import upper_bound
from tonghu.registry.models import Hazard
from tonghu.survey.actions.common import TOWN, is_open, moment, need, profile_of, round_of, town_of
from tonghu.survey.contributions import SUMMARY
from tonghu.survey.models import Round, RoundTally, VillageReturn
from tonghu.survey.rules.answering import Wrong, sum_stop
from tonghu.survey.rules.plans import last_day
from tonghu.survey.workflow import TOWN as FLOW
from tonghu.worklist import actions as worklist


def summarise(
    *, by: Viewer, round: UUID, town: str, note: str = "", at: datetime | None = None
) -> None:
    """汇总上报: the figures as the villages' rows have them; villages not in show as such."""
    need(by, P.ROUND_REVIEW)
    known = round_of(by, round)
    is_open(known)
    row = town_of(by, known, town)
    states = VillageReturn.objects.visible_to(by).filter(
        round=known, division__gte=town, division__lt=upper_bound(town)
    )
    if stop := sum_stop(list(states.values_list("state", flat=True))):
        raise NotNow(stop)
    row.figures, row.hazards = _figures(by, known, town), _hazards(by, town)
    row.note, row.submitted_at = note.strip()[:1_000], moment(at)
    row.signed_by, row.signed_name, row.returned_why = by.user, by.name, ""
    row.save(
        update_fields=[
            "figures", "hazards", "note", "submitted_at", "signed_by", "signed_name",
            "returned_why",
        ]
    )  # fmt: skip
    move(FLOW, row, "summarise", by=by, division=town, changes={"hazards": row.hazards})
    worklist.close_task(by=by, kind=SUMMARY, subject=(TOWN, row.id))


def _figures(by: Viewer, round: Round, town: str) -> dict[str, dict[str, int]]:
    rows = RoundTally.objects.visible_to(by).filter(
        round=round, division__gte=town, division__lt=upper_bound(town)
    )
    made: dict[str, dict[str, int]] = defaultdict(dict)
    for scheme, figure, n in rows.values_list("scheme", "figure").annotate(total=Sum("n")):
        made[scheme][figure] = n
    return dict(made)


def _hazards(by: Viewer, town: str) -> int:
    rows = Hazard.objects.visible_to(by).filter(
        division__gte=town, division__lt=upper_bound(town), state="open"
    )
    return rows.count()


def take_summary(*, by: Viewer, round: UUID, town: str) -> None:
    """接收乡镇汇总."""
    known = round_of(by, round)
    is_open(known)
    row = town_of(by, known, town)
    move(FLOW, row, "take", by=by, division=town)
    row.taken_name, row.taken_at = by.name, moment(None)
    row.save(update_fields=["taken_name", "taken_at"])


def return_summary(*, by: Viewer, round: UUID, town: str, why: str) -> None:
    """退回乡镇汇总: with a reason."""
    known = round_of(by, round)
    is_open(known)
    if len(why.strip()) < 2:
        raise Wrong("why", "请写退回的理由，镇里照着改。")
    row = town_of(by, known, town)
    move(FLOW, row, "return_summary", by=by, division=town, note=why)
    row.returned_why = why.strip()[:200]
    row.save(update_fields=["returned_why"])
    due = known.summary_due or known.due_on
    worklist.open_task(
        by=by, kind=SUMMARY, subject=(TOWN, row.id), title=f"{known.title}：县里退回汇总，请改后再报",
        why=f"退回理由：{row.returned_why}", division=town, role="town_worker",
        due=last_day(profile_of(known.profile), due), basis=known.basis,
        link=f"/rounds/{known.id}/towns/{town}/", again=True, profile=known.profile,
    )  # fmt: skip
