"""`python -m bench.register`: seeds a prefecture, starts the platform, lets a hundred people work, prints p95."""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

OUT = Path("out/bench")
TICKS = os.sysconf("SC_CLK_TCK")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.register", description=__doc__)
    parser.add_argument("--children", type=int, default=223_000)
    parser.add_argument("--users", type=int, default=100)
    parser.add_argument("--think", type=float, default=5.0, help="两页之间想几秒")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--home", type=Path, default=Path("out/bench/register-home"))
    parser.add_argument("--workers", type=int, default=1, help="网站进程数")
    return parser.parse_args()


def main() -> int:
    """The whole of it; figures also go to out/bench/register.json."""
    args = _arguments()
    os.environ |= {
        "TONGHU_HOME": str(args.home.absolute()), "DJANGO_SETTINGS_MODULE": "tonghu.config.settings",
        "TONGHU_PROFILE": "songyang",
    }  # fmt: skip
    from tonghu.core.database.server import ensure_running

    urls = ensure_running(args.home.absolute())
    subprocess.run([sys.executable, "-m", "tonghu.cli.main", "db", "migrate"], check=True)
    seats = _seeded(urls.admin, args.children)
    port, server = _server(args.workers)
    try:
        times, cpu, asked = _loaded(seats, port, server.pid, args)
    finally:
        server.terminate()
        server.wait()
    _shown(times, cpu, asked, args)
    return 1 if times.wrong else 0


def _seeded(admin: str, total: int):  # type: ignore[no-untyped-def]
    import django

    django.setup()
    from django.contrib.auth.hashers import make_password

    from bench.register import seed
    from tonghu.core.database import scope

    began = time.monotonic()
    with scope(seed.SEED):
        if seed.Child.objects.all_of_them(reason="bench").exists():
            raise SystemExit("这个文件夹里已有儿童，请用--home换一个空的。")
    seed.land()
    seats = seed.people(make_password(seed.WORD))
    count = seed.copied(admin, seed.children(total))
    print(f"造了{count}名儿童，{time.monotonic() - began:.0f}秒")
    return seats


def _server(workers: int) -> tuple[int, subprocess.Popen[bytes]]:
    from tonghu.cli.serve import web

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    server = subprocess.Popen(web("127.0.0.1", port, workers))
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return port, server
        time.sleep(0.1)
    raise SystemExit("网站没有起来。")


def _loaded(seats, port: int, pid: int, args: argparse.Namespace):  # type: ignore[no-untyped-def]
    from bench.register.load import Browser, Times, person

    Browser(port).ask("GET", "/sign-in/")
    times, until = Times(), time.monotonic() + args.seconds + args.users * 0.3
    work = [
        threading.Thread(
            target=person,
            args=(seats[n % len(seats)], port, until, args.think, times, n),
            daemon=True,
        )
        for n in range(args.users)
    ]
    for one in work:
        one.start()
        time.sleep(0.25)  # signing in is dear on purpose; it is not what is measured
    with times.lock:
        times.taken.clear()
    before, began = _cpu(pid), sum(len(some) for some in times.taken.values())
    for one in work:
        one.join()
    asked = sum(len(some) for some in times.taken.values()) - began
    return times, _cpu(pid) - before, asked


def _cpu(pid: int) -> float:
    """Seconds of CPU of a process and its children, PostgreSQL's apart."""
    total = 0.0
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                told = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(folder.name) == pid or int(told[1]) == pid:
                total += (int(told[11]) + int(told[12])) / TICKS
    return total


def _shown(times, cpu: float, asked: int, args: argparse.Namespace) -> None:  # type: ignore[no-untyped-def]
    table = Table(title=f"{args.children:,}名儿童，{args.users}人，每页想{args.think:g}秒")
    for head in ("谁", "页", "次数", "中位毫秒", "p95毫秒"):
        table.add_column(head, justify="left" if head in ("谁", "页") else "right")
    rows = times.table()
    for role, page, count, middle, high in rows:
        table.add_row(role, page, str(count), f"{middle:.0f}", f"{high:.0f}")
    Console().print(table)
    each = 1000 * cpu / asked if asked else 0.0
    print(f"共{asked}次，网站每次用CPU{each:.0f}毫秒，出错{len(times.wrong)}次 {times.wrong[:3]}")
    OUT.mkdir(parents=True, exist_ok=True)
    told = {
        "rows": rows,
        "cpu_ms": each,
        "requests": asked,
        "wrong": len(times.wrong),
        "children": args.children,
    }
    (OUT / "register.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
