"""评分取数 (D-232, D-233, D-373): what was done of what was to be done, for a town or for a county; counts only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db.models import F, Q, Sum

from tonghu.core import clock
from tonghu.directory.divisions.rows import upper_bound
from tonghu.duties.queries import ledger
from tonghu.duties.queries.common import DESK
from tonghu.duties.rules.scoring import GIVEN, Share, on_time, proven
from tonghu.duties.rules.standing import Line
from tonghu.duties.states import Group
from tonghu.reconcile.models import RunTown
from tonghu.survey.models import VillageReturn
from tonghu.worklist.models import Task

WHY = "counts of one place for its assessment"
SUBMITTED = ("submitted", "accepted")


def share_of(measure: str, division: str, year: int) -> Share | None:
    """一项的比例; None where a person has to give it. Runs inside the machine's scope."""
    return None if measure == GIVEN else _MEASURES[measure](division, year)


def evidence_of(measure: str, division: str, year: int) -> str:
    """Where the facts behind a score can be opened."""
    own = f"/duties/places/{division}/" if division[6:9] != "000" else f"/duties/books/{division}/"
    pages = {
        "duties_proven": f"{own}?year={year}", "duties_on_time": f"{own}?year={year}#missing",
        "survey_on_time": "/rounds/", "discrepancies_settled": "/reconcile/", "tasks_on_time": "/tasks/",
    }  # fmt: skip
    return pages.get(measure, "")


def _lines(division: str, year: int) -> tuple[Line, ...]:
    """A town's own lines; of a county, those of its member units."""
    if division[6:9] != "000":
        found = ledger.of_key(DESK, division, f"p:{division}", year)
        return found.lines if found else ()
    return ledger.lines_of(DESK, division, year=year, group=Group.MEMBERS)


def _proven(division: str, year: int) -> Share:
    return proven(_lines(division, year))


def _on_time(division: str, year: int) -> Share:
    return on_time(_lines(division, year), clock.today())


def _survey(division: str, year: int) -> Share:
    rows = VillageReturn.objects.all_of_them(reason=WHY).filter(
        division__gte=division, division__lt=upper_bound(division), due_on__year=year,
        due_on__lt=clock.today(),
    ).exclude(round__state="cancelled")  # fmt: skip
    timely = rows.filter(state__in=SUBMITTED, signed_at__date__lte=F("due_on"))
    return Share(timely.count(), rows.count())


def _settled(division: str, year: int) -> Share:
    """Of the last run of the year that stands: every later one carries the open ones on."""
    rows = RunTown.objects.all_of_them(reason=WHY).filter(
        division__gte=division, division__lt=upper_bound(division), run__state="done",
        run__finished_at__year=year,
    )  # fmt: skip
    last = rows.order_by("-run__finished_at").values_list("run", flat=True).first()
    counted = rows.filter(run=last).aggregate(done=Sum("settled"), of=Sum("total")) if last else {}
    return Share(counted.get("done") or 0, counted.get("of") or 0)


def _tasks(division: str, year: int) -> Share:
    begins, ends = date(year, 1, 1), min(date(year, 12, 31), clock.today())
    rows = Task.objects.all_of_them(reason=WHY).filter(
        division__gte=division, division__lt=upper_bound(division), due_on__gte=begins,
        due_on__lte=ends,
    ).exclude(state="cancelled")  # fmt: skip
    late = Q(done_at__date__gt=F("due_on")) | Q(done_at=None, due_on__lt=clock.today())
    ended = rows.exclude(Q(done_at=None) & ~Q(due_on__lt=clock.today()))
    return Share(ended.exclude(late).count(), ended.count())


_MEASURES: dict[str, Callable[[str, int], Share]] = {
    "duties_proven": _proven, "duties_on_time": _on_time, "survey_on_time": _survey,
    "discrepancies_settled": _settled, "tasks_on_time": _tasks,
}  # fmt: skip
