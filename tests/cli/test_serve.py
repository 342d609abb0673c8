"""One command keeps everything running: what dies is started again, a moved database begins all anew."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from tonghu.cli import serve
from tonghu.cli.errors import Refused

LIVES = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Short looks, and this process's own answers to signals afterwards."""
    for name in ("_LOOK", "_PAUSE", "_DATABASE_EVERY"):
        monkeypatch.setattr(serve, name, 0.05)
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, how in before.items():
        signal.signal(number, how)


def watched(one: serve.Watched, answers: Callable[[int], str], looks: int) -> list[int]:
    """The pids seen at each look at the database, until it was looked at so often."""
    seen: list[int] = []

    def database() -> str:
        seen.append(one.process.pid if one.process else 0)
        if len(seen) > looks:
            os.kill(os.getpid(), signal.SIGTERM)
        return answers(len(seen))

    serve.watch([one], database)
    return seen


def process() -> serve.Watched:
    return serve.Watched("测试", LIVES, dict(os.environ))


def test_a_killed_process_is_started_again(capsys: pytest.CaptureFixture[str]) -> None:
    one = process()

    def answers(look: int) -> str:
        if look == 4 and one.process:
            one.process.kill()
            one.process.wait()
        return "here"

    pids = watched(one, answers, looks=14)
    assert len({pid for pid in pids if pid}) == 2
    assert one.deaths == 1
    assert "正在重新启动" in capsys.readouterr().err


def test_everything_begins_anew_when_the_database_moved() -> None:
    one = process()
    pids = watched(one, lambda look: "there" if look > 4 else "here", looks=14)
    assert len({pid for pid in pids if pid}) == 2


def test_a_database_that_cannot_start_is_told_and_waited_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def answers(look: int) -> str:
        if look == 3:
            raise Refused("端口被占用。")
        return "here"

    pids = watched(process(), answers, looks=8)
    assert len({pid for pid in pids if pid}) == 1
    assert "端口被占用。" in capsys.readouterr().err


def test_stopping_ends_what_was_started() -> None:
    one = process()
    watched(one, lambda look: "here", looks=3)
    assert one.process is not None
    until = time.monotonic() + 10
    while one.process.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    assert one.process.poll() is not None
