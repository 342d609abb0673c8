"""启动数据库: found or brought along, never twice, up again after the worst."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from tests.core.database.homes import ORIGINS, kill, new_home, until
from tonghu.core.database.server import (
    ServerError,
    addresses,
    ensure_running,
    programs_of,
    remove,
    status,
    stop,
)
from tonghu.core.database.server.places import port_is_free, read


@pytest.fixture
def home() -> Iterator[Path]:
    with new_home() as made:
        yield made


@pytest.fixture(params=["system", "wheel"])
def origin(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Once with the machine's PostgreSQL, once with the wheel's; a machine without one has the other."""
    if request.param not in ORIGINS:
        assert request.param == "system", "The wheel is a dependency and must be there."
        return "wheel"
    monkeypatch.setenv("TONGHU_PG_BIN", str(ORIGINS[request.param]))
    return str(request.param)


def asked(url: str, question: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(question)
        while cursor.nextset():  # of several statements, the last one answers
            pass
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def pid_of(home: Path) -> int:
    pid = status(home).pid
    assert pid is not None
    return pid


def test_it_starts_serves_both_roles_and_stops(origin: str, home: Path) -> None:
    urls = ensure_running(home)
    assert asked(urls.app, "SELECT current_user") == "tonghu_app"
    assert asked(urls.owner, "SELECT current_user") == "tonghu_owner"
    assert asked(urls.app, "SHOW listen_addresses") == "127.0.0.1"
    assert asked(urls.app, "SHOW data_checksums") == "on"
    assert asked(urls.app, "SHOW fsync") == "on"
    assert asked(urls.app, "SHOW server_encoding") == "UTF8"
    assert asked(urls.app, "SHOW statement_timeout") == "1min"
    assert status(home).state == "running"
    assert status(home).problems == ()
    assert programs_of(home).folder == ORIGINS[origin]
    assert stop(home)
    assert status(home).state == "stopped"
    assert not stop(home)


def test_what_was_committed_survives_a_killed_server(origin: str, home: Path) -> None:
    urls = ensure_running(home)
    asked(urls.owner, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)")
    first = pid_of(home)
    kill(first)
    again = ensure_running(home)
    assert pid_of(home) != first
    assert asked(again.owner, "SELECT n FROM kept") == 7


@pytest.mark.long
def test_it_survives_killing_again_and_again(home: Path) -> None:
    urls = ensure_running(home)
    asked(urls.owner, "CREATE TABLE kept (n int)")
    for n in range(4):
        asked(urls.owner, f"INSERT INTO kept VALUES ({n})")
        kill(pid_of(home))
        urls = ensure_running(home)
    assert asked(urls.owner, "SELECT count(*) FROM kept") == 4


def test_a_stale_note_of_a_dead_process_is_no_obstacle(home: Path) -> None:
    ensure_running(home, fast=True)
    place = read(home)
    assert place is not None
    note = (place.data / "postmaster.pid").read_text()
    stop(home, mode="immediate")
    gone = subprocess.Popen(["/bin/true"])
    gone.wait()
    (place.data / "postmaster.pid").write_text(note.replace(note.split("\n")[0], str(gone.pid), 1))
    assert status(home).state == "stopped"
    ensure_running(home)
    assert status(home).state == "running"


def test_a_number_that_now_belongs_to_another_program_is_no_obstacle(home: Path) -> None:
    ensure_running(home, fast=True)
    place = read(home)
    assert place is not None
    note = (place.data / "postmaster.pid").read_text()
    owner = (place.data / "PG_VERSION").stat()
    stop(home)
    other = subprocess.Popen(["/bin/sleep", "60"], user=owner.st_uid, group=owner.st_gid)
    try:
        file = place.data / "postmaster.pid"
        file.write_text(note.replace(note.split("\n")[0], str(other.pid), 1))
        os.chown(file, owner.st_uid, owner.st_gid)
        ensure_running(home)
        assert pid_of(home) != other.pid
        assert other.poll() is None, "The other program is not ours to end."
    finally:
        other.kill()
        other.wait()


def test_starting_twice_at_once_gives_one_server(home: Path) -> None:
    script = (
        "import sys, pathlib; from tonghu.core.database.server import ensure_running, status;"
        "h = pathlib.Path(sys.argv[1]); ensure_running(h, fast=True); print(status(h).pid)"
    )

    def start(_: int) -> str:
        command = [sys.executable, "-c", script, str(home)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    with ThreadPoolExecutor(3) as three:
        pids = set(three.map(start, range(3)))
    assert len(pids) == 1
    assert ensure_running(home) == addresses(home)


def test_two_homes_live_side_by_side(home: Path) -> None:
    with new_home() as other:
        here, there = ensure_running(home, fast=True), ensure_running(other, fast=True)
        assert here.app != there.app
        asked(here.owner, "CREATE TABLE mine (n int)")
        assert asked(there.owner, "SELECT to_regclass('public.mine')::text") is None
        stop(home)
        assert asked(there.app, "SELECT 1") == 1


def test_a_port_that_somebody_took_is_given_up(home: Path) -> None:
    import socket

    ensure_running(home, fast=True)
    before = read(home)
    assert before is not None
    stop(home)
    with socket.create_server(("127.0.0.1", before.port)):
        assert not port_is_free(before.port)
        urls = ensure_running(home)
    after = read(home)
    assert after is not None
    assert after.port != before.port
    assert asked(urls.app, "SELECT 1") == 1


def test_the_passwords_are_for_nobody_else_and_can_be_lost(home: Path) -> None:
    before = ensure_running(home, fast=True)
    file = home / "keys" / "database.toml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    password = before.app.split(":")[2].split("@")[0]
    assert password not in repr(before)
    file.unlink()
    after = ensure_running(home)
    assert after.app != before.app
    assert asked(after.app, "SELECT 1") == 1
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(before.app)


def test_a_first_start_that_was_killed_anywhere_is_done_again(home: Path) -> None:
    """After initdb, after the passwords, after the start: each time the next start ends well."""
    for steps in ("create", "keep_secrets", "establish"):
        script = (
            "import os, sys, pathlib; from tonghu.core.database.server import launcher, places, cluster;"
            "stop = lambda *a, **k: os.kill(os.getpid(), 9);"
            "name = sys.argv[2]; real = cluster.Cluster.create;"
            "made = lambda self, word: (real(self, word), stop());"
            "{'create': lambda: setattr(cluster.Cluster, 'create', made),"
            " 'keep_secrets': lambda: setattr(places, 'keep_secrets', stop),"
            " 'establish': lambda: setattr(launcher, 'establish', stop)}[name]();"
            "launcher.ensure_running(pathlib.Path(sys.argv[1]), fast=True)"
        )
        place = home / steps
        place.mkdir(mode=0o711)
        killed = subprocess.run([sys.executable, "-c", script, str(place), steps], check=False)
        assert killed.returncode == -9
        urls = ensure_running(place, fast=True)
        assert asked(urls.app, "SELECT current_user") == "tonghu_app"
        remove(place)


def test_the_roles_can_do_no_more_than_they_must(home: Path) -> None:
    urls = ensure_running(home)
    rights = "rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls"
    for role in ("tonghu_app", "tonghu_owner"):
        assert asked(urls.app, f"SELECT {rights} FROM pg_roles WHERE rolname = '{role}'") is False
    assert (
        asked(urls.app, "SELECT count(*) FROM pg_class WHERE relowner = 'tonghu_app'::regrole") == 0
    )
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        asked(urls.app, "CREATE TABLE public.mine (n int)")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        asked(urls.app, "SET ROLE tonghu_owner")


def test_no_value_of_a_row_reaches_the_log(home: Path) -> None:
    urls = ensure_running(home)
    asked(urls.owner, "CREATE TABLE unlike (t text UNIQUE)")
    with psycopg.connect(urls.owner, autocommit=True) as connection:
        for _ in range(2):
            try:
                connection.execute("INSERT INTO unlike VALUES ('金丝雀甲')")
            except psycopg.errors.UniqueViolation:
                break
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            connection.execute("SELECT %s::int", ["金丝雀乙"])
    stop(home)
    place = read(home)
    assert place is not None
    logs = [one.read_text(errors="replace") for one in place.log.iterdir()]
    assert any("duplicate key" in text for text in logs), "The error itself is logged."
    assert not any("金丝雀甲" in text for text in logs)


def test_a_setting_that_loses_data_stops_the_start(home: Path) -> None:
    urls = ensure_running(home)
    asked(urls.admin, "ALTER SYSTEM SET full_page_writes = off")
    stop(home)
    with pytest.raises(ServerError, match="full_page_writes应为on"):
        ensure_running(home)
    assert status(home).state == "stopped"


def test_data_of_one_version_are_never_opened_by_another(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONGHU_PG_BIN", str(ORIGINS["wheel"]))
    ensure_running(home, fast=True)
    stop(home)
    monkeypatch.delenv("TONGHU_PG_BIN")
    ensure_running(home)
    assert programs_of(home).folder == ORIGINS["wheel"]


def test_data_that_vanished_are_missed_not_replaced(home: Path) -> None:
    ensure_running(home, fast=True)
    stop(home)
    place = read(home)
    assert place is not None
    place.data.rename(home / "elsewhere")
    with pytest.raises(ServerError, match="不见了"):
        ensure_running(home)
    (home / "elsewhere").rename(place.data)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another account")
def test_a_home_that_the_account_cannot_reach_keeps_its_data_elsewhere() -> None:
    with new_home(mode=0o700) as shut:
        urls = ensure_running(shut, fast=True)
        place = read(shut)
        assert place is not None
        assert not place.folder.is_relative_to(shut)
        assert place.data.stat().st_uid != 0
        assert stat.S_IMODE(place.data.stat().st_mode) == 0o700
        assert asked(urls.app, "SELECT 1") == 1
        remove(shut)
        assert not place.folder.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another account")
def test_programs_that_the_account_cannot_reach_are_copied_once(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    with new_home(mode=0o700) as shut:
        package = ORIGINS["wheel"].parent.parent
        for name in (f"{package.name}/{ORIGINS['wheel'].parent.name}", f"{package.name}.libs"):
            shutil.copytree(package.parent / name, shut / name)
        monkeypatch.setenv(
            "TONGHU_PG_BIN", str(shut / ORIGINS["wheel"].relative_to(package.parent))
        )
        urls = ensure_running(home, fast=True)
        copied = programs_of(home).folder
        assert not copied.is_relative_to(shut)
        assert str(asked(urls.app, "SHOW server_version")).startswith("18")
        remove(home)
        shutil.rmtree(copied.parents[2])


def test_another_servers_address_is_taken_as_it_is(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@127.0.0.1:1/x")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner@127.0.0.1:1/x")
    urls = ensure_running(home)
    assert (urls.app, urls.owner.split("?")[0]) == (
        "postgresql://app@127.0.0.1:1/x",
        os.environ["DATABASE_OWNER_URL"],
    )
    assert not (home / "db").exists()
    assert status(home).problems == ("DATABASE_URL所指的数据库连不上。",)


def test_the_server_outlives_whoever_started_it(home: Path) -> None:
    script = (
        "import sys, pathlib; from tonghu.core.database.server import ensure_running;"
        "ensure_running(pathlib.Path(sys.argv[1]), fast=True); sys.stdout.write('up'); sys.stdout.flush();"
        "sys.stdin.read()"
    )
    starter = subprocess.Popen(
        [sys.executable, "-c", script, str(home)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    assert starter.stdout is not None
    assert starter.stdout.read(2) == b"up"
    os.killpg(starter.pid, 9)
    starter.communicate()
    until(lambda: starter.poll() is not None)
    assert status(home).state == "running"


def test_servers_of_killed_tests_are_cleared_away_by_the_next(home: Path) -> None:
    from tonghu.core.database.testing import MARK, prepare

    with new_home() as left:
        urls = prepare(left)
        gone = subprocess.Popen(["/bin/true"])
        gone.wait()
        (left / MARK).write_text(str(gone.pid))
        prepare(home)
        assert not left.exists()
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(urls.app)
        assert status(home).state == "running", "One whose tests still run is left alone."
