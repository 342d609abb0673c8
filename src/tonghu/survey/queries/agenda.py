"""提请联席会议研究的: rounds whose villages are past their day, by numbers alone."""

from __future__ import annotations

from datetime import date

from django.db.models import Count

from tonghu.core import clock
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions.rows import upper_bound
from tonghu.survey.models import VillageReturn
from tonghu.survey.states import STILL_OPEN, RoundState
from tonghu.worklist.contributions import Proposed


def late_returns(viewer: Viewer, division: str, since: date) -> tuple[Proposed, ...]:
    """迟交: one topic for each open round below that has villages past their last day."""
    rows = VillageReturn.objects.visible_to(viewer).filter(
        division__gte=division, division__lt=upper_bound(division), state__in=STILL_OPEN,
        due_on__lt=clock.today(), due_on__gte=since, round__state=RoundState.OPEN,
    )  # fmt: skip
    counted = rows.order_by().values("round", "round__title").annotate(n=Count("id"))
    return tuple(
        Proposed(
            title=f"研究{row['round__title']}的迟交", question=f"{row['n']}个村过了期限还没有交。",
            link=f"/rounds/{row['round']}/", count=row["n"], subject=f"round:{row['round']}",
        )
        for row in counted
    )  # fmt: skip
