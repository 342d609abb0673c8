"""提请联席会议研究的: proposals past their day, and those where village and rosters disagree."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q

from tonghu.core import clock
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions.rows import upper_bound
from tonghu.reconcile.models import Proposal
from tonghu.reconcile.states import PENDING, VillageAnswer
from tonghu.worklist.contributions import Proposed

AGAINST = (VillageAnswer.ELSEWHERE, VillageAnswer.NOT, VillageAnswer.NOBODY)
DESK = "/desk/"


def unsettled(viewer: Viewer, division: str, since: date) -> tuple[Proposed, ...]:
    """久拖和有争议: two topics at most, numbers alone."""
    rows = Proposal.objects.visible_to(viewer).filter(
        division__gte=division, division__lt=upper_bound(division), state__in=PENDING
    )
    late, against = Q(due_on__lt=clock.today(), at__date__gte=since), Q(answer__in=AGAINST)
    counted = rows.aggregate(
        overdue=Count("id", filter=late), contested=Count("id", filter=against)
    )
    overdue, contested = counted["overdue"], counted["contested"]
    made = []
    if overdue:
        made.append(
            Proposed(
                title="研究逾期没有核清的信息不符", question=f"{overdue}项比对发现的不符过了期限还没有核清。",
                link=DESK, count=overdue, subject=f"overdue:{division}",
            )
        )  # fmt: skip
    if contested:
        made.append(
            Proposed(
                title="研究村里与名册说法不一的情况", question=f"{contested}项村里核实的和名册写的不一致，还没有定。",
                link=DESK, count=contested, subject=f"contested:{division}",
            )
        )  # fmt: skip
    return tuple(made)
