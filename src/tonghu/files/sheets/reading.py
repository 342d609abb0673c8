"""读表格, the parent's side: start the child, wait, bury it when it dies; a refusal is a sentence."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tonghu.files.rules import Refused
from tonghu.files.sheets.child import LOST, MOST_ROWS, flat
from tonghu.files.states import FileKind

__all__ = ["LOST", "Book", "Sheet", "flat", "read"]

KINDS = frozenset({FileKind.XLSX, FileKind.XLS, FileKind.CSV})
WAIT = 90  # seconds of the clock
LARGEST_ANSWER = 400_000_000
_REASONS = {
    "rows": f"一张表最多{MOST_ROWS}行，请分成几份再交。",
    "memory": "这个文件解开后太大，没有读。请删去空白行和图片，另存一份再交。",
    "unreadable": "这个文件打不开，可能损坏或加了密码。请在Excel里打开，另存一份再交。",
    "timeout": "这个文件读了太久还没读完，停下了。请分成几份再交。",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """一张表: every cell as text."""

    name: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Book:
    """一个文件里的表."""

    sheets: tuple[Sheet, ...]


def read(path: Path, kind: FileKind) -> Book:
    """The sheets of a file; `Refused` with a sentence when it cannot be read."""
    if kind not in KINDS:
        raise Refused("请把名单存成xlsx、xls或者csv再交。")
    answer = _asked(path, kind)
    if "refused" in answer:
        raise Refused(_REASONS[str(answer["refused"])])
    return Book(
        tuple(Sheet(s["name"], tuple(tuple(row) for row in s["rows"])) for s in answer["sheets"])
    )


def _asked(path: Path, kind: FileKind) -> dict[str, Any]:
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
        [sys.executable, "-s", "-P", "-X", "utf8", "-m", "tonghu.files.sheets.child", str(path), kind.value],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "LC_ALL": "C.UTF-8"},
        close_fds=True, start_new_session=True,
    )  # fmt: skip
    try:
        said, _ = process.communicate(timeout=WAIT)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return {"refused": "timeout"}
    if process.returncode == -signal.SIGXCPU:
        return {"refused": "timeout"}
    if process.returncode != 0 or len(said) > LARGEST_ANSWER:
        return {"refused": "memory" if process.returncode in (-signal.SIGABRT, -signal.SIGKILL) else "unreadable"}  # fmt: skip
    found = json.loads(said)
    return found if isinstance(found, dict) else {"refused": "unreadable"}
