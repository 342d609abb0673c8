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
from tonghu.access.models import Post
from tonghu.access.queries.viewers import viewer_for
from tonghu.core.database.scope import scope
from tonghu.core.viewer import Viewer
from tonghu.directory import actions as directory
from tonghu.directory.divisions import divisions, full
from tonghu.directory.models import Unit
from tonghu.directory.rules import UnitDraft
from tonghu.policy import load
from tonghu.reconcile import actions as reconcile
from tonghu.reconcile.forms import HandIn

Tell = Callable[[str], None]
MAKER = Viewer.for_system("装入演示数据")
SENDERS = ("zhen", "zhen2", "xuexiao", "youeryuan", "paichusuo")  # of the cast, who send their own
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


def person(login: str) -> Viewer:
    """One of the cast, as they stand when they sign in."""
    with scope(MAKER):
        post = (
            Post.objects.all_of_them(reason="the cast")
            .select_related("user", "unit")
            .get(user__login=login)
        )
        return viewer_for(post.user, post)


def hand_in(county: str, sent: list[Sent], as_of: date, tell: Tell) -> int:
    """Every file but the late ones: by its unit where the cast has its person, else from paper.

    The columns of each are confirmed by the county's office. Returns how many came.
    """
    office = person("xian")
    with scope(office):
        tell("发起一次名册报送")
        call = reconcile.open_call(by=office, division=full(county), year=as_of.year)
    towns = {town.name: full(town.code) for town in divisions().children(county)}
    with scope(MAKER):
        units = [_unit_of(one, towns) for one in sent]
    own = {who.unit: who for who in map(person, SENDERS)}
    late = {len(sent) // 2, len(sent) - 2}
    tell(f"各单位报送{len(sent) - len(late)}份名册")
    by_sender: dict[Viewer, list[HandIn]] = {}
    for at, (one, unit) in enumerate(zip(sent, units, strict=True)):
        if at not in late:
            who = own.get(unit, office)
            by_sender.setdefault(who, []).append(
                _form(one, unit, as_of, call, "" if who is not office else _paper(at))
            )
    receipts = [id_ for who, forms in by_sender.items() for id_ in _hand_in(who, forms)]
    tell("核对各份名册的列")
    with scope(office):
        for receipt in receipts:
            reconcile.confirm_mapping(by=office, hand_in=receipt)
    return len(receipts)


def _hand_in(who: Viewer, forms: list[HandIn]) -> tuple[UUID, ...]:
    with scope(who):
        return reconcile.hand_in_many(by=who, rosters=forms)


def _paper(at: int) -> str:
    return f"演示纸件〔2026〕{at + 1}号"


def _unit_of(one: Sent, towns: dict[str, str]) -> UUID:
    units = Unit.objects.all_of_them(reason="who sends").filter(division=towns[one.town])
    wanted = {"kind": "town_government"} if one.kind == "survey" else {"name": one.unit}
    return units.get(**wanted).id


def _form(one: Sent, unit: UUID, as_of: date, call: UUID, paper: str) -> HandIn:
    flagged = one.kind == "school" and "留守儿童" in one.path.name
    return HandIn(
        unit=unit, kind=one.kind, as_of=as_of, call=call, paper_number=paper,
        population="flagged" if flagged else POPULATIONS.get(one.kind, "all"),
        upload=SimpleUploadedFile(one.path.name, one.path.read_bytes()),
    )  # fmt: skip


def compare(county: str, as_of: date) -> None:
    """One run of the whole county, done here and now instead of by the worker."""
    from tonghu.core.jobs import work
    from tonghu.core.jobs.models import JobRun

    office = person("xian")
    with scope(office):
        reconcile.start_run(by=office, division=full(county), as_of=as_of)
    with scope(MAKER):
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
