"""提请联席会议研究的: units that were late again and again, by numbers and names of units alone."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db.models import F, Q

from tonghu.core import clock
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions.rows import upper_bound
from tonghu.worklist.contributions import LATE_BELOW, NOTICE, Proposed
from tonghu.worklist.models import Task
from tonghu.worklist.states import TaskState

OFTEN = 3  # 一个单位迟了三件以上，才提请会议研究
NAMED = 5


def repeatedly_late(viewer: Viewer, division: str, since: date) -> tuple[Proposed, ...]:
    """多次迟办: units with several tasks done late since a day, or late now; one topic for all."""
    today = clock.today()
    rows = Task.objects.visible_to(viewer).filter(
        Q(state=TaskState.OPEN, due_on__lt=today) | Q(done_at__date__gt=F("due_on")),
        division__gte=division, division__lt=upper_bound(division), due_on__gte=since,
    ).exclude(kind=NOTICE).exclude(unit_name="")  # fmt: skip
    counted = Counter(rows.values_list("unit_name", flat=True))
    often = [(name, n) for name, n in counted.most_common() if n >= OFTEN]
    if not often:
        return ()
    told = "、".join(f"{name}{n}件" for name, n in often[:NAMED])
    more = f"等{len(often)}个单位" if len(often) > NAMED else ""
    return (
        Proposed(
            title="研究多次迟办的事项", question=f"{since.isoformat()}以来{told}{more}迟办。",
            link=LATE_BELOW, count=len(often), subject=f"late:{division}",
        ),
    )  # fmt: skip
