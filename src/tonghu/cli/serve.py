"""开门: `tonghu serve` keeps database, web server and worker running, whatever dies."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from tonghu.cli.errors import Refused

_LOOK = 0.3  # seconds between two looks
_PAUSE = 1.0  # before a process that died is started again
_DATABASE_EVERY = 2.0


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The noun `serve` of the command line."""
    parser = subparsers.add_parser("serve", help="开门：启动数据库、网站和后台工作，出故障自动重启")
    parser.add_argument("--host", default="127.0.0.1", metavar="地址")
    parser.add_argument("--port", type=int, default=8000, metavar="端口")
    parser.add_argument("--workers", type=int, default=1, metavar="个数", help="网站进程数")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Prepares, then watches until it is stopped."""
    home = prepare()
    here = dict(os.environ, TONGHU_STATIC="whitenoise.storage.CompressedManifestStaticFilesStorage")
    subprocess.run(
        [sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity", "0"],
        env={**here, "DJANGO_SETTINGS_MODULE": "tonghu.config.settings"}, check=True,
    )  # fmt: skip
    processes = [Watched("网站", web(args.host, args.port, args.workers), here),
                 Watched("后台工作", [sys.executable, "-m", "tonghu.cli.main", "work"], here)]  # fmt: skip
    watch(processes, database=lambda: start_database(home))
    return 0


def prepare() -> Path:
    """Database up, tables as the program wants them; returns the home folder."""
    from tonghu.core.database.server import home_folder

    home = home_folder()
    start_database(home)
    done = subprocess.run([sys.executable, "-m", "tonghu.cli.main", "db", "migrate"], check=False)
    if done.returncode:
        raise Refused("数据库的表没有准备好，原因见上。")
    _refuse_strong_role(start_database(home))
    return home


def start_database(home: Path) -> str:
    """The address at which the database answers the runtime role, or a sentence why it does not."""
    from tonghu.core.database.server import ServerError, ensure_running

    try:
        return ensure_running(home).app
    except ServerError as error:
        raise Refused(str(error)) from None


def _refuse_strong_role(address: str) -> None:
    """A role that owns tables or passes policies by must not answer people (design §4 Access)."""
    import psycopg

    from tonghu.core.database.policies import weaknesses

    with psycopg.connect(address, connect_timeout=10) as connection:
        found = weaknesses(connection)
    if found:
        raise Refused(f"数据库账号不能用来开门：{'；'.join(found)}")


def web(host: str, port: int, workers: int) -> list[str]:
    """The command of the web server."""
    return [
        str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host", host,
        "--port", str(port), "--workers", str(workers), "--blocking-threads", "4",
        "--backpressure", "64", "--no-ws", "--respawn-failed-workers", "--log-level", "warning",
        "tonghu.config.wsgi:application",
    ]  # fmt: skip


@dataclass
class Watched:
    """一个进程 that is started again whenever it ends."""

    name: str
    command: list[str]
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    again_at: float = 0.0
    deaths: int = field(default=0)

    def look(self) -> None:
        """Starts the process when it does not run."""
        if self.process is not None and self.process.poll() is None:
            return
        if self.process is not None and not self.again_at:
            self._clear()
            self.deaths += 1
            self.again_at = time.monotonic() + _PAUSE
            sys.stderr.write(f"{self.name}停了，正在重新启动（第{self.deaths}次）。\n")
        if time.monotonic() >= self.again_at:
            self.again_at = 0.0
            self.process = subprocess.Popen(  # noqa: S603  (our own command line)
                self.command, env=self.environment, start_new_session=True
            )

    def _clear(self) -> None:
        """Children that outlive a killed process would keep its port."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def stop(self) -> None:
        """Ends the process and what it started."""
        if self.process is None or self.process.poll() is not None:
            return
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)


def watch(processes: list[Watched], database: Callable[[], str]) -> None:
    """Until somebody stops us. When the database had to move to another port, all begin anew."""
    stopped: list[bool] = []

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopped.append(True)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    checked, address = time.monotonic(), _keep(database, "")
    while not stopped:
        if time.monotonic() - checked > _DATABASE_EVERY:
            before, address = address, _keep(database, address)
            checked = time.monotonic()
            if address != before:
                _stop(processes)
        for one in processes:
            one.look()
        time.sleep(_LOOK)
    _stop(processes)


def _stop(processes: list[Watched]) -> None:
    for one in processes:
        one.stop()


def _keep(database: Callable[[], str], known: str) -> str:
    """Where the database answers now; as known while it cannot be started."""
    try:
        return database()
    except Refused as refused:
        sys.stderr.write(f"{refused.sentence}\n")
        return known
