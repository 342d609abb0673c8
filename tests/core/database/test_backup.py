"""备份和恢复: of one moment, whole or refused, and the same after it has come back."""

from __future__ import annotations

import shutil
import stat
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.core.database.homes import ORIGINS, new_home
from tonghu.core.database.backup.check import Checked, RestoreCheck, run_all
from tonghu.core.database.backup.contents import contents
from tonghu.core.database.backup.making import DUMP, back_up
from tonghu.core.database.backup.manifest import Content, Manifest
from tonghu.core.database.backup.restoring import restore
from tonghu.core.database.server import ServerError, ensure_running, launch, status
from tonghu.core.database.server.places import read

CANARY = "金丝雀甲"


def fill(home: Path) -> None:
    """A server with a few awkward rows, files and keys."""
    urls = ensure_running(home, fast=True)
    with psycopg.connect(urls.owner) as owner:
        owner.execute(
            "CREATE TABLE child (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text, born date,"
            " at timestamptz DEFAULT now(), share float8, sealed bytea, told jsonb);"
            "CREATE TABLE keyless (n int, t text);"
            "CREATE TABLE log (at date, n int) PARTITION BY RANGE (at);"
            "CREATE TABLE log_2026 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');"
            "ALTER TABLE child ENABLE ROW LEVEL SECURITY; ALTER TABLE child FORCE ROW LEVEL SECURITY;"
            "CREATE POLICY tonghu_rows ON child USING (current_setting('tonghu.level', true) = 'system');"
            "GRANT SELECT ON child TO tonghu_app"
        )
        for n in range(50):
            owner.execute(
                "INSERT INTO child (name, born, share, sealed, told) VALUES (%s, %s, %s, %s, %s)",
                [f"{CANARY}\t{n}\n", "2015-02-28", n / 7, bytes([n, 0, 255]), f'{{"n": {n}}}'],
            )
            owner.execute("INSERT INTO keyless VALUES (%s, NULL), (%s, '')", [n, n])
            owner.execute("INSERT INTO log VALUES ('2026-11-24', %s)", [n])
    for name, text in (("files/ab/one", "密文一"), ("files/two", ""), ("keys/data.key", "钥")):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, encoding="utf-8")
    (home / "files" / "link").symlink_to("/etc/passwd")


@pytest.fixture(scope="module")
def source() -> Iterator[Path]:
    """A home with content."""
    with new_home() as home:
        fill(home)
        yield home


@pytest.fixture(scope="module")
def made(source: Path) -> Path:
    """One backup of it; tests that spoil it spoil a copy."""
    return back_up(source)


@pytest.fixture
def spoilt(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "backup"))


@pytest.fixture
def empty() -> Iterator[Path]:
    with new_home() as home:
        yield home


def test_what_comes_back_is_what_was_there(source: Path, made: Path, empty: Path) -> None:
    restored = restore(made, empty, keys=source / "keys")
    assert restored.problems == ()
    assert restored.manifest.tables["child"].rows == 50
    assert restored.manifest.tables["keyless"].rows == 100
    assert restored.manifest.tables["log"].rows == 50
    assert "log_2026" not in restored.manifest.tables
    urls = launch(empty)
    with psycopg.connect(urls.owner) as owner:
        assert owner.execute(
            "SELECT count(*) FROM child WHERE name LIKE %s", [CANARY + "%"]
        ).fetchone() == (50,)
    with psycopg.connect(urls.app) as app:
        assert app.execute("SELECT count(*) FROM child").fetchone() == (0,), (
            "Policies came back too."
        )
    assert (empty / "files/ab/one").read_text(encoding="utf-8") == "密文一"
    assert (empty / "keys/data.key").read_text(encoding="utf-8") == "钥"
    assert not (empty / "files/link").exists()


def test_the_restored_server_has_passwords_of_its_own(
    source: Path, made: Path, empty: Path
) -> None:
    restore(made, empty, keys=source / "keys")
    name = "keys/database.toml"
    assert (empty / name).read_text() != (source / name).read_text()


def test_a_backup_holds_no_key_and_is_for_nobody_else(source: Path, made: Path) -> None:
    everything = [one for one in made.rglob("*") if one.is_file()]
    assert not any(one.name == "data.key" for one in everything)
    password = (source / "keys/database.toml").read_text().split('"')[1]
    assert not any(password.encode() in one.read_bytes() for one in everything)
    assert {stat.S_IMODE(one.stat().st_mode) for one in everything} == {0o600}
    assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_other_peoples_tools_can_check_it(made: Path) -> None:
    subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=made, check=True)
    header = (made / DUMP).read_bytes()[:5]
    assert header == b"PGDMP"


def test_keys_go_elsewhere_and_never_beside_the_backup(source: Path, tmp_path: Path) -> None:
    for beside in (tmp_path / "b", tmp_path / "b" / "keys", tmp_path):
        with pytest.raises(ServerError, match="不能和备份放在一起"):
            back_up(source, tmp_path / "b", keys_to=beside)
    made = back_up(source, tmp_path / "b", keys_to=tmp_path / "k")
    copied = list((tmp_path / "k" / f"{made.name}-keys").iterdir())
    assert [one.name for one in copied] == ["data.key"]
    assert stat.S_IMODE(copied[0].stat().st_mode) == 0o600


def test_counts_and_hashes_are_of_the_moment_of_the_dump(empty: Path) -> None:
    """People keep writing while it is made; the manifest fits all the same."""
    with new_home() as busy:
        fill(busy)
        stop = threading.Event()

        def write() -> None:
            with psycopg.connect(launch(busy).owner, autocommit=True) as owner:
                while not stop.is_set():
                    owner.execute("INSERT INTO child (name) VALUES ('后来的')")
                    owner.execute("UPDATE child SET name = name || '改' WHERE born IS NULL")

        writer = threading.Thread(target=write)
        writer.start()
        try:
            made = back_up(busy)
        finally:
            stop.set()
            writer.join()
        assert restore(made, empty).problems == ()
        with psycopg.connect(launch(busy).admin) as admin:
            assert contents(admin)["child"] != Manifest.read(made).tables["child"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE child SET name = name || ' ' WHERE name LIKE '%%\t7\n'",
        "UPDATE child SET sealed = sealed || '\\x00'",
        "UPDATE keyless SET t = NULL WHERE t = '' AND n = 3",
        "DELETE FROM log WHERE n = 3; INSERT INTO log VALUES ('2026-11-24', 99)",
        "UPDATE child SET share = share + 1e-15 WHERE share > 1",
    ],
)
def test_any_change_changes_the_hash(source: Path, made: Path, statement: str) -> None:
    with psycopg.connect(launch(source).admin) as admin:
        admin.execute(statement)
        told = Manifest.read(made).compare(contents(admin))
        admin.rollback()
        assert len(told) == 1
        assert "内容与备份时不同" in told[0]
        assert Manifest.read(made).compare(contents(admin)) == []


def test_missing_and_surplus_rows_and_tables_are_told_apart() -> None:
    manifest = Manifest("", "15.1", {"a": Content(1, "x"), "b": Content(2, "y")}, 0, 0)
    assert manifest.compare({"a": Content(3, "z"), "c": Content(0, "")}) == [
        "表a备份时有1行，恢复出来3行。",
        "表b没有恢复出来。",
        "表c不在备份里。",
    ]


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda b: _flip(b / DUMP), "database.dump被改动或损坏"),
        (lambda b: (b / "files/two").unlink(), "少了文件files/two"),
        (lambda b: (b / "files/three").write_text("x"), "多出文件files/three"),
        (lambda b: _flip(b / "manifest.json"), "manifest.json"),
        (lambda b: (b / "SHA256SUMS").unlink(), "没有SHA256SUMS"),
        (lambda b: (b / "manifest.json").unlink(), "不是童护的备份"),
    ],
)  # fmt: skip
def test_a_spoilt_backup_is_refused_before_anything_is_made(
    spoilt: Path, empty: Path, spoil: object, sentence: str
) -> None:
    assert callable(spoil)
    spoil(spoilt)
    with pytest.raises(ServerError, match=sentence):
        restore(spoilt, empty)
    assert status(empty).state == "absent"


def _flip(file: Path) -> None:
    old = bytearray(file.read_bytes())
    old[len(old) // 2] ^= 1
    file.write_bytes(old)


def test_nothing_that_is_there_is_ever_overwritten(source: Path, made: Path, empty: Path) -> None:
    with pytest.raises(ServerError, match="不会覆盖已有的数据"):
        restore(made, source)
    (empty / "files").mkdir()
    (empty / "files" / "mine").write_text("x")
    with pytest.raises(ServerError, match="不会覆盖已有的数据"):
        restore(made, empty)


def test_a_newer_postgresql_restores_and_an_older_one_says_so(
    made: Path, empty: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TONGHU_PG_BIN", str(ORIGINS["wheel"]))
    assert restore(made, empty).problems == ()
    later = back_up(empty, tmp_path)
    assert Manifest.read(later).major >= 18
    if "system" in ORIGINS and Manifest.read(made).major < 18:
        monkeypatch.setenv("TONGHU_PG_BIN", str(ORIGINS["system"]))
        with new_home() as old, pytest.raises(ServerError, match="需要PostgreSQL"):
            restore(later, old)


def test_an_unfinished_backup_does_not_look_like_one(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tonghu.core.database.backup import making

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making, "write_sums", full)
    with pytest.raises(ServerError, match="备份没有做成"):
        back_up(source, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_restore_that_failed_leaves_the_folder_as_it_was(
    made: Path, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tonghu.core.database.backup import restoring

    def broken(*_: object) -> None:
        raise ServerError("pg_restore没有做成")

    with monkeypatch.context() as patched:
        patched.setattr(restoring, "run_client", broken)
        with pytest.raises(ServerError, match="没有做成"):
            restore(made, empty)
    assert read(empty) is None
    assert restore(made, empty).problems == ()


@pytest.mark.django_db
def test_the_checks_of_all_modules_run_and_one_that_breaks_is_a_problem(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from tonghu.core import contributions
    from tonghu.core.database.scope import current_viewer

    def good() -> Checked:
        who = current_viewer()
        return Checked(3 if who and who.system else 0)

    def broken() -> Checked:
        raise KeyError("没有密钥")

    checks = [RestoreCheck("a", "甲", good), RestoreCheck("b", "乙", broken)]
    monkeypatch.setitem(contributions._items, RestoreCheck, checks)
    told = [found for _, found in run_all()]
    assert told[0] == Checked(3)
    assert "KeyError" in told[1].problems[0]
