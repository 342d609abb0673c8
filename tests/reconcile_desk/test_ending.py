"""How a run ends: withdrawn as a whole, erased on its day, carried away as Excel."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from openpyxl import load_workbook

from tests.factories import reconcile as made
from tests.people import LI, QIAN, SUN, SYSTEM, WANG, ZHAO, ZHOU
from tests.reconcile_desk.reading import events, finding, looked, questions_of, tasks
from tonghu.core import clock, jobs
from tonghu.core.database import scope
from tonghu.core.encryption import KeyErased, find_key
from tonghu.core.errors import Missing, NotNow, NotYours
from tonghu.files.queries import opened
from tonghu.reconcile import actions, queries
from tonghu.reconcile.actions import exporting
from tonghu.reconcile.forms import FindingFilter, Wrong
from tonghu.reconcile.models import Finding, HandIn, Question, Run, RunChild, Verdict


@pytest.mark.django_db
def test_a_withdrawn_run_ends_every_question_and_stays_counted(run: Run) -> None:
    with scope(LI.viewer), pytest.raises(NotYours):
        actions.withdraw_run(by=LI.viewer, run=run.id, why="不归乡镇")
    with scope(ZHOU.viewer):
        with pytest.raises(Wrong):
            actions.withdraw_run(by=ZHOU.viewer, run=run.id, why="")
        actions.withdraw_run(by=ZHOU.viewer, run=run.id, why="派出所交的是去年的")
        with pytest.raises(NotNow):
            actions.withdraw_run(by=ZHOU.viewer, run=run.id, why="再撤一次")
        line = queries.run_line(ZHOU.viewer, run.id)
        summary = queries.summary(ZHOU.viewer, run.id)
        assert queries.findings(ZHOU.viewer, run.id, FindingFilter()).lines == ()
        assert queries.questions(ZHOU.viewer) == ()
        assert queries.first_to_judge(ZHOU.viewer, run.id) is None
    assert line is not None
    assert summary is not None
    assert (line.state_label, line.files, line.rows) == ("已撤回", 3, run.counts["rows"])
    assert (summary.towns, summary.problem) == ((), "派出所交的是去年的")
    (event,) = events("run.withdraw")
    assert (event.why, event.changes["findings"]) == ("派出所交的是去年的", 6)
    assert set(tasks("reconcile.questions")) <= {("cancelled", n) for n in range(9)}
    assert {state for state, _ in tasks("reconcile.judge")} == {"cancelled"}
    with scope(LI.viewer):
        (of_town,) = queries.runs(LI.viewer)
    assert of_town.state_label == "已撤回"
    with scope(WANG.viewer):
        assert queries.questions(WANG.viewer) == ()
        (dropped, *_) = queries.questions(WANG.viewer, state="dropped")
        with pytest.raises(NotNow):
            actions.answer(
                by=WANG.viewer,
                question=dropped.id,
                answer="已补登" if dropped.kind == "omission" else "已退出",
            )


@pytest.mark.django_db
def test_what_rosters_said_is_erased_on_its_day_and_verdicts_stay(run: Run) -> None:
    pair = finding(run, detail="repeat")
    with scope(LI.viewer):
        actions.judge(by=LI.viewer, finding=pair.id, word="different", reason="是两个孩子")
    assert run.erase_on is not None
    assert run.data_key is not None
    before = datetime.combine(run.erase_on - timedelta(days=1), datetime.min.time(), clock.CHINA)
    with clock.at(before):
        assert actions.erase_due() == "清除0次比对、0份名册的内容"
    with clock.at(before + timedelta(days=1)):
        assert actions.erase_due() == "清除1次比对、3份名册的内容"
        assert actions.erase_due() == "清除0次比对、0份名册的内容"
    with scope(SYSTEM):
        with pytest.raises(KeyErased):
            find_key(run.data_key)
        for table in (RunChild, Finding, Question):
            rows = table.objects.visible_to(SYSTEM).filter(run=run)
            assert rows.exists()
            for field in ("name", "content", "data_key"):
                assert not rows.filter(**{f"{field}__isnull": False}).exists()
        kept = HandIn.objects.visible_to(SYSTEM)
        assert not kept.filter(preview__isnull=False).exists()
        assert not kept.filter(file_name__isnull=False).exists()
        verdict = Verdict.objects.visible_to(SYSTEM).get(finding_id=pair.id)
    assert (verdict.word, verdict.mark_a, verdict.mark_b) == ("different", pair.mark_a, pair.mark_b)
    _nothing_to_be_read(run, pair.id)


def _nothing_to_be_read(run: Run, pair: UUID) -> None:
    with scope(ZHOU.viewer):
        page = queries.finding(ZHOU.viewer, pair)
        summary = queries.summary(ZHOU.viewer, run.id)
        lines = queries.children(ZHOU.viewer, run.id, queries.ChildFilter()).lines
        receipt = queries.receipts(ZHOU.viewer)[0]
        with pytest.raises(NotNow):
            actions.show_identity(by=ZHOU.viewer, finding=pair, purpose="核对")
    assert page is not None
    assert summary is not None
    assert (page.erased, page.rows, page.line.name, page.may_show_identity) == (
        True,
        (),
        "（已清除）",
        False,
    )
    assert (summary.listed, summary.erased) == (45, True)
    assert {one.name for one in lines} == {"（已清除）"}
    assert receipt.file_name == "（已清除）"
    (question, *_) = questions_of(finding(run, detail="over_age").id)
    with scope(WANG.viewer), pytest.raises(NotNow, match="到期清除"):
        actions.answer(by=WANG.viewer, question=question.id, answer="已退出")
    assert len(events("roster.erase")) == 4


def _made(run: Run, viewer: object, **given: object) -> dict[str, object]:
    wanted = {
        "kind": "",
        "town": "",
        "unit": "",
        "state": "",
        "search": "",
        "pairs": False,
        **given,
    }
    return exporting.excel(viewer=viewer, progress=made.Silent(), run=str(run.id), filter=wanted)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_list_is_carried_away_as_the_page_shows_it_marked_with_who_took_it(
    run: Run, tmp_path: Path
) -> None:
    with scope(ZHOU.viewer):
        job = actions.order_excel(by=ZHOU.viewer, run=run.id, filter=FindingFilter(kind="omission"))
        status = jobs.status(ZHOU.viewer, job)
    assert status is not None
    assert status.kind == "reconcile.excel"
    answer = _made(run, ZHOU.viewer, kind="omission")
    file = UUID(str(answer["file"]))
    with scope(ZHOU.viewer):
        assert actions.excel_to_download(by=ZHOU.viewer, file=file) == file
        with opened(ZHOU.viewer, file) as held:
            path = tmp_path / "x.xlsx"
            path.write_bytes(b"".join(held.chunks()))
    book = load_workbook(path)
    assert book.sheetnames == ["说明", "疑似漏报"]
    cells = [[str(cell.value or "") for cell in row] for row in book["疑似漏报"].iter_rows()]
    assert "周县办（zhou）" in cells[1][0]
    assert made.child(50).name in cells[3]
    assert made.child(50).number not in str(cells)
    assert "990" + "*" * 13 + made.child(50).number[-2:] in cells[3]
    assert events("excel.make")[0].changes["rows"] == 1
    assert events("excel.take")
    (log,) = looked("reconcile.excel")
    assert len(log.ids) == 1


@pytest.mark.django_db
def test_a_town_takes_only_what_its_page_shows_and_a_lost_permission_stops_it(
    run: Run, tmp_path: Path
) -> None:
    answer = _made(run, LI.viewer)
    with scope(LI.viewer), opened(LI.viewer, UUID(str(answer["file"]))) as held:
        path = tmp_path / "y.xlsx"
        path.write_bytes(b"".join(held.chunks()))
    cells = str(
        [[c.value for c in row] for sheet in load_workbook(path) for row in sheet.iter_rows()]
    )
    assert "村里名册" in cells
    for who in (SUN, QIAN):
        with scope(who.viewer), pytest.raises(NotYours):
            actions.order_excel(by=who.viewer, run=run.id, filter=FindingFilter())
        with pytest.raises(NotYours):
            _made(run, who.viewer)
    with scope(ZHAO.viewer), pytest.raises((NotYours, Missing)):
        actions.excel_to_download(by=ZHAO.viewer, file=UUID(str(answer["file"])))
