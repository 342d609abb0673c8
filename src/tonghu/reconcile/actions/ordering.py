"""开始一次比对: the order, and what the worker takes along: rosters, places, units, verdicts."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from tonghu.access.permissions import P
from tonghu.core import clock, events, jobs
from tonghu.core.database import scope
from tonghu.core.errors import NotNow
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions import Level
from tonghu.directory.models import Division, Unit, UnitAlias
from tonghu.files.queries import opened
from tonghu.reconcile import forms
from tonghu.reconcile.actions.common import DESK, found, need, profile_code, profile_of, series
from tonghu.reconcile.models import HandIn, RosterCall, Run, Verdict
from tonghu.reconcile.rules.receiving import county_of, upper
from tonghu.reconcile.running.orders import FileRef, Order, PlaceRef, Standing, UnitRef
from tonghu.reconcile.running.places import town_of
from tonghu.reconcile.states import GOING, HandInState, VerdictWord

JOB = "reconcile.run"


def start_run(
    *, by: Viewer, division: str, as_of: date | None = None, call: UUID | None = None
) -> UUID:
    """开始一次比对: a county's or a town's; the worker does it, the page shows how far it is."""
    need(by, P.RECONCILE_RUN)
    if not by.covers(division):
        found(None)
    forms.in_reach(as_of, clock.today(), "as_of")
    with scope(DESK):
        numbers = series(division)  # locked first: of two who press at once, one starts
    if Run.objects.visible_to(by).filter(division=division, state__in=GOING).exists():
        raise NotNow("上一次比对还没有完，请等它完了再开始。")
    if not ready(by, division).exists():
        raise NotNow("还没有核对过列的名册，没有可比的。请先收名册，并核对各列的意思。")
    asked = _call(by, division, call)
    profile = profile_of(profile_code(by))
    numbers.runs += 1
    with scope(DESK):
        numbers.save(update_fields=["year", "receipts", "runs"])
    today = clock.today()
    spoken = as_of or today  # the month the rosters speak of
    run = Run.objects.put(
        number=numbers.runs, year=today.year, title=f"{spoken.year}年{spoken.month}月三方名册比对",
        division=division, call=asked, profile=profile.code, profile_hash=profile.hash,
        as_of=spoken, ordered_by=by.user, ordered_by_name=by.name,
    )  # fmt: skip
    run.job = jobs.enqueue(
        JOB, by=by, label=run.title, link=f"/reconcile/{run.id}/", run=str(run.id)
    )
    run.save(update_fields=["job"])
    events.record(
        "run.order", by=by, subject=run, division=division, changes={"number": run.number}
    )
    return run.id


def _call(by: Viewer, division: str, call: UUID | None) -> RosterCall | None:
    calls = RosterCall.objects.visible_to(by).filter(division=county_of(division))
    if call is not None:
        return found(calls.filter(pk=call).first())
    return calls.order_by("-year").first()


def ready(by: Viewer, division: str) -> QuerySet[HandIn]:
    """Confirmed rosters of a county or town that still stand; what is past its day to be erased is not read."""
    kept = Q(erase_on=None) | Q(erase_on__gt=clock.today())
    return (
        HandIn.objects.visible_to(by)
        .filter(kept)
        .filter(division__gte=division, division__lt=upper(division), state=HandInState.CONFIRMED)
        .order_by("kind", "division", "unit_name", "handed_in_at")
    )


def packed(by: Viewer, run: Run, folder: Path) -> Order:
    """What the child needs, with the rosters decrypted into its folder; one short scope of reading."""
    county = county_of(run.division)
    rows = list(ready(by, run.division))
    places = _places(by, county)
    towns = {place.code: place.name for place in places if place.town}
    with scope(DESK):
        salt = series(run.division).salt
    run.files = [
        {"hand_in": str(row.id), "number": row.number, "mark": row.mark[:12], "unit": str(row.unit_id),
         "unit_name": row.unit_name, "kind": row.kind, "rows": row.rows}
        for row in rows
    ]  # fmt: skip
    run.erase_on = min((row.erase_on for row in rows if row.erase_on), default=None)
    return Order(
        profile=run.profile, as_of=run.as_of.isoformat(), found_on=clock.today().isoformat(),
        division=run.division, county=county, salt=salt, out=str(folder),
        places=tuple(places), units=tuple(_units(by, county)),
        files=tuple(_file(by, row, folder, towns) for row in rows),
        verdicts=tuple(_verdicts(by, county)), demo=bool(settings.TONGHU_DEMO),
    )  # fmt: skip


def _file(by: Viewer, row: HandIn, folder: Path, towns: dict[str, str]) -> FileRef:
    path = folder / f"{row.id.hex}.{row.suffix}"
    with opened(by, row.file_id, purpose="名册比对") as held, path.open("wb") as target:
        for piece in held.chunks():
            target.write(piece)
    return FileRef(
        path=str(path), hand_in=str(row.id), kind=row.kind, unit=str(row.unit_id),
        unit_name=row.unit_name, division=row.division, town=towns.get(town_of(row.division), ""),
        as_of=row.as_of.isoformat() if row.as_of else "", population=row.population,
        layouts=tuple((tuple(one["headers"]), tuple(one["fields"])) for one in row.layouts),
    )  # fmt: skip


def _places(by: Viewer, county: str) -> list[PlaceRef]:
    rows = Division.objects.all_of_them(reason="区划名称和代码是公开的").filter(
        code__gt=county, code__lt=upper(county), valid_to=None
    )
    return [
        PlaceRef(code, name, level == Level.TOWN)
        for code, name, level in rows.values_list("code", "name", "level")
    ]


def _units(by: Viewer, county: str) -> list[UnitRef]:
    names: dict[UUID, list[str]] = defaultdict(list)
    inside = {"division__gte": county, "division__lt": upper(county)}
    aliases = UnitAlias.objects.visible_to(by).filter(
        **{f"unit__{name}": value for name, value in inside.items()}
    )
    for unit, name in aliases.values_list("unit_id", "name"):
        names[unit].append(name)
    units = Unit.objects.visible_to(by).filter(valid_to=None, **inside)
    return [
        UnitRef(str(one.id), one.name, one.kind, one.division, tuple(names[one.id]))
        for one in units
    ]


def _verdicts(by: Viewer, county: str) -> list[Standing]:
    """What people decided and nobody undid, newest word first."""
    rows = (
        Verdict.objects.visible_to(by)
        .filter(division__gte=county, division__lt=upper(county), undone_at=None)
        .exclude(word=VerdictWord.UNSURE)
        .exclude(mark_a="")
        .order_by("-at")
    )
    kept: dict[tuple[str, str], Standing] = {}
    for a, b, word, id_ in rows.values_list("mark_a", "mark_b", "word", "id"):
        kept.setdefault((a, b), Standing(a, b, word, str(id_)))
    return list(kept.values())
