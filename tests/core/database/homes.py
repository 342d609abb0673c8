"""Homes for servers of these tests: made where the server's account can get, gone afterwards."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tonghu.core.database.server import remove
from tonghu.core.database.server.programs import found

# one folder of programs of each origin: the machine's own and the wheel's
ORIGINS = {("wheel" if one.bundled else "system"): one.folder for one in reversed(found())}


@contextmanager
def new_home(*, mode: int = 0o711) -> Iterator[Path]:
    """An empty home; whatever was started in it is stopped and removed."""
    home = Path(tempfile.mkdtemp(prefix="tonghu-home-", dir="/tmp"))
    home.chmod(mode)
    try:
        yield home
    finally:
        for record in home.rglob("database.toml"):
            if record.parent.name != "keys":
                with suppress(Exception):
                    remove(record.parent)
        shutil.rmtree(home, ignore_errors=True)


def kill(pid: int) -> None:
    """As sudden as it gets; back when it is dead, though perhaps not yet buried."""
    os.kill(pid, signal.SIGKILL)

    def dead() -> bool:
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes() == b""
        except (FileNotFoundError, ProcessLookupError):
            return True

    until(dead)


def until(true: object, seconds: float = 10) -> None:
    """Looks again and again, no longer than it must."""
    assert callable(true)
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "It did not become so in time."
        time.sleep(0.01)
