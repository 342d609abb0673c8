"""读入子进程: one line of JSON in, one out; may be killed at any moment and no one minds.

Started by `sandbox` with a bare environment. It limits itself before it opens anything.
"""

from __future__ import annotations

import errno
import resource
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyarrow as pa

from tonghu.reconcile.engine.intake.grid.bookgrid import read_book
from tonghu.reconcile.engine.intake.grid.csvgrid import read_csv
from tonghu.reconcile.engine.intake.grid.grid import Grid
from tonghu.reconcile.engine.intake.guard import archive, magic, ole
from tonghu.reconcile.engine.intake.limits import Limits
from tonghu.reconcile.engine.intake.sentences import Refusal, say
from tonghu.reconcile.engine.intake.understand import understand
from tonghu.reconcile.engine.intake.wire import Answer, Job, Read, Said, pack, refused, unpack_job

OUT_OF_MEMORY: Final = 3  # exit status: answered, but no longer fit for another file


def main() -> int:
    """Serve jobs until the parent closes the pipe."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    limited = False
    for line in sys.stdin.buffer:
        job = unpack_job(line)
        if not limited:
            _limit_once(job.limits)
            limited = True
        _limit_time(job.limits)
        answer, fit = answer_to(job)
        sys.stdout.buffer.write(pack(answer))
        sys.stdout.buffer.flush()
        if not fit:
            return OUT_OF_MEMORY
    return 0


_UNSEEN = 1 << 30


def _limit_once(limits: Limits) -> None:
    """Address space and file size, for the rest of this process's life."""
    space = _mapped() + limits.memory
    resource.setrlimit(resource.RLIMIT_AS, (space, space))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.output, limits.output))


def _mapped() -> int:
    """Bytes of address space the libraries take before the first file; a guess where /proc is shut."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return _UNSEEN
    return pages * resource.getpagesize()


def _limit_time(limits: Limits) -> None:
    """CPU seconds for the next file on top of those spent."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + limits.cpu_seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def answer_to(job: Job) -> tuple[Answer, bool]:
    """Read one file; whatever happens there is an answer, and whether this process may go on."""
    try:
        return _read(job), True
    except Refusal as refusal:
        return Answer(said=(refused(refusal),)), True
    except (MemoryError, pa.ArrowMemoryError):
        return Answer(said=(refused(Refusal("memory")),)), False
    except OSError as error:
        code = "disk" if error.errno in {errno.ENOSPC, errno.EDQUOT} else "unreadable"
        return Answer(said=(refused(Refusal(code)),)), True
    except Exception as error:  # noqa: BLE001 - a hostile file may raise anything
        _trace(error)
        return Answer(said=(refused(Refusal("crashed")),)), False


def _trace(error: Exception) -> None:
    """Where it happened, for a developer: places and the kind of error, never its words."""
    for frame in traceback.extract_tb(error.__traceback__)[-6:]:
        sys.stderr.write(f"{frame.filename}:{frame.lineno} {frame.name}\n")
    sys.stderr.write(f"{type(error).__name__}\n")


def _read(job: Job) -> Answer:
    """Every sheet of the file: understood and stored, or refused, or passed over."""
    path = Path(job.path)
    sheets: list[Read] = []
    said: list[Said] = []
    grids = list(_grids(path, job.limits))
    for number, grid in enumerate(grids):
        if isinstance(grid, Said):
            said.append(grid)
            continue
        try:
            table = understand(grid, job, path.stem, Path(f"{job.out}.{number}"))
        except Refusal as refusal:
            said.append(refused(refusal, grid.name))
            continue
        sheets.append(table.read)
        said.extend(table.said)
    if len(grids) > 1:
        said = [_passed_over(s, bool(sheets)) for s in said]
    if not sheets and not any(s.fatal for s in said):
        said.append(refused(Refusal("empty")))
    return Answer(tuple(sheets), tuple(said))


def _passed_over(said: Said, others: bool) -> Said:
    """A spare empty sheet, or a sheet of instructions beside a roster, spoils nothing."""
    if said.code == "empty":
        return Said("empty_sheet", say("empty_sheet"), said.sheet)
    if said.code == "no_table" and others:
        return Said("skipped_sheet", say("skipped_sheet"), said.sheet)
    return said


def _grids(path: Path, limits: Limits) -> Iterator[Grid | Said]:
    content = magic.check(path, limits)
    if content == "text":
        yield read_csv(path, limits)
    elif content == "ole":
        yield from read_book(path, limits, ole.check(path, limits))
    else:
        yield from read_book(path, limits, archive.check(path, limits))


if __name__ == "__main__":
    sys.exit(main())
