"""乡镇汇总的一页 (D-090): figures, open hazards, what is not in."""

from __future__ import annotations

from uuid import UUID

from tonghu.core import clock
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions.rows import upper_bound
from tonghu.registry.models import Hazard
from tonghu.registry.states import HazardKind, HazardState
from tonghu.survey.models import RoundChild, TownSummary, VillageReturn
from tonghu.survey.queries.children import HIDDEN, named
from tonghu.survey.queries.common import line, place_names, profile_of, round_row
from tonghu.survey.queries.figures import figures_of
from tonghu.survey.queries.shapes import Button, ExceptionLine, HazardLine, SummaryPage
from tonghu.survey.rules.answering import sum_stop
from tonghu.survey.rules.locking import Standing, exceptions_of
from tonghu.survey.rules.plans import days_late
from tonghu.survey.states import Answer, RoundState, TownState
from tonghu.survey.workflow import TOWN


def summary(viewer: Viewer, round: UUID, town: str) -> SummaryPage | None:
    """A town's summary of a round."""
    row = round_row(viewer, round)
    one = TownSummary.objects.visible_to(viewer).filter(round=round, division=town).first()
    if row is None or one is None:
        return None
    villages = list(
        VillageReturn.objects.visible_to(viewer).filter(
            round=row, division__gte=town, division__lt=upper_bound(town)
        )
    )
    due = one.due_on or row.due_on
    handed = one.state in (TownState.SUMMARISED, TownState.TAKEN)
    going = row.state == RoundState.OPEN
    buttons = TOWN.open_to(one.state, viewer.permissions) if going and viewer.covers(town) else ()
    return SummaryPage(
        id=one.id, round=line(viewer, row), division=town, name=one.name, state=one.state,
        state_label=TownState(one.state).label, due_on=due,
        late=0 if handed or not going else days_late(profile_of(row.profile), due, clock.today()),
        figures=figures_of(viewer, row, town), hazards=hazards(viewer, town, row.begins_on),
        exceptions=_exceptions(viewer, villages), note=one.note,
        stop=sum_stop([v.state for v in villages]) if going and not handed else "",
        signed_name=one.signed_name, submitted_at=one.submitted_at, returned_why=one.returned_why,
        buttons=tuple(Button(r.action, r.label) for r in buttons),
    )  # fmt: skip


def _exceptions(viewer: Viewer, villages: list[VillageReturn]) -> tuple[ExceptionLine, ...]:
    waiting: dict[UUID, int] = {}
    rows = RoundChild.objects.visible_to(viewer).filter(village__in=villages, answer=Answer.PENDING)
    for id_ in rows.values_list("village", flat=True):
        waiting[id_] = waiting.get(id_, 0) + 1
    standing = [
        Standing(v.division, v.name, v.state, waiting.get(v.id, 0), v.unreachable) for v in villages
    ]
    return tuple(ExceptionLine(o.division, o.name, what) for o, what in exceptions_of(standing))


def hazards(viewer: Viewer, division: str, since: object) -> tuple[HazardLine, ...]:
    """隐患清单 of a place: open ones, and those cleared since a day."""
    rows = Hazard.objects.visible_to(viewer).filter(
        division__gte=division, division__lt=upper_bound(division)
    )
    found = [
        one
        for one in rows.order_by("-state", "found_on")
        if one.state == HazardState.OPEN or (one.cleared_on and one.cleared_on >= since)  # type: ignore[operator]
    ]
    seen = named(viewer, [one.child_id for one in found])
    names = place_names(one.division for one in found)
    return tuple(
        HazardLine(
            one.id, one.child_id, seen[one.child_id].name if one.child_id in seen else HIDDEN,
            names.get(one.division, ""), HazardKind(one.kind).label, one.found_on,
            HazardState(one.state).label, one.cleared_on,
        )
        for one in found
    )  # fmt: skip
