"""沙箱: the parent's end of a reading child: start, ask, and bury it when it dies."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from tonghu.reconcile.engine.intake.sentences import Refusal
from tonghu.reconcile.engine.intake.wire import Answer, Job, pack, refused, unpack_answer

_MODULE: Final = "tonghu.reconcile.engine.intake.child"
_MOST_ANSWER: Final = 64 << 20


class _Died(Exception):
    """The child ended or fell silent."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Sandbox:
    """One child at a time; a dead one is replaced when the next file comes."""

    def __init__(self, workdir: Path) -> None:
        self._workdir = workdir
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, job: Job) -> Answer:
        """Have one file read; a child that dies over it leaves a refusal."""
        try:
            return self._exchange(job)
        except _Died as died:
            self.close()
            seconds = int(job.limits.wall_seconds)
            values = {"seconds": seconds} if died.code == "timeout" else {}
            return Answer(said=(refused(Refusal(died.code, **values)),))

    def close(self) -> None:
        """End the child and whatever it started."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin:
            process.stdin.close()
        if process.poll() is None:
            _kill(process)
        process.wait()
        if process.stdout:
            process.stdout.close()

    def _exchange(self, job: Job) -> Answer:
        process = self._alive()
        if process.stdin is None:
            raise _Died("crashed")
        try:
            process.stdin.write(pack(job))
            process.stdin.flush()
        except OSError as error:
            raise _Died("crashed") from error
        line = self._line(process, job.limits.wall_seconds)
        try:
            return unpack_answer(line)
        except (ValueError, KeyError, TypeError) as error:
            raise _Died("crashed") from error

    def _alive(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            self._process = _start(self._workdir)
        return self._process

    def _line(self, process: subprocess.Popen[bytes], seconds: float) -> bytes:
        """One line within the time, read piece by piece."""
        if process.stdout is None:
            raise _Died("crashed")
        deadline = time.monotonic() + seconds
        pieces = bytearray()
        descriptor = process.stdout.fileno()
        while not pieces.endswith(b"\n"):
            ready, _, _ = select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise _Died("timeout")
            piece = os.read(descriptor, 1 << 20)
            if not piece:
                process.wait()
                raise _Died("timeout" if process.returncode == -signal.SIGXCPU else "crashed")
            pieces += piece
            if len(pieces) > _MOST_ANSWER:
                raise _Died("crashed")
        return bytes(pieces)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """The whole group: the child is the leader of its own session."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        process.kill()


def _start(workdir: Path) -> subprocess.Popen[bytes]:
    """Our own module, no site, no user's environment, nothing of the parent's open files."""
    paths = os.pathsep.join(p for p in sys.path if p)
    environment = {"PYTHONPATH": paths, "LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}
    quiet = None if "TONGHU_DEBUG" in os.environ else subprocess.DEVNULL
    command = [sys.executable, "-S", "-s", "-P", "-X", "utf8", "-m", _MODULE]
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=quiet,
        env=environment,
        cwd=workdir,
        close_fds=True,
        start_new_session=True,
    )
