"""A whole platform in a folder of its own: started as an operator would, killed as fate would."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
TARGETS = {
    "web": re.compile(r"granian"),
    "worker": re.compile(r"tonghu\.cli\.main work"),
    "database": re.compile(r"postgres .*-D |postgres -D "),
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Platform:
    """The county on the platform, served at a port of its own."""

    home: Path
    county: str = "331124"
    profile: str = "songyang"
    port: int = field(default_factory=free_port)
    server: subprocess.Popen[bytes] | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            k: v
            for k, v in os.environ.items()
            if not k.startswith(("TONGHU", "DATABASE_", "DJANGO"))
        }
        return {**kept, "TONGHU_HOME": str(self.home), "PYTHONPATH": str(ROOT)}

    def prepare(self, rows: int = 600) -> None:
        """Units, staff, a few rosters and one run."""
        subprocess.run(
            [sys.executable, "-m", "bench.county", "--county", self.county, "--profile", self.profile,
             "--rows", str(rows), "--home", str(self.home), "--no-serve"],
            cwd=ROOT, env=self.environment, check=True,
        )  # fmt: skip

    def tonghu(self, *words: str) -> subprocess.CompletedProcess[str]:
        """One command of the operator."""
        return subprocess.run(
            [sys.executable, "-m", "tonghu.cli.main", *words], cwd=ROOT, env=self.environment,
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    def start(self) -> None:
        """Serves, and waits until it answers."""
        with (self.home / "serve.log").open("ab") as log:
            self.server = subprocess.Popen(
                [sys.executable, "-m", "tonghu.cli.main", "serve", "--port", str(self.port)],
                cwd=ROOT, env=self.environment, stdout=log, stderr=log,
            )  # fmt: skip
        self.wait()

    def wait(self, seconds: float = 120) -> None:
        """Until the sign-in page, which needs the database, answers."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with (
                suppress(OSError),
                urllib.request.urlopen(f"{self.base}/sign-in/", timeout=5) as answer,
            ):
                if answer.status == 200:
                    return
            time.sleep(0.3)
        raise AssertionError(f"Nothing answered within {seconds} s; see {self.home}/serve.log.")

    def kill(self, target: str) -> list[int]:
        """SIGKILL to one kind of process, with all its children where it is web or worker."""
        found = [p for p in self._processes() if TARGETS[target].search(" ".join(_line(p)))]
        if target == "database":  # the postmaster only: its children must find out by themselves
            pids = {p.pid for p in found}
            found = [p for p in found if p.ppid() not in pids]
        for one in found:
            with suppress(psutil.NoSuchProcess):
                one.send_signal(signal.SIGKILL)
        return [p.pid for p in found]

    def _processes(self) -> list[psutil.Process]:
        assert self.server is not None
        ours = psutil.Process(self.server.pid).children(recursive=True)
        return ours + [p for p in psutil.process_iter() if str(self.home) in " ".join(_line(p))]

    def stop(self) -> None:
        """As an operator would."""
        if self.server is not None:
            self.server.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.server.wait(30)
            self.server.kill()
        self.tonghu("db", "stop")


def _line(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []
