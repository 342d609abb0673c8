"""做备份: database and files of one moment into a new folder, whole or not at all."""

from __future__ import annotations

import os
import shutil
import subprocess  # argument lists only, nothing from a person
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg

from tonghu.core.database.backup.contents import contents
from tonghu.core.database.backup.manifest import Manifest, files_below, write_sums
from tonghu.core.database.server import (
    ServerError,
    addresses,
    ensure_running,
    external,
    programs_of,
)
from tonghu.core.database.server.places import RECORD
from tonghu.core.database.server.programs import Programs, choose

DUMP = "database.dump"
FILES = "files"
KEYS = "keys"
# what is left out, and why; printed after each backup and written beside it
LEFT_OUT = (
    "密钥（keys）：没有它密文打不开；请用--with-keys另存一处，不与备份放在一起",
    "数据库口令：恢复时重新生成",
    "正在上传、还没有收妥的文件（work）和网页静态文件：可以重来",
    "日志链的链尾凭证：另行导出保存",
)


def back_up(home: Path, to: Path | None = None, *, keys_to: Path | None = None) -> Path:
    """Makes a backup below `to` (default: `backups` of the home) and returns its folder."""
    top = (to or home / "backups").absolute()
    if keys_to is not None and _within(keys_to.absolute(), top):
        raise ServerError("密钥不能和备份放在一起，请给--with-keys另一个地方。")
    if addresses(home) is None:
        raise ServerError(f"{home}里还没有数据库，没有什么可以备份。")
    ensure_running(home)
    name = datetime.now(UTC).strftime("tonghu-%Y%m%d-%H%M%SZ")
    target, unfinished = top / name, top / f".{name}.{os.getpid()}"
    try:
        unfinished.mkdir(mode=0o700, parents=True)
        version, tables = _dump(home, unfinished / DUMP)
        files, size = copy_tree(home / FILES, unfinished / FILES)
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        Manifest(made_at, version, tables, files, size).write(unfinished)
        (unfinished / "说明.txt").write_text(_explained(), encoding="utf-8")
        write_sums(unfinished)
        _keep(unfinished)
        unfinished.rename(target)
    except OSError as error:
        raise ServerError(f"备份没有做成：{error.strerror or error}。") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    if keys_to is not None:
        copy_keys(home / KEYS, keys_to.absolute() / f"{name}-keys")
    return target


def copy_keys(source: Path, target: Path) -> int:
    """The data keys, for nobody else's eyes; passwords of the database stay where they belong."""
    copied = 0
    for file in files_below(source):
        if file.name == RECORD:
            continue
        copy = target / file.relative_to(source)
        copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
        copy.chmod(0o600)
        copied += 1
    return copied


def copy_tree(source: Path, target: Path) -> tuple[int, int]:
    """Ordinary files with their names; one erased meanwhile is left out. Count and bytes."""
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    files = size = 0
    for file in files_below(source):
        copy = target / file.relative_to(source)
        copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            shutil.copyfile(file, copy)
        except FileNotFoundError:
            copy.unlink(missing_ok=True)
            continue
        copy.chmod(0o600)
        files, size = files + 1, size + copy.stat().st_size
    return files, size


def run_client(
    programs: Programs, name: str, url: str, options: Sequence[str | Path], session: str = ""
) -> None:
    """pg_dump or pg_restore; the password goes through the environment, not the command line."""
    parts = urlsplit(url)
    password = unquote(parts.password or "")
    address = url.replace(f":{parts.password}@", "@", 1) if parts.password else url
    command = [str(programs / name), *map(str, options), f"--dbname={address}"]
    named = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "PGPASSWORD": password}
    done = subprocess.run(  # noqa: S603
        command,
        env={**named, "PGOPTIONS": session},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or [""]
        raise ServerError(f"{name}没有做成：{said[-1]}")


def admin_url(home: Path) -> str:
    """The role no policy binds; of somebody else's server only its administrator has it."""
    known = addresses(home)
    if known is None or not known.admin:
        raise ServerError(
            "DATABASE_URL所指的数据库要由它的管理员备份，或在DATABASE_ADMIN_URL里给出管理员地址。"
        )
    return known.admin


def _dump(home: Path, file: Path) -> tuple[str, dict[str, Any]]:
    """The dump and its counts see the same snapshot, whatever is written meanwhile."""
    url = admin_url(home)
    with _snapshot(url) as (connection, snapshot):
        version = str(connection.info.parameter_status("server_version")).split(" ")[0]
        programs = choose(at_least=int(version.split(".")[0])) if external() else programs_of(home)
        options = ["--format=custom", f"--snapshot={snapshot}", "--no-password", f"--file={file}"]
        run_client(programs, "pg_dump", url, options)
        return version, contents(connection)


@contextmanager
def _snapshot(url: str) -> Iterator[tuple[psycopg.Connection[Any], str]]:
    with psycopg.connect(url) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        yield connection, row[0] if row else ""


def _keep(folder: Path) -> None:
    """Only for us, and on the disk before it is called a backup."""
    for file in files_below(folder):
        file.chmod(0o600)
        with file.open("rb") as opened:
            os.fsync(opened.fileno())


def _explained() -> str:
    left_out = "".join(f"  - {one}\n" for one in LEFT_OUT)
    return (
        "童护的备份。恢复：tonghu restore 本文件夹 --home 新的空文件夹 --keys 密钥所在的文件夹\n"
        f"{DUMP}由pg_dump写成（pg_restore可读）；files是上传文件的密文；manifest.json是各表行数和校验值；\n"
        "SHA256SUMS可用sha256sum -c核对。姓名、出生日期等未加密，请放在加密的盘上。\n"
        f"不在备份里的：\n{left_out}"
    )


def _within(one: Path, top: Path) -> bool:
    return one.resolve().is_relative_to(top.resolve()) or top.resolve().is_relative_to(
        one.resolve()
    )
