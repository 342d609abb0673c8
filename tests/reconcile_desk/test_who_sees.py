"""Each role sees its rows and no others: by the queries, and by row-level security alone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import reconcile as made
from tests.people import (
    CHEN,
    DENG,
    FANG,
    HE,
    LI,
    MA,
    QIAN,
    SCHOOL,
    SUN,
    TOWN_A,
    TOWN_B,
    WANG,
    ZHAO,
    ZHOU,
    Person,
)
from tests.reconcile_desk.reading import finding
from tests.requirement import requirement
from tonghu.core.database import scope
from tonghu.reconcile import actions, queries
from tonghu.reconcile.models import (
    Finding,
    HandIn,
    Question,
    RosterOwed,
    Run,
    RunChild,
    RunMemory,
    RunTown,
    RunUnit,
    SenderMapping,
    Series,
    Verdict,
)

OTHER = made.people.OTHER_SCHOOL
TABLES: tuple[Any, ...] = (
    Run, RunTown, RunUnit, RunChild, Finding, Question, Verdict, HandIn, RosterOwed, SenderMapping, RunMemory, Series,
)  # fmt: skip
ALL, NONE = "all", "none"
# What row-level security alone lets through, of a county with one run: table → everything, nothing, or own
EXPECTED: dict[str, dict[Any, str]] = {
    "zhou": dict.fromkeys(TABLES, ALL),
    "qian": {Run: ALL, RunTown: ALL},
    "deng": {Run: ALL, RunTown: ALL},
    "li": {RunTown: "own", RunUnit: ALL, RunChild: ALL, Finding: ALL, Question: ALL, Verdict: ALL,
           HandIn: "own", RosterOwed: "own", SenderMapping: "own"},
    "wang": {Question: "own"},
    "sun": {RunUnit: "own", Question: "own", HandIn: "own", RosterOwed: "own", SenderMapping: "own"},
    "ma": {RunUnit: "own", Question: "own", HandIn: "own", RosterOwed: "own", SenderMapping: "own"},
    "zhao": {}, "chen": {}, "fang": {}, "he": {},
}  # fmt: skip
CAST = {one.login: one for one in (ZHOU, QIAN, DENG, LI, WANG, SUN, MA, ZHAO, CHEN, FANG, HE)}


def rows(who: Person, table: Any) -> set[UUID]:
    """Filters off: what the policies let through."""
    with scope(who.viewer):
        return set(
            table.objects.all_of_them(reason="the policies alone").values_list("pk", flat=True)
        )


@requirement("D-057", "D-423")
@pytest.mark.django_db
def test_row_level_security_alone_shows_each_role_its_rows(run: Run) -> None:
    pair = finding(run, detail="repeat")
    with scope(LI.viewer):
        actions.judge(by=LI.viewer, finding=pair.id, word="same", reason="问过村里")
    with scope(ZHOU.viewer):  # something of another town
        made.handed_in("school", [made.child(400)], OTHER, by=ZHOU.viewer)
    whole = {table: rows(ZHOU, table) for table in TABLES}
    assert all(whole.values()), "every table has rows to be seen"
    for login, expected in EXPECTED.items():
        for table in TABLES:
            found, wanted = rows(CAST[login], table), expected.get(table, NONE)
            where = f"{login} {table.__name__}"
            if wanted == ALL:
                assert found == whole[table], where
            elif wanted == NONE:
                assert found == set(), where
            else:
                assert found, where
                assert found < whole[table], where
            with scope(CAST[login].viewer):
                asked = set(
                    table.objects.visible_to(CAST[login].viewer).values_list("pk", flat=True)
                )
            assert asked == found, f"{where}: manager and policies disagree"


@pytest.mark.django_db
def test_own_questions_only_and_own_receipts_only(run: Run) -> None:
    with scope(SUN.viewer):
        assert {q.unit for q in queries.questions(SUN.viewer)} == {SCHOOL.id}
        assert {r.unit for r in queries.receipts(SUN.viewer)} == {SCHOOL.id}
        assert queries.runs(SUN.viewer) == ()
        assert queries.summary(SUN.viewer, run.id) is None
    with scope(WANG.viewer):
        assert {q.unit for q in queries.questions(WANG.viewer)} == {made.COMMITTEE_A.id}
    with scope(ZHAO.viewer):
        assert queries.questions(ZHAO.viewer) == ()


@pytest.mark.django_db
def test_a_town_sees_its_own_part_of_the_county(run: Run) -> None:
    with scope(LI.viewer):
        summary = queries.summary(LI.viewer, run.id)
        (line,) = queries.runs(LI.viewer)
        subject = queries.run_subject(LI.viewer, id=run.id)
    assert summary is not None
    assert (summary.whole, [t.division for t in summary.towns]) == (False, [TOWN_A])
    assert (summary.listed, summary.expected_rosters) == (45, 3)
    assert (line.division, line.title) == (TOWN_A, run.title)
    assert not summary.may_withdraw
    assert subject is not None
    assert subject.division == TOWN_A


@pytest.mark.django_db
def test_superiors_and_leaders_see_figures_and_never_a_name(run: Run) -> None:
    for who in (QIAN, DENG):
        with scope(who.viewer):
            summary = queries.summary(who.viewer, run.id)
            assert summary is not None
            assert (summary.listed, summary.may_see_children, summary.units) == (45, False, ())
            assert {t.division for t in summary.towns} == {TOWN_A, TOWN_B}
            assert queries.children(who.viewer, run.id, queries.ChildFilter()).lines == ()
            assert queries.findings(who.viewer, run.id, queries.FindingFilter()).lines == ()
            assert queries.finding(who.viewer, finding(run).id) is None
            assert made.child(51).name not in str(summary)


@pytest.mark.django_db
def test_a_town_reads_both_sides_of_its_pairs_and_of_the_rest_its_own_side(run: Run) -> None:
    pair, conflict = finding(run, detail="same_number"), finding(run, detail="field_conflict")
    with scope(LI.viewer):
        both = queries.finding(LI.viewer, pair.id)
        half = queries.finding(LI.viewer, conflict.id)
    with scope(ZHOU.viewer):
        whole = queries.finding(ZHOU.viewer, conflict.id)
    assert both is not None
    assert half is not None
    assert whole is not None
    assert [side.hidden for side in both.sides] == [False, False]
    assert both.may_judge
    hidden = {side.label: side.hidden for side in half.sides}
    assert hidden == {"村里名册": False, "学校名册": True, "公安名册": True}
    names = next(row for row in half.rows if row.field == "name")
    assert names.word == "不能比"
    assert sum(value is not None for value in names.values) == 1
    assert "大" not in str(half.rows), "what the station wrote is nowhere on the page"
    told = next(row for row in whole.rows if row.field == "name")
    assert (told.verdict, told.word) == ("differs", "差一个字")
    marked = [[piece.text for piece in value if piece.differs] for value in told.values if value]
    assert ["大"] in marked


@pytest.mark.django_db
def test_filters_find_one_in_and_leave_one_out_and_pages_join_without_a_seam(run: Run) -> None:
    viewer = ZHOU.viewer
    with scope(viewer):
        every = queries.findings(viewer, run.id, queries.FindingFilter())
        by_kind = queries.findings(viewer, run.id, queries.FindingFilter(kind="omission"))
        by_name = queries.findings(
            viewer, run.id, queries.FindingFilter(search=made.child(52).name)
        )
        by_unit = queries.findings(viewer, run.id, queries.FindingFilter(unit=str(SCHOOL.id)))
        away = queries.findings(viewer, run.id, queries.FindingFilter(town=TOWN_B))
        pairs = queries.findings(viewer, run.id, queries.FindingFilter(pairs=True))
        read, after = [], ""
        while True:
            part = queries.findings(viewer, run.id, queries.FindingFilter(), after=after, size=2)
            read += part.lines
            after = part.after
            if not after:
                break
        bad = queries.findings(viewer, run.id, queries.FindingFilter(), after="改过的")
        children = queries.children(viewer, run.id, queries.ChildFilter(standing="101"))
        missing = queries.children(viewer, run.id, queries.ChildFilter(search=made.child(50).name))
    assert every.total == len(every.lines) == 6
    assert [one.id for one in read] == [one.id for one in every.lines]
    assert bad.lines == every.lines
    assert [one.kind for one in by_kind.lines] == ["omission"]
    assert [one.detail for one in by_name.lines] == ["仅民政有"]
    assert {one.case[0] for one in by_unit.lines} == {"号"}
    assert away.lines == ()
    assert all(one.is_pair for one in pairs.lines)
    assert [one.name for one in children.lines] == [made.child(52).name]
    assert [(one.reason_label, one.explained) for one in missing.lines] == [("疑似漏报", False)]


@pytest.mark.django_db
def test_a_page_of_results_takes_at_most_a_dozen_queries(run: Run) -> None:
    viewer, pair = ZHOU.viewer, finding(run, detail="repeat")
    asked = {
        "summary": lambda: queries.summary(viewer, run.id),
        "findings": lambda: queries.findings(viewer, run.id, queries.FindingFilter()),
        "children": lambda: queries.children(viewer, run.id, queries.ChildFilter()),
        "pair": lambda: queries.finding(viewer, pair.id),
        "questions": lambda: queries.questions(viewer),
        "receipts": lambda: queries.receipts(viewer),
        "calls": lambda: queries.calls(viewer),
    }
    with scope(viewer):
        for name, ask in asked.items():
            with CaptureQueriesContext(connection) as seen:
                ask()
            assert len(seen) <= 12, f"{name}: {len(seen)}"
