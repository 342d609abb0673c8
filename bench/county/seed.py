"""装好一个县: divisions, units, staff, rosters handed in by their senders, and one run.

Everything goes through the same actions that people's clicks go through, so that what the demo
shows has its events, its tasks and its receipts.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from bench.county.staff import Place, hire
from tonghu.core.database.scope import scope
from tonghu.core.viewer import Viewer
from tonghu.directory import actions as directory
from tonghu.directory.divisions import divisions, full
from tonghu.directory.models import Unit
from tonghu.directory.queries import find_unit_by_name
from tonghu.directory.rules import UnitDraft
from tonghu.policy import load
from tonghu.reconcile import actions as reconcile
from tonghu.reconcile.forms import HandIn

Tell = Callable[[str], None]
MAKER = Viewer.for_system("装入演示数据")
POPULATIONS = {"survey": "flagged", "police": "all"}


@dataclass(frozen=True, slots=True)
class Sent:
    """One file and who sends it."""

    path: Path
    kind: str
    unit: str
    town: str


def place_of(county: str) -> Place:
    """The county's tree."""
    table = divisions()
    towns = tuple(town.code for town in table.children(county))
    return Place(
        full(county), full(county[:4]), tuple(map(full, towns)),
        {full(town): tuple(full(v.code) for v in table.children(town)) for town in towns},
    )  # fmt: skip


def sent_files(folder: Path) -> list[Sent]:
    """What `bench.arrivals` wrote, with its senders."""
    with (folder / "senders.csv").open(encoding="utf-8", newline="") as source:
        return [
            Sent(folder / row["file"], row["kind"], row["unit"], row["town"])
            for row in csv.DictReader(source)
        ]


def lay(county: str, profile: str, sent: list[Sent], tell: Tell) -> None:
    """Divisions, units and staff."""
    place = place_of(county)
    with scope(MAKER):
        tell("装入行政区划")
        directory.load_divisions(codes=[county], by=MAKER)
        tell("登记成员单位、乡镇、村、学校、派出所")
        directory.load_profile_units(profile=load(profile), by=MAKER, division=county)
        directory.load_local_units(division=county, by=MAKER)
        _bodies(county, sent)
        tell("建各岗位的演示账号")
        hire(place, _units(county), MAKER)


def _bodies(county: str, sent: list[Sent]) -> None:
    towns = {town.name: full(town.code) for town in divisions().children(county)}
    for one in sent:
        if one.kind == "survey":
            continue
        kind = (
            "police_station"
            if one.kind == "police"
            else "kindergarten"
            if "幼儿园" in one.unit
            else "school"
        )
        directory.add_unit(
            draft=UnitDraft(name=one.unit, kind=kind, division=towns[one.town], valid_from=date(2016, 9, 1)),
            by=MAKER, source="演示",
        )  # fmt: skip


def _units(county: str) -> dict[str, list[Unit]]:
    found: dict[str, list[Unit]] = {}
    rows = Unit.objects.all_of_them(reason="the demo gives posts at units")
    for unit in rows.filter(division__startswith=county).order_by("division", "name"):
        found.setdefault(unit.kind, []).append(unit)
        found.setdefault(f"function:{unit.function}", []).append(unit)
    return found


def hand_in(county: str, sent: list[Sent], as_of: date, tell: Tell) -> int:
    """Every file by its own unit; the columns confirmed once; returns how many."""
    with scope(MAKER):
        tell("开始一次名册报送")
        call = reconcile.open_call(by=MAKER, division=full(county), year=as_of.year)
        names = {town.name: full(town.code) for town in divisions().children(county)}
        forms = tuple(_form(one, names, as_of, call) for one in sent)
        tell(f"各单位报送{len(forms)}份名册")
        receipts = reconcile.hand_in_many(by=MAKER, rosters=forms)
        tell("确认各份名册的列")
        for receipt in receipts:
            reconcile.confirm_mapping(by=MAKER, hand_in=receipt, fields={}, remember=True)
    return len(receipts)


def _form(one: Sent, towns: dict[str, str], as_of: date, call: UUID) -> HandIn:
    town = towns[one.town]
    found = find_unit_by_name(
        MAKER, one.unit.removesuffix("（演示）") if one.kind == "survey" else one.unit, within=town
    )
    if found is None:
        raise LookupError(f"No unit is called {one.unit} in {one.town}.")
    flagged = one.kind == "school" and "留守儿童" in one.path.name
    population = "flagged" if flagged else POPULATIONS.get(one.kind, "all")
    return HandIn(
        unit=found.id, kind=one.kind, population=population, as_of=as_of,
        upload=SimpleUploadedFile(one.path.name, one.path.read_bytes()), call=call,
    )  # fmt: skip


def compare(county: str, as_of: date) -> None:
    """One run of the whole county, done here and now instead of by the worker."""
    from tonghu.core.jobs import work
    from tonghu.core.jobs.models import JobRun

    with scope(MAKER):
        reconcile.start_run(by=MAKER, division=full(county), as_of=as_of)
        orders = JobRun.objects.all_of_them(reason="the demo does what it ordered")
        waiting = list(
            orders.filter(state="queued").order_by("ordered_at").values_list("pk", flat=True)
        )
    for order in waiting:
        work.run(order)
    with scope(MAKER):
        failed = orders.filter(pk__in=waiting).exclude(state="done").first()
        if failed is not None:
            raise RuntimeError(f"{failed.label}: {failed.problem}")
