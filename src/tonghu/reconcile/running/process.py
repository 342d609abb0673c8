"""父进程这一边: start the child, hear its steps, end it with us."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from tonghu.reconcile.running.orders import Order, PeekOrder, pack

_MOST = 200_000_000  # bytes of one line from the child
_PR_SET_PDEATHSIG = 1


class ChildDied(RuntimeError):
    """子进程没有办完就停了: the message is for the log."""


def ask(
    order: Order | PeekOrder, step: Callable[[str], None] = lambda name: None
) -> dict[str, Any]:
    """Has the child do the order; its last word."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tonghu.reconcile.running"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True, env=_environment(), preexec_fn=_die_with_parent,
    )  # fmt: skip
    try:
        return _heard(process, order, step)
    finally:
        _end(process)


def _heard(
    process: subprocess.Popen[bytes], order: Order | PeekOrder, step: Callable[[str], None]
) -> dict[str, Any]:
    if process.stdin is None or process.stdout is None or process.stderr is None:
        raise ChildDied("no pipes")
    with contextlib.suppress(BrokenPipeError):
        process.stdin.write(pack(order))
        process.stdin.close()
    last: dict[str, Any] = {}
    while line := process.stdout.readline(_MOST):
        last = json.loads(line)
        if "step" in last:
            step(last["step"])
    code = process.wait()
    if code != 0 or "step" in last or not last:
        raise ChildDied(process.stderr.read(4_000).decode(errors="replace") or f"status {code}")
    return last


def _environment() -> dict[str, str]:
    """What a child needs to run; no password, no key."""
    kept = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "PYTHONPATH", "VIRTUAL_ENV", "HOME")
    return {name: os.environ[name] for name in kept if name in os.environ} | {
        "OMP_NUM_THREADS": "2"
    }


def _die_with_parent() -> None:
    """A killed worker must not leave a child that goes on reading."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe:
            pipe.close()
