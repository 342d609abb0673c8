"""读入总口: every file to a child, every answer checked, nothing lost on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from datetime import date
from pathlib import Path
from queue import SimpleQueue

import pyarrow as pa

from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.intake.guard import magic
from tonghu.reconcile.engine.intake.limits import Limits
from tonghu.reconcile.engine.intake.mappings import SavedMapping
from tonghu.reconcile.engine.intake.sandbox import Sandbox
from tonghu.reconcile.engine.intake.sentences import Refusal
from tonghu.reconcile.engine.intake.store import load
from tonghu.reconcile.engine.intake.tables import (
    ColumnMapping,
    Intake,
    Notice,
    RosterFile,
    Sheet,
)
from tonghu.reconcile.engine.intake.wire import Answer, Job, Read, Said, refused

Progress = Callable[[str, int, int], None]


def read(
    files: Sequence[RosterFile],
    *,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    saved: Mapping[str, SavedMapping] | None = None,
    workdir: Path,
    progress: Progress | None = None,
) -> Intake:
    """名册读入: all files, in the order given; the caller removes `workdir` afterwards."""
    workdir.mkdir(mode=0o700, parents=True, exist_ok=True)
    workdir.chmod(0o700)
    jobs = [_job(f, i, limits, saved or {}, workdir) for i, f in enumerate(files)]
    answers = _ask_all(jobs, limits, workdir, progress)
    sheets: list[Sheet] = []
    notices: list[Notice] = []
    for file, answer in zip(files, answers, strict=True):
        taken, said = _take(file, answer, workdir)
        sheets += taken
        notices += [
            Notice(s.code, s.text, file.path, s.sheet, s.rows, s.count, s.fatal) for s in said
        ]
    return Intake(tuple(sheets), tuple(notices))


def _job(
    file: RosterFile,
    number: int,
    limits: Limits,
    saved: Mapping[str, SavedMapping],
    workdir: Path,
) -> Job:
    return Job(
        str(file.path.absolute()),
        str(workdir.absolute() / f"{number:05d}"),
        file.kind,
        file.sender,
        file.town,
        file.as_of,
        file.population,
        limits,
        limits.today or date.today(),
        tuple(saved[s] for s in sorted(saved)),
    )


def _ask_all(
    jobs: Sequence[Job], limits: Limits, workdir: Path, progress: Progress | None
) -> list[Answer]:
    """Largest files first over at most `limits.children` children; answers by place."""
    answers: list[Answer | None] = [_precheck(job) for job in jobs]
    open_jobs = [i for i, a in enumerate(answers) if a is None]
    order = iter(sorted(open_jobs, key=lambda i: -_size(jobs[i])))
    done = len(jobs) - len(open_jobs)
    boxes = [Sandbox(workdir) for _ in range(max(1, min(limits.children, len(open_jobs))))]
    free: SimpleQueue[Sandbox] = SimpleQueue()
    for box in boxes:
        free.put(box)

    def serve(index: int) -> None:
        box = free.get()
        try:
            answers[index] = box.ask(jobs[index])
        finally:
            free.put(box)

    pool = ThreadPoolExecutor(len(boxes))
    try:
        for _ in as_completed([pool.submit(serve, index) for index in order]):
            done += 1
            if progress:
                progress("读入名册", done, len(jobs))
    finally:
        # also when interrupted: no new file is begun, and a child at work is ended
        pool.shutdown(wait=False, cancel_futures=True)
        for box in boxes:
            box.close()
    return [a or Answer(said=(refused(Refusal("crashed")),)) for a in answers]


def _size(job: Job) -> int:
    try:
        return Path(job.path).stat().st_size
    except OSError:
        return 0


def _precheck(job: Job) -> Answer | None:
    """Size, extension and first bytes need no child."""
    try:
        magic.check(Path(job.path), job.limits)
    except Refusal as refusal:
        return Answer(said=(refused(refusal),))
    return None


def _take(file: RosterFile, answer: Answer, workdir: Path) -> tuple[list[Sheet], list[Said]]:
    """Map the child's files into memory; one that does not hold what it says is refused."""
    sheets: list[Sheet] = []
    said = list(answer.said)
    for found in answer.sheets:
        try:
            sheets.append(_sheet(file, found, workdir))
        except (OSError, pa.ArrowException, ValueError, KeyError):
            said.append(refused(Refusal("crashed"), found.name))
    return sheets, said


def _sheet(file: RosterFile, found: Read, workdir: Path) -> Sheet:
    if Path(found.stored.path).parent != workdir.absolute():
        raise ValueError
    fields = {c.field for c in found.columns}
    rows, columns = load(found.stored)
    declared = replace(
        file,
        sender=file.sender or found.sender,
        town=file.town or found.town,
        as_of=file.as_of or found.as_of,
        population=file.population or found.population,
    )
    mapping = tuple(ColumnMapping(c.index, c.header, c.field, c.reason) for c in found.columns)
    named = dict(zip((f for f in Field if f in fields), columns, strict=True))
    return Sheet(declared, found.name, found.header_row, mapping, rows, named)
