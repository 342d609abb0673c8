"""命令行: what an administrator types, on a home of its own, from nothing to a passed drill."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.core.database.homes import new_home
from tests.shape.tree import ROOT
from tonghu.core.database.backup.making import copy_keys
from tonghu.core.database.server import addresses
from tonghu.core.database.testing import prepare

# one encrypted file, one encrypted value, the events they leave: what a drill must find readable
CONTENT = """
from tonghu.cli.django import ready
ready()
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.people import COUNTY, SYSTEM, seat
from tonghu.core.database import scope
seat()
from tonghu.access.models import OneTimeDevice, User
from tonghu.files.actions import store
table = SimpleUploadedFile("a.csv", "姓名,年龄\\n演示甲,9\\n".encode())
with scope(SYSTEM):
    user = User.objects.all_of_them(reason="测试").first()
    OneTimeDevice.objects.put(user=user, secret="JBSWY3DPEHPK3PXP")
    store(upload=table, purpose="演练", division=COUNTY, unit=None, by=SYSTEM)
"""


class Shell:
    """`tonghu` in a process of its own, for one home."""

    def __init__(self, home: Path, **named: str) -> None:
        self.home, self.named = home, named

    def __call__(self, *words: object, code: int = 0) -> str:
        done = self.python("-m", "tonghu.cli.main", *map(str, words))
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr

    def python(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Python in that home."""
        return subprocess.run(
            [sys.executable, *words],
            env={**os.environ, "TONGHU_HOME": str(self.home), **self.named},
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip


@pytest.fixture(scope="module")
def tonghu() -> Iterator[Shell]:
    """A home whose tables are made."""
    with new_home() as home:
        prepare(home)
        shell = Shell(home)
        assert "行级安全都已就绪" in shell("db", "migrate")
        done = shell.python("-c", CONTENT)
        assert done.returncode == 0, done.stderr
        yield shell


def test_an_empty_home_is_told_to_be_empty() -> None:
    with new_home() as home:
        assert "还没有建立" in Shell(home)("db", "status", code=1)
        assert "还没有数据库" in Shell(home)("backup", code=1)
        assert "本来就没有运行" in Shell(home)("db", "stop")


def test_start_status_and_stop_say_what_is(tonghu: Shell) -> None:
    assert "正在运行" in tonghu("db", "start")
    assert "行级安全与声明一致" in tonghu("db", "status")
    assert "数据库已停止" in tonghu("db", "stop")
    assert "已停止" in tonghu("db", "status", code=1)
    assert "正在运行" in tonghu("db", "start")


def test_status_finds_a_policy_somebody_loosened_and_migrate_mends_it(tonghu: Shell) -> None:
    urls = addresses(tonghu.home)
    assert urls is not None
    with psycopg.connect(urls.owner) as owner:
        owner.execute("ALTER POLICY tonghu_rows ON core_event USING (true)")
    assert "表core_event的行级策略与声明不一致" in tonghu("db", "status", code=1)
    tonghu("db", "migrate")
    assert "行级安全与声明一致" in tonghu("db", "status")


def test_a_backup_says_what_it_holds_and_what_it_does_not(tonghu: Shell, tmp_path: Path) -> None:
    told = tonghu("backup", "--to", tmp_path / "b", "--with-keys", tmp_path / "k")
    made = next((tmp_path / "b").iterdir())
    assert str(made) in told
    assert "不在备份里的" in told
    with new_home() as other:
        keys = next((tmp_path / "k").iterdir())
        told = tonghu("restore", made, "--home", other / "new", "--keys", keys)
        assert "行数和校验值与备份时一致" in told
        assert "没有放回密钥" not in told
        assert "✓ 密文" in Shell(other / "new")("backup", "check")
    assert "不会覆盖" in tonghu("restore", made, code=1)
    assert "不是童护的备份" in tonghu("restore", tmp_path, "--home", tmp_path / "x", code=1)


def test_a_drill_passes_and_leaves_nothing_behind(tonghu: Shell) -> None:
    before = {one.name for one in tonghu.home.iterdir()}
    told = tonghu("backup", "drill")
    assert "演练通过" in told
    assert "✓ 行数和校验值" in told
    assert "✓ 行级安全" in told
    for label in ("密文", "日志链", "文件内容"):
        assert re.search(rf"✓ {label}：查了[1-9]", told), told
    assert {one.name for one in tonghu.home.iterdir()} == before


@pytest.mark.long
def test_a_drill_without_the_keys_fails(tonghu: Shell, tmp_path: Path) -> None:
    told = tonghu("backup", "drill", "--keys", tmp_path, code=1)
    assert "✓ 行数和校验值" in told
    for label in ("密文", "日志链", "文件内容"):
        assert f"× {label}" in told


def test_a_drill_on_a_spoilt_backup_fails(tonghu: Shell, tmp_path: Path) -> None:
    tonghu("backup", "--to", tmp_path)
    made = next(tmp_path.iterdir())
    dump = bytearray((made / "database.dump").read_bytes())
    dump[len(dump) // 2] ^= 1
    (made / "database.dump").write_bytes(dump)
    assert "被改动或损坏" in tonghu("backup", "drill", "--from", made, code=1)


def test_a_server_of_somebody_else_is_used_as_it_is(tonghu: Shell) -> None:
    urls = addresses(tonghu.home)
    assert urls is not None
    with new_home() as other:
        copy_keys(tonghu.home / "keys", other / "keys")
        outside = Shell(other, DATABASE_URL=urls.app)
        assert "DATABASE_OWNER_URL" in outside("db", "migrate", code=2)
        assert "没有核对" in outside("db", "status", code=1)
        outside = Shell(other, DATABASE_URL=urls.app, DATABASE_OWNER_URL=urls.owner.split("?")[0])
        assert "行级安全都已就绪" in outside("db", "migrate")
        assert "由DATABASE_URL指定" in outside("db", "status")
        assert "由它的管理员备份" in outside("backup", code=1)
        assert not (other / "db").exists()
