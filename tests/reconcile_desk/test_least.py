"""Nobody reads more than is needed: names of other units, of withdrawn runs, in orders and questions."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.factories import reconcile as made
from tests.people import LI, SCHOOL, STATION, SYSTEM, TOWN_A, WANG, ZHOU
from tests.reconcile_desk.reading import finding
from tonghu.core.database import scope
from tonghu.core.errors import Missing, NotNow
from tonghu.core.jobs.models import JobRun
from tonghu.reconcile import actions, queries
from tonghu.reconcile.actions import exporting
from tonghu.reconcile.actions.sealing import sealed, unsealed
from tonghu.reconcile.forms import ChildFilter, FindingFilter
from tonghu.reconcile.models import Finding, Run
from tonghu.reconcile.queries.sides import hidden_sides
from tonghu.reconcile.running.shown import who_is_shown

pytestmark = pytest.mark.django_db
OTHER = made.child(53)
STATIONS = OTHER.name[0] + "大" + OTHER.name[2:]


def side(kind: str, division: str = TOWN_A) -> dict[str, object]:
    return {"kind": kind, "division": division}


@pytest.mark.parametrize(
    ("sides", "told", "expected"),
    [
        ([side("police"), side("survey")], {}, (1, True)),
        ([side("police"), side("school")], {}, (0, False)),
        ([side("police"), side("survey", "990102000000")], {}, (0, False)),
        ([side("school")], {"missed": True}, (0, True)),
        ([side("school"), side("police")], {"is_pair": True}, (0, True)),
        ([side("school"), side("police", "990102000000")], {"is_pair": True}, (0, False)),
    ],
)  # fmt: skip
def test_a_finding_is_named_by_the_record_its_town_may_read(
    sides: list[dict[str, object]], told: dict[str, bool], expected: tuple[int, bool]
) -> None:
    who = who_is_shown(sides, TOWN_A, **{"is_pair": False, "missed": False, **told})
    assert (who.at, who.named) == expected


def test_a_town_reads_no_value_of_another_unit_in_the_line_of_a_finding(run: Run) -> None:
    with scope(LI.viewer):
        lines = {one.id: one for one in queries.findings(LI.viewer, run.id, FindingFilter()).lines}
        rows = list(Finding.objects.visible_to(LI.viewer).filter(run=run))
        for row in rows:
            sides = row.content["sides"]
            hidden = hidden_sides(LI.viewer, sides, is_pair=row.is_pair)
            seen = {
                text for one, hide in zip(sides, hidden, strict=True) if not hide
                for text in one["fields"].values()
            }  # fmt: skip
            line = lines[row.id]
            if row.kind != "omission" and line.name:
                assert line.name in seen
        assert lines[finding(run, detail="field_conflict").id].name == OTHER.name
    assert any(row.kind == "omission" and lines[row.id].name for row in rows)


def test_what_a_town_may_not_name_it_finds_by_its_number_only(run: Run) -> None:
    row = finding(run, detail="field_conflict")
    with scope(ZHOU.viewer):
        Finding.objects.visible_to(ZHOU.viewer).filter(pk=row.pk).update(name=STATIONS, named=False)
        known = queries.findings(ZHOU.viewer, run.id, FindingFilter(search=STATIONS)).lines
        assert row.id in {one.id for one in known}
    with scope(LI.viewer):
        by_name = queries.findings(LI.viewer, run.id, FindingFilter(search=STATIONS)).lines
        assert row.id not in {one.id for one in by_name}
        found = queries.findings(LI.viewer, run.id, FindingFilter(search=row.case))
        shown = queries.finding(LI.viewer, row.id)
    assert [(one.name, one.birth) for one in found.lines] == [("", "")]
    assert shown is not None
    assert STATIONS not in shown.title
    assert row.case in shown.title


def test_a_withdrawn_run_shows_no_child_and_makes_no_excel(run: Run) -> None:
    with scope(LI.viewer):
        assert queries.children(LI.viewer, run.id, ChildFilter()).total == 45
    with scope(ZHOU.viewer):
        actions.withdraw_run(by=ZHOU.viewer, run=run.id, why="派出所交的是去年的")
        assert queries.children(ZHOU.viewer, run.id, ChildFilter()).total == 0
        with pytest.raises(NotNow, match="已经撤回"):
            actions.order_excel(by=ZHOU.viewer, run=run.id, filter=FindingFilter())
    with scope(LI.viewer):
        assert queries.children(LI.viewer, run.id, ChildFilter()).total == 0
    with pytest.raises(NotNow, match="已经撤回"):
        exporting.excel(viewer=ZHOU.viewer, progress=made.Silent(), run=str(run.id), filter={})  # type: ignore[arg-type]


def test_an_order_of_excel_carries_no_name_and_still_searches(run: Run) -> None:
    name = made.child(52).name
    with scope(ZHOU.viewer):
        job = actions.order_excel(by=ZHOU.viewer, run=run.id, filter=FindingFilter(search=name))
        order = JobRun.objects.visible_to(ZHOU.viewer).get(pk=job)
    assert name not in f"{order.arguments}{order.label}{order.link}"
    answer = exporting.excel(viewer=ZHOU.viewer, progress=made.Silent(), **order.arguments)  # type: ignore[arg-type]
    assert answer["rows"] == 1


def test_what_is_sealed_opens_at_its_own_place_only() -> None:
    with scope(SYSTEM):
        closed = sealed("陈一一", place="a")
        assert unsealed(closed, place="a") == "陈一一"
        assert unsealed(closed, place="b") == ""
        assert unsealed("改过的", place="a") == ""


def test_an_excel_is_taken_by_the_post_and_run_it_was_ordered_for(run: Run) -> None:
    with scope(ZHOU.viewer):
        job = actions.order_excel(by=ZHOU.viewer, run=run.id, filter=FindingFilter())
        assert queries.excel_job(ZHOU.viewer, run.id, job) is not None
        assert queries.excel_job(ZHOU.viewer, UUID(int=7), job) is None
        JobRun.objects.visible_to(ZHOU.viewer).filter(pk=job).update(post=UUID(int=9))
        assert queries.excel_job(ZHOU.viewer, run.id, job) is None
        JobRun.objects.visible_to(ZHOU.viewer).filter(pk=job).update(
            post=ZHOU.post, kind="reconcile.run"
        )
        assert queries.excel_job(ZHOU.viewer, run.id, job) is None
    answer = exporting.excel(viewer=LI.viewer, progress=made.Silent(), run=str(run.id), filter={})  # type: ignore[arg-type]
    moved = LI.viewer.__class__(
        **{**{n: getattr(LI.viewer, n) for n in LI.viewer.__dataclass_fields__},
           "lo": "990102000000", "hi": "990103000000", "division": "990102000000"}
    )  # fmt: skip
    with scope(moved), pytest.raises(Missing):
        actions.excel_to_download(by=moved, file=UUID(str(answer["file"])))


def test_a_question_about_a_missed_child_tells_whose_words_and_no_number(run: Run) -> None:
    missed = made.child(50)
    with scope(WANG.viewer):
        asked = [one for one in queries.questions(WANG.viewer) if one.kind == "omission"]
        page = queries.question(WANG.viewer, asked[0].id)
        assert page is not None
        assert page.heading == "学校登记的情况"
        labels = dict(page.record)
        assert missed.name in labels.values()
        assert not any("证件号" in label or "号码" in label for label in labels)
        assert missed.number[-2:] not in [value[-2:] for value in labels.values() if "*" in value]
        assert actions.show_identity(by=WANG.viewer, question=asked[0].id, purpose="核对") == ()
    with scope(ZHOU.viewer):
        other = next(q for q in queries.questions(ZHOU.viewer) if q.unit in (SCHOOL.id, STATION.id))
        page = queries.question(ZHOU.viewer, other.id)
    assert page is not None
    assert page.heading == f"{other.unit_name}名册里的这一条"


def test_pages_of_questions_join_without_a_seam_and_tell_the_whole_count(run: Run) -> None:
    with scope(ZHOU.viewer):
        every = queries.questions(ZHOU.viewer)
        read, after, total = [], "", 0
        while True:
            part = queries.questions_page(ZHOU.viewer, after=after, size=2)
            read, after, total = [*read, *part.lines], part.after, part.total
            if not after:
                break
        bad = queries.questions_page(ZHOU.viewer, after="改过的")
    assert [one.id for one in read] == [one.id for one in every]
    assert total == len(every) > 2
    assert bad.lines == every


def test_where_a_record_comes_from_is_no_reason_and_days_are_written_as_people_do(run: Run) -> None:
    with scope(ZHOU.viewer):
        for one in queries.findings(ZHOU.viewer, run.id, FindingFilter(pairs=True)).lines:
            page = queries.finding(ZHOU.viewer, one.id)
            assert page is not None
            assert "不同来源" not in str((page.speaks_for, page.speaks_against))
            days = next(row for row in page.rows if row.field == "birth_date")
            for value in days.values:
                assert value is None or [p.text[-1] for p in value] == ["年", "月", "日"]
