"""恢复演练: a backup is restored into an empty folder, started, examined, and thrown away."""

from __future__ import annotations

import json
import os
import shutil
import subprocess  # our own command line
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tonghu.core.database.backup.making import KEYS, back_up
from tonghu.core.database.backup.restoring import Restored, restore
from tonghu.core.database.server import remove

Tell = Callable[[str], None]
# variables that would lead the examined program away from the restored home
ELSEWHERE = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_ADMIN_URL", "TONGHU_DATABASE")


@dataclass(frozen=True)
class Step:
    """演练的一项: what was examined, how much, and what was wrong."""

    label: str
    told: str
    problems: tuple[str, ...] = ()


def drill(home: Path, *, source: Path | None = None, keys: Path | None = None) -> list[Step]:
    """演练: with a fresh backup unless one is given, with the keys in use unless others are."""
    empty = home / f"drill-{os.getpid()}"
    shutil.rmtree(empty, ignore_errors=True)
    began = time.monotonic()
    steps: list[Step] = []
    try:
        if source is None:
            source = back_up(home, empty / "backup")
            steps.append(Step("备份", f"用时{time.monotonic() - began:.1f}秒"))
        began = time.monotonic()
        restored = restore(source, empty / "home", keys=keys or home / KEYS)
        steps += _compared(restored, time.monotonic() - began)
        steps += examined(empty / "home")
    finally:
        remove(empty / "home")
        shutil.rmtree(empty, ignore_errors=True)
    return steps


def examined(home: Path) -> list[Step]:
    """What the program itself finds in a home, in processes of their own that see nothing else."""
    environment = {key: one for key, one in os.environ.items() if key not in ELSEWHERE}
    environment["TONGHU_HOME"] = str(home)
    security = _program(environment, "db", "status")
    faults = tuple(line for line in security.stdout.splitlines() if line.startswith("●"))
    if security.returncode and not faults:
        faults = (_last(security.stderr) or "没有答复。",)
    checks = _program(environment, "backup", "check", "--json")
    try:
        told = [Step(**json.loads(line)) for line in checks.stdout.splitlines()]
    except (ValueError, TypeError):
        told = [Step("模块检查", "没有做成", (_last(checks.stderr) or checks.stdout[-200:],))]
    if not told:  # silence would read as "the ciphertext opens"
        told = [
            Step(
                "模块检查", "0项", (_last(checks.stderr) or "没有一项检查，密文和日志链未经验证。",)
            )
        ]
    return [
        Step("行级安全", "与声明一致" if not faults else f"{len(faults)}处不一致", faults),
        *(Step(one.label, one.told, tuple(one.problems)) for one in told),
    ]


def _compared(restored: Restored, seconds: float) -> list[Step]:
    was = restored.manifest
    size = f"{len(was.tables)}张表，{was.rows}行；{was.files}个文件"
    return [
        Step("恢复", f"用时{seconds:.1f}秒，PostgreSQL {was.postgres}的备份"),
        Step("行数和校验值", size, restored.problems),
        Step("密钥", f"放回{restored.keys}个文件"),
    ]


def _program(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "tonghu.cli.main", *words],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def _last(text: str) -> str:
    return next((line for line in reversed(text.splitlines()) if line.strip()), "")
