"""测量: wall time, CPU and peak memory of a command and everything it starts."""

from __future__ import annotations

import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]

MARK = "MEASURED"


@dataclass(frozen=True, slots=True)
class Cost:
    """耗费 of one run. `peak` is the highest sum of resident memory over the process tree, in bytes."""

    wall: float
    cpu: float
    peak: int
    status: int
    output: str


class _Watch:
    """Samples a process tree; remembers peak memory and the CPU time of processes now gone."""

    def __init__(self, pid: int) -> None:
        self.root = psutil.Process(pid)
        self.peak = 0
        self.seen: dict[int, float] = {}

    def sample(self) -> None:
        total = 0
        for process in self._tree():
            try:
                total += process.memory_info().rss
                times = process.cpu_times()
            except psutil.Error:
                continue
            self.seen[process.pid] = times.user + times.system
        self.peak = max(self.peak, total)

    def _tree(self) -> list[psutil.Process]:
        try:
            return [self.root, *self.root.children(recursive=True)]
        except psutil.Error:
            return []

    @property
    def cpu(self) -> float:
        return sum(self.seen.values())


def run(command: list[str], cwd: Path, every: float = 0.02) -> Cost:
    """Run to its end; what it does after printing MEASURED is not counted."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    watch, stop = _Watch(process.pid), threading.Event()
    ended: list[float] = []

    def follow() -> None:
        while not stop.wait(every):
            watch.sample()

    follower = threading.Thread(target=follow, daemon=True)
    follower.start()
    errors: list[str] = []
    assert process.stdout is not None
    assert process.stderr is not None
    drain = threading.Thread(target=lambda: errors.extend(process.stderr or ()), daemon=True)
    drain.start()
    lines = []
    for line in process.stdout:
        if line.strip() == MARK:
            watch.sample()
            ended.append(time.perf_counter())
            stop.set()
        else:
            lines.append(line)
    status = process.wait()
    ended.append(time.perf_counter())
    stop.set()
    follower.join()
    drain.join()
    process.stdout.close()
    process.stderr.close()
    said = "".join(lines) + ("".join(errors) if status else "")
    return Cost(ended[0] - start, watch.cpu, watch.peak, status, said)
