"""A county's ledger, one upload in it, and the like in the next county."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tests import people
from tests.pages.table import Example
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.directory.models import Unit
from tonghu.duties import actions
from tonghu.duties.models import Claim, Sheet

COUNTY = frozenset(
    {"zhou", "deng", "qian"}
)  # whose range holds the county; the administrators' not
WHOLE = COUNTY | {"chen"}


def build() -> dict[str, Example]:
    with scope(people.SYSTEM):
        rows = Unit.objects.all_of_them(reason="example")
        rows.filter(pk=people.EDUCATION.id).update(function="education")
    actions.open_book(division=people.COUNTY, profile="songyang")
    actions.recount(division=people.COUNTY, whole=True)
    with scope(people.SYSTEM):
        mine = _claim(people.COUNTY, people.COUNTY, people.EDUCATION.id)
        far = _claim(people.OTHER_COUNTY, people.OTHER_COUNTY, uuid4())
        away = Unit.objects.put(
            name="邻县演示教育局",
            plain="邻县演示教育局",
            kind="bureau",
            division=people.OTHER_COUNTY,
        )
        sheet, other = (_sheet(one) for one in (people.TOWN_A, "990102001000"))
    return _examples(mine, far, away) | _assessed(sheet, other)


def _sheet(division: str) -> Sheet:
    """An assessment of a town, with one line."""
    line = {"code": "duties", "text": "办了", "points": 30, "measure": "duties_proven", "done": 1, "of": 2,
            "computed": 15.0, "given": None, "why": ""}  # fmt: skip
    return Sheet.objects.put(
        book=f"{division[:6]}000000", division=division, name="演示镇", year=clock.today().year,
        variant="safe_governance", profile="songyang", lines=[line], total=15, full=30,
        counted_at=clock.now(),
    )  # fmt: skip


def _assessed(sheet: Sheet, other: Sheet) -> dict[str, Example]:
    one = Example(
        {"id": sheet.id}, COUNTY | {"li"}, outside={"id": other.id}, missing={"id": uuid4()},
        outside_seen_by=frozenset({"qian"}),
    )  # fmt: skip
    return _named("sheet refresh report score object answer close", one)


def _claim(book: str, division: str, unit: Any) -> Claim:
    return Claim.objects.put(
        book=book, holder=f"u:{unit}", holder_name="演示教育局", division=division, unit_id=unit,
        profile="songyang", duty="education.roster", duty_text="交名册", title="演示材料",
        done_on=clock.today(), handed_name="陈联络", handed_at=clock.now(),
    )  # fmt: skip


def _examples(mine: Claim, far: Claim, away: Unit) -> dict[str, Example]:
    admins = frozenset({"he", "luo", "gao"})
    book = Example(
        {"division": people.COUNTY}, COUNTY | admins, outside={"division": people.OTHER_COUNTY},
        missing={"division": "990199000000"}, outside_seen_by=frozenset({"qian"}),
    )  # fmt: skip
    unit = Example(
        {"id": people.EDUCATION.id}, WHOLE | admins, outside={"id": away.id},
        missing={"id": uuid4()}, outside_seen_by=frozenset({"qian"}), may_be_empty=True,
    )  # fmt: skip
    town = Example(
        {"division": people.TOWN_A}, COUNTY | admins | {"li"}, outside={"division": people.TOWN_B},
        missing={"division": "990101099000"}, outside_seen_by=COUNTY | admins, may_be_empty=True,
    )  # fmt: skip
    claim = Example(
        {"id": mine.id}, WHOLE, outside={"id": far.id}, missing={"id": uuid4()},
        outside_seen_by=frozenset({"qian"}), may_be_empty=True,
    )  # fmt: skip
    return (
        _named("book excel recount open_year sheets_paper", book) | _named("unit claim_unit", unit)
        | {"duties:unit_line": _with(unit, duty="education.roster")}
        | _named("place claim_place", town) | {"duties:place_line": _with(town, duty="town.ledger")}
        | _named("claim accept return again withdraw", claim)
        | {"duties:claim_file": _with(claim, file=uuid4())}
    )  # fmt: skip


def _named(names: str, one: Example) -> dict[str, Example]:
    return {f"duties:{name}": one for name in names.split()}


def _with(one: Example, **more: Any) -> Example:
    """The same place, with a further part of the address."""
    return Example(
        one.inside | more, one.seen_by, outside=(one.outside or {}) | more,
        missing=(one.missing or {}) | more, outside_seen_by=one.outside_seen_by, may_be_empty=True,
    )  # fmt: skip
