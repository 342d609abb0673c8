"""The owner of the database alters the logs; verification names the first bad row, each time."""

import json
from uuid import uuid4

import pytest

from tests.core.events.logbook import altered, owner, write
from tonghu.core.contributions import Nightly, contributed
from tonghu.core.database import scope
from tonghu.core.database.backup.check import Checked, RestoreCheck
from tonghu.core.events import anchors, seal
from tonghu.core.events.models import Event
from tonghu.core.events.verify import verify

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("a_log")]


@pytest.mark.parametrize(
    "change",
    [
        "why = '改过'",
        '"user" = NULL',
        "changes = '{\"n\": 99}'",
        "division = NULL",
        "kind = 'test.other'",
    ],
)
def test_a_changed_row_is_named(change: str) -> None:
    made = write()
    seal.seal_new()
    verdict = altered(f"UPDATE core_event SET {change} WHERE id = %s", made[2])
    assert verdict.faults == [f"2026-11的事件第3行的内容被改动过（编号{made[2]}）。"]


def test_of_two_changed_rows_the_first_stands_first() -> None:
    made = write()
    seal.seal_new()
    verdict = altered("UPDATE core_event SET why = 'x' WHERE id = ANY(%s)", [made[4], made[1]])
    assert ["第2行" in verdict.faults[0], "第5行" in verdict.faults[1]] == [True, True]


def test_a_row_moved_to_another_month_is_named() -> None:
    made = write()
    seal.seal_new()
    verdict = altered("UPDATE core_event SET at = at - interval '40 days' WHERE id = %s", made[2])
    assert "第3行不见了" in verdict.faults[0]


def test_a_removed_row_is_named() -> None:
    made = write()
    seal.seal_new()
    verdict = altered("DELETE FROM core_event WHERE id = %s", made[3])
    assert verdict.faults[0].startswith(f"2026-11的事件第4行不见了（编号{made[3]}）")


def test_a_row_removed_with_its_seal_is_named() -> None:
    made = write()
    seal.seal_new()
    with owner() as connection:
        connection.execute("DELETE FROM core_event WHERE id = %s", [made[3]])
    verdict = altered("DELETE FROM core_seal WHERE row = %s", made[3])
    assert verdict.faults[0] == "2026-11的事件缺第4行：封记被删除。"


def test_a_row_removed_and_the_numbers_closed_up_is_named() -> None:
    made = write()
    seal.seal_new()
    with owner() as connection:
        connection.execute("DELETE FROM core_event WHERE id = %s", [made[2]])
        connection.execute("DELETE FROM core_seal WHERE row = %s", [made[2]])
        for number in (4, 5, 6):
            connection.execute(
                "UPDATE core_seal SET number = number - 1 WHERE number = %s", [number]
            )
    verdict = verify(anchors.kept())
    assert "第3行与前一行接不上" in verdict.faults[0]


def test_two_rows_with_their_contents_swapped_are_named() -> None:
    made = write()
    seal.seal_new()
    verdict = altered(
        "UPDATE core_event a SET changes = b.changes, at = b.at, signature = b.signature FROM core_event b"
        " WHERE (a.id, b.id) IN ((%s, %s), (%s, %s))",
        made[1], made[3], made[3], made[1],
    )  # fmt: skip
    assert ["第2行的内容" in verdict.faults[0], "第4行的内容" in verdict.faults[1]] == [True, True]


def test_two_rows_swapped_in_the_chain_are_named() -> None:
    made = write()
    seal.seal_new()
    with owner() as connection:
        connection.execute("ALTER TABLE core_seal DROP CONSTRAINT seal_row_once")
        try:
            verdict = altered(
                "UPDATE core_seal SET row = CASE row WHEN %s THEN %s ELSE %s END WHERE row IN (%s, %s)",
                made[1], made[3], made[1], made[1], made[3],
            )  # fmt: skip
        finally:
            connection.execute(
                "ALTER TABLE core_seal ADD CONSTRAINT seal_row_once UNIQUE (log, row, month)"
            )
    assert "第2行与前一行接不上" in verdict.faults[0]


def test_a_tail_cut_off_is_found_by_the_anchors_alone() -> None:
    made = write()
    seal.seal_new()
    with owner() as connection:
        connection.execute("DELETE FROM core_event WHERE id = ANY(%s)", [made[4:]])
        connection.execute("DELETE FROM core_seal WHERE number > 4")
    assert verify().sound, "Without anchors a cut tail looks whole: that is why there are anchors."
    verdict = verify(anchors.kept())
    assert verdict.faults == [
        "2026-11的事件的末尾被截去：凭证（2026-11.jsonl第1行）记有第6行，库里只到第4行，从第5行起缺失。"
    ]


def test_a_whole_month_taken_away_is_found() -> None:
    write()
    seal.seal_new()
    with owner() as connection:
        connection.execute("DELETE FROM core_event")
        connection.execute("DELETE FROM core_seal")
    assert "库里只到第0行" in verify(anchors.kept()).faults[0]


def test_a_tail_cut_off_and_grown_again_does_not_fit_the_anchor() -> None:
    made = write()
    seal.seal_new()
    with owner() as connection:
        connection.execute("DELETE FROM core_event WHERE id = ANY(%s)", [made[4:]])
        connection.execute("DELETE FROM core_seal WHERE number > 4")
    write(5)
    seal.seal_new()
    verdict = verify(anchors.kept())
    assert len(verdict.faults) == 1
    assert "第6行与凭证（2026-11.jsonl第1行）不符" in verdict.faults[0]


@pytest.mark.parametrize("sealed", [True, False])
def test_a_forged_row_is_named_sealed_or_not(sealed: bool) -> None:
    write(2)
    seal.seal_new()
    forged = uuid4()
    with owner() as connection:
        connection.execute(
            "INSERT INTO core_event SELECT (e).* FROM (SELECT jsonb_populate_record(x, jsonb_build_object("
            "'id', %s::text, 'why', '伪造')) AS e FROM core_event x LIMIT 1) y",
            [str(forged)],
        )
    if sealed:
        seal.seal_new()
    verdict = verify(anchors.kept())
    assert len(verdict.faults) == 1
    assert str(forged) in verdict.faults[0]


@pytest.mark.parametrize(
    ("at", "told"), [("2026-10-01", "不是本系统写的"), ("2026-11-01", "有2行共用")]
)
def test_a_forged_row_under_the_id_of_a_sealed_one_is_found(at: str, told: str) -> None:
    made = write(1)
    seal.seal_new()
    with owner() as connection:
        connection.execute(
            "INSERT INTO core_event SELECT (e).* FROM (SELECT jsonb_populate_record(x, jsonb_build_object("
            "'at', %s::text)) AS e FROM core_event x WHERE id = %s) y",
            [at, made[0]],
        )
    (fault,) = verify(anchors.kept()).faults
    assert told in fault
    seal.sweep()
    assert not verify(anchors.kept()).sound
    assert write(1)
    assert seal.seal_new() == "加封1行", "A forged row must not stop the sealing of others."


def test_a_changed_seal_is_named() -> None:
    write()
    seal.seal_new()
    verdict = altered("UPDATE core_seal SET hash = hash || '\\x00'::bytea WHERE number = 2")
    assert "第2行与前一行接不上" in verdict.faults[0]


@pytest.mark.parametrize("edit", ["number", "hash", "month"])
def test_an_anchor_that_was_edited_is_refused(edit: str) -> None:
    write()
    seal.seal_new()
    (file,) = anchors.folder().glob("*.jsonl")
    told = json.loads(file.read_text())
    told[edit] = {"number": 5, "hash": "00", "month": "2026-10"}[edit]
    file.write_text(json.dumps(told) + "\n")
    with pytest.raises(anchors.BadAnchor, match="第1行的签名不对"):
        anchors.kept()


def test_half_a_line_left_by_a_power_cut_is_passed_over() -> None:
    write()
    seal.seal_new()
    (file,) = anchors.folder().glob("*.jsonl")
    with file.open("a") as out:
        out.write('{"log": "event", "mon')
    assert len(anchors.kept()) == 1
    file.write_text("not json\n")
    with pytest.raises(anchors.BadAnchor, match="读不懂"):
        anchors.kept()


def test_every_night_the_log_is_verified_and_a_fault_is_told_and_recorded(
    caplog: pytest.LogCaptureFixture,
) -> None:
    (nightly,) = [one for one in contributed(Nightly) if one.code == "core.audit"]
    made = write(3)
    seal.seal_new()
    assert nightly.run() == "核对日志3行，没有发现改动"
    altered("UPDATE core_event SET why = 'x' WHERE id = %s", made[1])
    assert "发现1处问题，第一处：2026-11的事件第2行的内容被改动过" in nightly.run()
    assert "the logs do not hold" in caplog.text
    (file,) = anchors.folder().glob("*.jsonl")
    file.write_text(file.read_text().replace("2026-11", "2026-10"))
    assert "签名不对" in nightly.run()
    with scope(seal.SEALER):
        told = Event.objects.all_of_them(reason="test").filter(kind="audit.broken").order_by("id")
        assert [len(one.changes["faults"]) for one in told] == [1, 1]


def test_a_restored_database_is_checked_by_its_chains() -> None:
    (check,) = [one for one in contributed(RestoreCheck) if one.code == "core.events"]
    made = write(3)
    seal.seal_new()
    assert check.run() == Checked(3)
    altered("DELETE FROM core_event WHERE id = %s", made[1])
    assert len(check.run().problems) == 1
