"""kill -9 between any two steps: no row without its content, and what is left over is cleaned."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connections, transaction

from tests.files import samples
from tests.people import SYSTEM, VILLAGE_A, WANG
from tonghu.core.database import scope
from tonghu.core.encryption.models import DataKey
from tonghu.core.events.models import Event
from tonghu.files import actions, queries
from tonghu.files.models import StoredFile
from tonghu.files.vault import disk, sealing

pytestmark = pytest.mark.django_db(transaction=True)
LONG = b"a,b\n" * 60_000


@pytest.fixture(autouse=True)
def _a_home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "cabinet", lambda: tmp_path / "files")
    monkeypatch.setattr(disk, "workroom", lambda: tmp_path / "work")
    (tmp_path / "files").mkdir()


def die(*_: Any, **__: Any) -> None:
    """As a power cut does it."""
    os.kill(os.getpid(), signal.SIGKILL)


def before(where: Any, name: str) -> Callable[[], None]:
    """Dies as it enters a step."""
    return lambda: setattr(where, name, die)


def after(where: Any, name: str) -> Callable[[], None]:
    """Does a step and dies."""
    step = getattr(where, name)

    def done(*given: Any, **named: Any) -> None:
        step(*given, **named)
        die()

    return lambda: setattr(where, name, done)


def in_the_middle() -> None:
    """Dies when the second chunk comes."""
    even = sealing._even

    def cut(chunks: Any) -> Any:
        for number, piece in enumerate(even(chunks)):
            yield piece
            if number == 1:
                die()

    sealing._even = cut  # type: ignore[assignment]


STORING = {
    "before the data key": before(actions, "own_key"),
    "in the middle of the content": in_the_middle,
    "before the content is durable": before(disk.os, "fsync"),
    "before the rename": before(disk, "publish"),
    "after the rename, before its folder is durable": before(disk, "sync_folder"),
    "after the content, before the row": after(disk, "write"),
    "after the row, before the event": before(actions.events, "record"),
    "after the event, before the commit": after(actions.events, "record"),
}


def in_a_child(break_: Callable[[], None], deed: Callable[[], None]) -> int:
    """Runs a deed in a process that breaks at a point; how that process ended."""
    connections.close_all()

    def run() -> None:
        # Behind a browser's event loop the parent's connections are others than a forked child would find.
        for alias in connections:
            connections[alias] = connections.create_connection(alias)
        break_()
        deed()
        os._exit(0)

    child = multiprocessing.get_context("fork").Process(target=run)
    child.start()
    child.join(30)
    return child.exitcode or 0


def store() -> None:
    with scope(WANG.viewer):
        actions.store(
            upload=samples.upload("名册.csv", LONG), purpose="roster", division=VILLAGE_A,
            unit=WANG.viewer.unit, by=WANG.viewer,
        )  # fmt: skip


def lying(tmp_path: Path) -> list[Path]:
    return [one for one in (tmp_path / "files").rglob("*") if one.is_file()]


def a_day_later(tmp_path: Path) -> None:
    then = time.time() - 25 * 3600
    for one in lying(tmp_path):
        os.utime(one, (then, then))
    actions.reconcile_disk()


@pytest.mark.parametrize("point", STORING)
def test_a_killed_upload_leaves_no_row_and_its_rest_is_cleaned(point: str, tmp_path: Path) -> None:
    assert in_a_child(STORING[point], store) == -signal.SIGKILL
    with scope(SYSTEM):
        for model in (StoredFile, DataKey):
            assert not model.objects.all_of_them(reason="test").exists()
        assert not Event.objects.all_of_them(reason="test").filter(kind="file.store").exists()
    a_day_later(tmp_path)
    assert not lying(tmp_path)


def test_an_upload_killed_after_its_commit_is_whole(tmp_path: Path) -> None:
    assert in_a_child(lambda: None, lambda: (store(), die())) == -signal.SIGKILL  # type: ignore[func-returns-value, arg-type]
    a_day_later(tmp_path)
    with scope(SYSTEM):
        assert queries.unreadable().examined == 1
        assert queries.unreadable().problems == ()


def test_an_erasure_killed_before_its_commit_changed_nothing(tmp_path: Path) -> None:
    store()
    (file,) = lying(tmp_path)

    def erase() -> None:
        with scope(SYSTEM):
            actions.erase(file=file_id(), by=SYSTEM, why="x")
            die()

    assert in_a_child(lambda: None, erase) == -signal.SIGKILL
    a_day_later(tmp_path)
    with scope(SYSTEM):
        assert queries.unreadable().problems == ()
    assert file.exists()


def test_an_erasure_killed_after_its_commit_is_finished_at_night(tmp_path: Path) -> None:
    store()

    def erase() -> None:
        with scope(SYSTEM):
            actions.erase(file=file_id(), by=SYSTEM, why="x")

    assert in_a_child(before(actions, "_unlinked"), erase) == -signal.SIGKILL
    assert lying(tmp_path)
    with scope(SYSTEM):
        assert not DataKey.objects.all_of_them(reason="test").exists()
    a_day_later(tmp_path)
    assert not lying(tmp_path)


def file_id() -> Any:
    with scope(SYSTEM):
        return StoredFile.objects.all_of_them(reason="test").get().pk


def test_an_outer_deed_that_fails_takes_the_row_along_and_the_night_the_content(
    tmp_path: Path,
) -> None:
    with scope(WANG.viewer), transaction.atomic():
        store()
        transaction.set_rollback(True)
    assert len(lying(tmp_path)) == 1
    a_day_later(tmp_path)
    assert not lying(tmp_path)
