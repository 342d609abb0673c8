"""数据库服务: makes the data folder, starts and stops the server, and outlives its sudden death."""

from __future__ import annotations

import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess  # the type only

from tonghu.core.database.server.account import Account
from tonghu.core.database.server.demands import configuration
from tonghu.core.database.server.places import Place, port_is_free
from tonghu.core.database.server.problem import ServerError
from tonghu.core.database.server.programs import Programs
from tonghu.core.database.server.roles import ADMIN

PROC = Path("/proc")
PATIENCE = 20.0  # seconds for a killed server and what it leaves behind to be gone
PORT_PATIENCE = 5.0
RECOVERY = 300  # seconds for a server to replay its log after a crash
TRIES = 4
INCLUDED = "tonghu.conf"


@dataclass(frozen=True)
class Cluster:
    """数据库服务: one data folder, the programs for it, and the account that runs them."""

    place: Place
    programs: Programs
    account: Account

    def create(self, password: str) -> None:
        """Makes the data folder; half-made ones of an interrupted start are thrown away."""
        data = self.place.data
        if (data / "PG_VERSION").exists():
            return
        fresh = data.with_name("data.new")
        shutil.rmtree(fresh, ignore_errors=True)
        self.account.folder(fresh)
        for locale in ("C.UTF-8", "C"):
            made = self.account.run(self._initdb(fresh, locale), given=f"{password}\n")
            if made.returncode == 0:
                break
        else:
            raise ServerError(f"建不成数据库：{_last(made.stdout)}")
        with (fresh / "postgresql.conf").open("a", encoding="utf-8") as out:
            out.write(f"\ninclude '{INCLUDED}'\n")
        self._configure(fresh)
        fresh.rename(data)

    def start(self) -> None:
        """Starts the server and waits until it answers; a running one is left alone."""
        said = ""
        for _ in range(TRIES):
            if self.wait_for_the_old():
                return
            self.account.folder(self.place.log)
            self.account.folder(self.place.socket)
            self._configure(self.place.data)
            log = self.place.log / "start.log"
            done = self._control("start", "-w", "-t", str(RECOVERY), "-l", log)
            if done.returncode == 0:
                return
            said = _last(_read(log)) or _last(done.stdout)
            time.sleep(1)
        raise ServerError(f"数据库启动不了：{said}。详细情况见{self.place.log}。")

    def stop(self, *, mode: str = "fast") -> None:
        """Stops the server; a stopped one is left alone."""
        if self.pid() is None:
            return
        done = self._control("stop", "-w", "-t", "60", "-m", mode)
        if done.returncode and self.pid() is not None:
            raise ServerError(f"数据库停不下来：{_last(done.stdout)}")

    def single_user(self, statements: str) -> None:
        """Statements on a stopped server, by the account that owns the files."""
        command = (self.programs / "postgres", "--single", "-D", self.place.data, "postgres")
        done = self.account.run(command, given=statements)
        if done.returncode:
            raise ServerError(f"不能重设数据库口令：{_last(done.stdout)}")

    def pid(self) -> int | None:
        """The living server of this data folder."""
        noted = self._noted()
        return noted if noted and _is_server(noted, self.place.data) else None

    def wait_for_the_old(self) -> bool:
        """True when a server runs. Else waits for a killed one to be gone for good.

        After kill -9 its number stays taken until somebody reaps it, and PostgreSQL will not start
        beside a living number; processes it leaves behind hold the shared memory for a moment.
        """
        until = time.monotonic() + PATIENCE
        while noted := self._noted():
            if _is_server(noted, self.place.data):
                if is_answering(self.place.data):
                    return True
                until = max(until, time.monotonic() + 1)  # recovering: not ours to interrupt
            elif not _is_alive(noted):
                break  # PostgreSQL sees by itself that this note is stale
            elif not _left_behind(self.place.data) and (
                not _is_zombie(noted) or time.monotonic() > until
            ):
                # the number now belongs to another program, or to a corpse that nobody buries
                (self.place.data / "postmaster.pid").unlink(missing_ok=True)
                break
            elif time.monotonic() > until:
                raise ServerError(f"上次的数据库进程（{noted}）还没有结束，请稍后再试。")
            time.sleep(0.1)
        while _left_behind(self.place.data) and time.monotonic() < until:
            time.sleep(0.1)
        return False

    def wait_for_the_port(self) -> bool:
        """Whether the port is ours again; programs that run know no other, so it is not given up
        for something that passes."""
        until = time.monotonic() + PORT_PATIENCE
        while not port_is_free(self.place.port):
            if time.monotonic() > until:
                return False
            time.sleep(0.1)
        return True

    def _initdb(self, data: Path, locale: str) -> list[str | Path]:
        # the password through a pipe of the account's own: it may not open one of root's
        command: list[str | Path] = ["/bin/sh", "-c", 'cat | "$@"', "sh"]
        command += [self.programs / "initdb", "-D", data, "-U", ADMIN]
        command += ["-A", "scram-sha-256", "--pwfile=/dev/stdin", "-E", "UTF8"]
        command += [f"--locale={locale}", "--no-instructions"]
        return [*command, "--no-sync"] if self.place.fast else [*command, "--data-checksums"]

    def _configure(self, data: Path) -> None:
        file = data / INCLUDED
        file.write_text(configuration(self.place), encoding="utf-8")
        file.chmod(0o600)
        if self.account.uid is not None and self.account.gid is not None:
            os.chown(file, self.account.uid, self.account.gid)

    def _control(self, verb: str, *options: str | Path) -> CompletedProcess[str]:
        return self.account.run([self.programs / "pg_ctl", verb, "-D", self.place.data, *options])

    def _noted(self) -> int | None:
        lines = _read(self.place.data / "postmaster.pid").splitlines()
        return abs(int(lines[0])) if lines and lines[0].strip("-").isdigit() else None


def is_answering(data: Path) -> bool:
    """Whether a living server of this folder says that it is ready."""
    lines = _read(data / "postmaster.pid").splitlines()
    ready = len(lines) >= 8 and lines[7].strip() == "ready"
    return ready and lines[0].isdigit() and _is_server(int(lines[0]), data)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""


def _last(text: str) -> str:
    """The last line that says something."""
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "")


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _is_zombie(pid: int) -> bool:
    return _read(PROC / str(pid) / "stat").rpartition(")")[2].strip().startswith("Z")


def _is_server(pid: int, data: Path) -> bool:
    """Whether a living process is the server of this folder; without /proc, a living one is."""
    if not _is_alive(pid):
        return False
    if not PROC.is_dir():
        return True
    try:
        words = (PROC / str(pid) / "cmdline").read_bytes().split(b"\0")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return os.fsencode(data) in words


def _left_behind(data: Path) -> bool:
    """Whether a process still works in the data folder: children of a killed server."""
    for entry in PROC.glob("[0-9]*") if PROC.is_dir() else ():
        try:
            if os.readlink(entry / "cwd") == os.path.realpath(data):
                return True
        except OSError:
            continue
    return False
