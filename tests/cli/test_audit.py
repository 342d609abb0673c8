"""`tonghu audit` and `tonghu keys`: what an administrator reads, and the status a script goes by."""

import json
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings

from tests.core.events.people import TOWN
from tonghu.cli.main import run
from tonghu.core import contributions, events
from tonghu.core.contributions import EventKind, contribute
from tonghu.core.database import scope
from tonghu.core.database.server import addresses
from tonghu.core.encryption import own_key
from tonghu.core.events import anchors, seal

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _a_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three sealed events of a town, with anchors of their own."""
    kinds = {kind: list(found) for kind, found in contributions._items.items()}
    monkeypatch.setattr(contributions, "_items", kinds)
    monkeypatch.setattr(anchors, "folder", lambda: tmp_path / "anchors")
    monkeypatch.setattr(seal, "_swept", [])
    contribute(EventKind("test.done", "做了一件事"))
    with scope(TOWN):
        for number in range(3):
            events.record("test.done", by=TOWN, subject=("test.paper", number), why=f"第{number}件")
    seal.seal_new()
    return


def as_owner(statement: str) -> None:
    found = addresses(Path(settings.TONGHU_HOME))
    assert found is not None
    with psycopg.connect(found.admin, autocommit=True) as connection:
        assert connection.execute(statement).rowcount > 0


def test_a_whole_log_is_called_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audit", "verify"]) == 0
    told = capsys.readouterr().out
    assert "核对了1条链、3行，对照凭证1条。" in told
    assert "日志完整" in told


def test_rows_waiting_for_their_seal_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    with scope(TOWN):
        events.looked(by=TOWN, what="test.list", ids=[1])
    assert run(["audit", "verify"]) == 0
    assert "还没有加封的有1行。" in capsys.readouterr().out


def test_the_first_bad_row_is_named_and_the_status_is_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    as_owner("UPDATE core_event SET why = '改过' WHERE subject_id = '1'")
    assert run(["audit", "verify"]) == 1
    assert "发现1处问题，第一处：\n● " in capsys.readouterr().out


def test_roots_taken_off_the_machine_find_a_tail_cut_off(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roots = tmp_path / "roots.jsonl"
    assert run(["audit", "roots", "--to", str(roots)]) == 0
    as_owner("DELETE FROM core_event WHERE subject_id = '2'")
    as_owner("DELETE FROM core_seal WHERE number = 3")
    for file in anchors.folder().glob("*"):
        file.unlink()  # somebody who has the whole machine
    assert run(["audit", "verify"]) == 0
    assert "查不出末尾是否被截去，请用--roots" in capsys.readouterr().out
    assert run(["audit", "verify", "--roots", str(roots)]) == 1
    assert "末尾被截去：凭证（roots.jsonl第1行）记有第3行，库里只到第2行" in capsys.readouterr().out


@pytest.mark.parametrize(("text", "told"), [(None, "打不开"), ("", "没有凭证"), ("{}\n", "读不懂")])
def test_roots_that_are_none_are_refused(
    text: str | None, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "roots"
    if text is not None:
        file.write_text(text)
    assert run(["audit", "verify", "--roots", str(file)]) != 0
    assert told in capsys.readouterr().err


def test_the_history_of_one_thing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audit", "show", "--subject", "test.paper:1", "--json"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    told = json.loads(line)
    assert (told["label"], told["user_name"], told["why"]) == ("做了一件事", "李督导", "第1件")
    assert run(["audit", "show", "--subject", "没有冒号"]) == 2
    assert "半角冒号" in capsys.readouterr().err


def test_the_newest_events_come_first_and_can_be_narrowed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def listed(*words: str) -> list[Any]:
        assert run(["audit", "list", "--json", *words]) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert [row["subject_id"] for row in listed("--last", "2")] == ["2", "1"]
    assert len(listed("--kind", "test.")) == 3
    assert listed("--kind", "tes") == []
    assert listed("--user", "别人") == []
    assert run(["audit", "list"]) == 0
    assert "做了一件事" in capsys.readouterr().out


def test_readings_and_refusals_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with scope(TOWN):
        events.looked(by=TOWN, what="test.list", ids=["a", "b"], purpose="核对")
    events.refused(by=TOWN, what="test.open", reason="不归这个岗位")

    def listed(*words: str) -> list[Any]:
        assert run(["audit", "reads", "--json", *words]) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert [(row["what"], row["refused"]) for row in listed()] == [
        ("test.open", True),
        ("test.list", False),
    ]
    assert [row["what"] for row in listed("--refused")] == ["test.open"]
    assert [row["ids"] for row in listed("--id", "b")] == [["a", "b"]]
    assert listed("--id", "c") == []
    assert run(["audit", "reads"]) == 0
    assert "拒绝：" in capsys.readouterr().out


def test_a_rotation_from_the_command_line_says_what_it_did(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with scope(TOWN):
        own_key("test")
    assert run(["keys", "rotate"]) == 0
    assert "重新包裹数据密钥1把" in capsys.readouterr().out
    assert run(["keys", "status"]) == 0
    told = capsys.readouterr().out
    assert "在用" in told
    assert "备份恢复时用" in told
