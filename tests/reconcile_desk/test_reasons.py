"""Why a roster does not know a child, as far as the data say; and how two records compare in words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.factories.reconcile import Child, child, id_number, sheet
from tonghu.reconcile.running.orders import (
    FileRef,
    Order,
    PlaceRef,
    Standing,
    UnitRef,
    pack,
    unpack,
)
from tonghu.reconcile.running.reasons import Reasons
from tonghu.reconcile.running.work import CHILDREN, COUNTS, FINDINGS, work

COUNTY, TOWN = "990101000000", "990101001000"
PLACES = (PlaceRef(TOWN, "甲镇", True), PlaceRef("990101001001", "一村村委会", False))
UNITS = (
    UnitRef("t", "甲镇人民政府", "town_government", TOWN), UnitRef("s", "甲镇演示小学", "school", TOWN),
    UnitRef("p", "甲镇演示派出所", "police_station", TOWN), UnitRef("o", "甲镇第二小学", "school", TOWN),
)  # fmt: skip
KNOWN = [child(order) for order in range(40)]


def order(folder: Path, rosters: dict[str, list[Child]], **given: Any) -> Order:
    files = []
    for kind, unit, population in (
        ("survey", "t", "flagged"),
        ("school", "s", "all"),
        ("police", "p", "all"),
    ):
        path = folder / f"{kind}.csv"
        path.write_bytes(sheet(kind, rosters.get(kind, KNOWN)).read())
        ref = next(one for one in UNITS if one.id == unit)
        files.append(FileRef(str(path), kind, kind, unit, ref.name, TOWN, "甲镇", "", population))
    fields: dict[str, Any] = {
        "profile": "base", "as_of": "2026-09-30", "found_on": "2026-09-30", "division": COUNTY,
        "county": COUNTY, "salt": "盐", "out": str(folder), "places": PLACES, "units": UNITS,
        "files": tuple(files),
    }  # fmt: skip
    return Order(**{**fields, **given})


def lines(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]


def compared(
    folder: Path, rosters: dict[str, list[Child]], **given: Any
) -> dict[str, dict[str, Any]]:
    assert work(order(folder, rosters, **given), lambda name: None) == ""
    return {row["name"]: row for row in lines(folder, CHILDREN)}


SMALL = child(60, born=date(2022, 5, 1), number=id_number(date(2022, 5, 1), 81, False))
OLD = child(61, born=date(2010, 1, 5), number=id_number(date(2010, 1, 5), 82, False))
CASES = [
    ("no_school", SMALL, "under_school_age"),
    ("no_school", child(62, remark="在外县就读"), "school_elsewhere"),
    ("no_school", child(63, school="遂昌县实验小学"), "school_elsewhere"),
    ("no_school", child(64, school="甲镇第二小学"), "not_covered"),
    ("no_school", child(65), "unknown"),
    ("no_school", OLD, "past_age"),
    ("no_police", child(66, remark="户口正在迁"), "hukou_moving"),
    ("no_police", child(67, remark="户籍在外省"), "hukou_elsewhere"),
    (
        "no_police",
        child(68, number=id_number(child(68).born, 88, True, "990102")),
        "hukou_elsewhere",
    ),
    ("no_police", child(69, remark="未落户"), "no_hukou"),
    ("no_police", child(70), "unknown"),
    (
        "neither",
        child(
            73,
            born=date(2022, 6, 2),
            number=id_number(date(2022, 6, 2), 83, True),
            remark="户籍在外县",
        ),
        "under_school_age+hukou_elsewhere",
    ),
    ("no_survey", child(72), "omission"),
]


def test_each_absence_gets_the_reason_the_data_give(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Reasons, "_is_county", lambda self, head: head == "990102")
    survey, school, police = list(KNOWN), list(KNOWN), list(KNOWN)
    for where, one, _ in CASES:
        survey += [one] if where != "no_survey" else []
        school += [one] if where in ("no_police", "no_survey") else []
        police += [one] if where in ("no_school", "no_survey") else []
    found = compared(tmp_path, {"survey": survey, "school": school, "police": police})
    said = {one.name: found[one.name]["reason"] for _, one, _ in CASES}
    assert said == {one.name: reason for _, one, reason in CASES}
    counts = json.loads((tmp_path / COUNTS).read_text("utf-8"))["run"]["whole"]
    unclear = [row for row in lines(tmp_path, FINDINGS) if row["kind"] == "unclear"]
    assert len(unclear) == 2, "what is explained is not asked"
    picture = {code: row["count"] for code, row in counts["picture"].items()}
    assert sum(picture.values()) == counts["listed"] == len(found)
    assert counts["agreed"] + counts["explained"] + 2 + 1 == counts["listed"]


def _pair(
    folder: Path, one: Child, other: Child, police: list[Child] | None = None
) -> dict[str, Any]:
    rosters = {
        "survey": [*KNOWN, one],
        "school": [*KNOWN, other],
        "police": police or [*KNOWN, one],
    }
    compared(folder, rosters)
    rows = lines(folder, FINDINGS)
    return next(
        row for row in rows if {s["fields"]["name"] for s in row["sides"]} >= {one.name, other.name}
    )


@pytest.mark.parametrize(
    ("field", "change", "word"),
    [
        ("name", {"name": "潘子涵"}, "同音，差一个字"),
        ("name", {"name": "潘大涵"}, "差一个字"),
        ("birth_date", {"born": date(2016, 12, 3), "name": "潘子涵"}, "月和日对调"),
        ("mother_name", {"mother": "叶晓虹", "name": "潘子涵"}, "同音，差一个字"),
    ],
)
def test_differences_are_said_in_words(
    tmp_path: Path, field: str, change: dict[str, Any], word: str
) -> None:
    born = date(2016, 3, 12)
    one = child(80, name="潘梓涵", born=born, number=id_number(born, 91, False), mother="叶晓红")
    found = _pair(tmp_path, one, replace(one, **change))
    row = next(r for r in found["rows"] if r["field"] == field)
    assert row["word"] == word


def test_the_record_says_itself_and_its_mark_follows_what_it_says(tmp_path: Path) -> None:
    twice = [*KNOWN, child(51), replace(child(51), village="二村")]
    compared(
        tmp_path, {"survey": twice, "school": [*KNOWN, child(51)], "police": [*KNOWN, child(51)]}
    )
    pair = next(row for row in lines(tmp_path, FINDINGS) if row["detail"] == "repeat")
    again = tmp_path / "again"
    again.mkdir()
    verdict = Standing(pair["mark_a"], pair["mark_b"], "different", "v")
    found = compared(again, {"survey": list(reversed(twice)), "school": [*KNOWN, child(51)],
                             "police": [*KNOWN, child(51)]}, verdicts=(verdict,))  # fmt: skip
    assert len(found) == 41
    numbers = [row["number"] for row in lines(again, CHILDREN) if row["name"] == child(51).name]
    assert len(numbers) == 2, "a verdict that still stands parts what the engine joins"
    other = tmp_path / "other"
    other.mkdir()
    compared(
        other,
        {"survey": twice, "school": [*KNOWN, child(51)], "police": [*KNOWN, child(51)]},
        salt="别的盐",
    )
    elsewhere = next(row for row in lines(other, FINDINGS) if row["detail"] == "repeat")
    assert elsewhere["mark_a"] != pair["mark_a"], "two counties' marks cannot be laid side by side"


def test_an_order_survives_the_pipe(tmp_path: Path) -> None:
    given = order(tmp_path, {}, verdicts=(Standing("a", "b", "same", "v"),))
    layouts = ((("姓名", "电话"), ("name", "")),)
    given = replace(given, files=(replace(given.files[0], layouts=layouts), *given.files[1:]))
    assert unpack(pack(given)) == given
