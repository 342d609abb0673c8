"""锁定前怎样: towns and villages as they stand, counted for the whole county; no name of a child."""

from __future__ import annotations

from django.db.models import Count, Q

from tonghu.core.database import scope
from tonghu.survey.models import Round, TownSummary, VillageReturn
from tonghu.survey.queries.common import DESK
from tonghu.survey.rules.locking import Standing
from tonghu.survey.states import Answer

WHY = "what must be explained is asked of the whole county at once"


def at_the_lock(round: Round) -> list[Standing]:
    """Every town and village as it stands; two queries, inside the system's scope."""
    with scope(DESK):
        towns = TownSummary.objects.all_of_them(reason=WHY).filter(round=round)
        villages = VillageReturn.objects.all_of_them(reason=WHY).filter(round=round)
        rows = villages.order_by("division").annotate(
            pending=Count("children", filter=Q(children__answer=Answer.PENDING))
        )
        named = dict(towns.values_list("division", "name"))
        return [
            *(
                Standing(one.division, one.name, one.state, town=True)
                for one in towns.order_by("division")
            ),
            *(
                Standing(
                    one.division, f"{named.get(one.division[:9] + '000', '')}{one.name}", one.state,
                    pending=one.pending, unreachable=one.unreachable,
                )
                for one in rows
            ),
        ]  # fmt: skip
