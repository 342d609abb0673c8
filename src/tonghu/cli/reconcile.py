"""比对: `tonghu reconcile --survey F… --school F… --police F… --out DIR`."""

from __future__ import annotations

import argparse
import csv
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from tonghu.cli.errors import Refused
from tonghu.reconcile.engine.fields import KINDS, Kind, Population

if TYPE_CHECKING:
    from tonghu.policy import Profile
    from tonghu.reconcile.engine.delta import Change, Earlier
    from tonghu.reconcile.engine.intake.tables import Intake, RosterFile
    from tonghu.reconcile.engine.result import SenderFault
    from tonghu.reconcile.engine.run import Outcome
    from tonghu.reconcile.report.terms import Terms
    from tonghu.reconcile.report.totals import Total
    from tonghu.reconcile.report.write import Written

_WORDS = {"全部": Population.ALL, "留守": Population.FLAGGED, "部分": Population.PARTIAL}
_STEPS = 14  # of a full run, for the bar


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The noun `reconcile` of the command line."""
    parser = subparsers.add_parser(
        "reconcile",
        help="比对多份花名册，每名儿童只算一次",
        description="把民政摸底、学校学籍、公安户籍的花名册对成一份儿童名单。",
    )
    for kind in KINDS:
        parser.add_argument(
            f"--{kind.value}", nargs="+", type=Path, default=[], metavar="文件或文件夹",
            help=f"{kind.label}名册（xlsx、xls、csv，可多份）",
        )  # fmt: skip
    parser.add_argument("--out", type=Path, required=True, metavar="文件夹", help="结果写到哪里")
    parser.add_argument("--profile", default="base", metavar="代码或文件", help="按哪个地方的规定")
    parser.add_argument(
        "--population", nargs="+", default=[], metavar="范围",
        help="名册范围：all（全部儿童）、flagged（仅留守儿童）、partial（部分）；可写成school=flagged",
    )  # fmt: skip
    parser.add_argument(
        "--mapping", type=Path, metavar="文件", help="列的对应关系；没有这个文件就新建"
    )
    parser.add_argument(
        "--earlier", type=Path, metavar="文件夹", help="上次的结果，只报变动、沿用编号"
    )
    parser.add_argument("--totals", type=Path, metavar="文件", help="教育部门公布的人数，用来对照")
    parser.add_argument("--as-of", type=_day, metavar="日期", help="年龄按哪一天算，默认今天")
    parser.add_argument("--xlsx", action="store_true", help="另写各乡镇的差异工作簿")
    parser.add_argument("--html", action="store_true", help="另写可打印的比对报告")
    parser.add_argument("--preview", action="store_true", help="只看各列被当作什么，不比对")
    parser.add_argument("--demo", action="store_true", help="在报告上注明是演示数据")
    parser.set_defaults(run=run)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not 2000 <= day.year < 2100:
        raise Refused(f"日期“{text}”写法不对，请写成2026-09-30这样。")
    return day


def run(args: argparse.Namespace) -> int:
    """0: done; 1: done, but some files were refused; 2: nothing could be done."""
    from tonghu.policy import ProfileError, load

    began = time.perf_counter()
    if not any(getattr(args, kind.value) for kind in KINDS):
        raise Refused("没有指定名册，请用--survey、--school、--police给出文件或文件夹。")
    try:
        profile = load(_profile_name(args.profile))
    except ProfileError as error:
        raise Refused(str(error)) from None
    files = _files(args)
    earlier, totals = _earlier(args.earlier), _totals(args.totals)
    _make_room(args)
    with tempfile.TemporaryDirectory(prefix=".tonghu-", dir=args.out) as folder, _bar() as step:
        intake = _read(files, args, Path(folder), step)
        if args.preview or not intake.sheets:
            return _stop_here(intake, args, step)
        status = _reconcile(intake, args, profile, step, began, earlier, totals)
    return status


def _make_room(args: argparse.Namespace) -> None:
    """The folders that will be written to."""
    for folder in (args.out, args.mapping.parent if args.mapping else args.out):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            raise Refused(f"不能在{folder}写入，请换一个文件夹。") from None


def _profile_name(text: str) -> str | Path:
    path = Path(text)
    return path if path.suffix == ".toml" or path.exists() else text


def _files(args: argparse.Namespace) -> list[RosterFile]:
    """All roster files named on the command line, with the population declared there."""
    from tonghu.reconcile.engine.intake import MappingError, discover

    populations = _populations(args.population)
    files: list[RosterFile] = []
    try:
        for kind in KINDS:
            paths: list[Path] = getattr(args, kind.value)
            for path in paths:
                if not path.exists():
                    raise Refused(f"找不到{path}，请核对文件名和位置。")
            for file in discover(paths, kind, _existing(args.mapping)):
                declared = populations.get(kind)
                files.append(replace(file, population=declared) if declared else file)
    except MappingError as error:
        raise Refused(str(error)) from None
    if not files:
        raise Refused("给出的文件夹里没有名册文件，请放入xlsx、xls或csv文件。")
    return files


def _existing(path: Path | None) -> Path | None:
    return path if path is not None and path.exists() else None


def _populations(words: list[str]) -> dict[Kind, Population]:
    """--population flagged, or school=flagged police=all."""
    out: dict[Kind, Population] = {}
    for word in words:
        kind_text, _, value = word.rpartition("=")
        try:
            population = _WORDS.get(value) or Population(value)
            kinds = [Kind(kind_text)] if kind_text else list(KINDS)
        except ValueError:
            raise Refused(
                f"名册范围“{word}”不认识，请写all、flagged、partial，或school=flagged这样。"
            ) from None
        out.update(dict.fromkeys(kinds, population))
    return out


@contextmanager
def _bar() -> Iterator[Callable[[str], None]]:
    """A progress bar on the terminal; each call names the next step."""
    columns = (SpinnerColumn(), BarColumn(bar_width=30), TextColumn("{task.description}"))
    console = Console(stderr=True)
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as progress:
        task = progress.add_task("开始", total=_STEPS)

        def step(name: str) -> None:
            progress.update(task, description=name, advance=1)

        yield step


def _read(
    files: list[RosterFile], args: argparse.Namespace, folder: Path, step: Callable[[str], None]
) -> Intake:
    from tonghu.reconcile.engine.intake import (
        Limits,
        MappingError,
        load_mappings,
        read,
        save_mappings,
    )

    step(f"读入{len(files)}份名册")
    try:
        known = args.mapping is not None and args.mapping.exists()
        saved = load_mappings(args.mapping) if known else None
        limits = Limits(today=args.as_of or date.today())
        intake = read(files, limits=limits, saved=saved, workdir=folder)
    except MappingError as error:
        raise Refused(str(error)) from None
    target = args.out / "mapping.toml" if known or args.mapping is None else args.mapping
    save_mappings(target, intake)
    return intake


def _stop_here(intake: Intake, args: argparse.Namespace, step: Callable[[str], None]) -> int:
    """Only a preview was asked for, or nothing could be read."""
    step("读入完毕")
    _tell_refused(intake)
    _write_notices(intake, args.out / "notices.csv")
    if args.preview:
        _print_preview(intake)
        return 1 if intake.refused else 0
    sys.stderr.write("没有一份名册能读入，未作比对。\n")
    return 2


def _reconcile(
    intake: Intake,
    args: argparse.Namespace,
    profile: Profile,
    step: Callable[[str], None],
    began: float,
    earlier: Earlier | None,
    totals: tuple[Total, ...],
) -> int:
    """Match, write, print."""
    from tonghu.reconcile.report.summary import console
    from tonghu.reconcile.running.assemble import compare

    today = args.as_of or date.today()
    outcome, terms = compare(intake, profile, today, earlier=earlier, demo=args.demo, step=step)
    seconds = round(time.perf_counter() - began, 2)
    salt = earlier.salt if earlier else secrets.randbits(63)
    with ThreadPoolExecutor(1) as beside:  # what the next run needs, while this one is written
        saved = beside.submit(_save, args.out, outcome, salt)
        written = _write(args, outcome, terms, totals, seconds, step)
        saved.result()
    _write_notices(intake, args.out / "notices.csv")
    if earlier:
        _write_changes(outcome.changes, args.out / "changes.csv")
    step("完成")
    out = Console(soft_wrap=True)
    out.print(console(written.summary))
    _tell_faults(outcome.result.faults, out)
    _tell_refused(intake)
    return 1 if intake.refused else 0


def _save(out: Path, outcome: Outcome, salt: int) -> None:
    """Leave what the next run needs."""
    from tonghu.reconcile.engine.delta import save_state

    found = outcome.match
    save_state(out, found.fingerprint, outcome.numbers, found.weights, salt, outcome.loose)


def _write(
    args: argparse.Namespace,
    outcome: Outcome,
    terms: Terms,
    totals: tuple[Total, ...],
    seconds: float,
    step: Callable[[str], None],
) -> Written:
    """Everything a person reads."""
    from tonghu import __version__
    from tonghu.reconcile.report.summary import Run
    from tonghu.reconcile.report.write import write_all

    return write_all(
        outcome.result, args.out, terms,
        run=Run(__version__, {"reconcile": seconds}), xlsx=args.xlsx, html=args.html,
        totals=totals, progress=step,
    )  # fmt: skip


def _tell_faults(faults: tuple[SenderFault, ...], out: Console) -> None:
    """What is wrong with whole rosters, a line each."""
    for fault in faults:
        out.print(f"[yellow]名册问题[/]　{fault.text}", highlight=False)


def _earlier(folder: Path | None) -> Earlier | None:
    from tonghu.reconcile.engine.delta import DeltaError, load_earlier

    if folder is None:
        return None
    try:
        return load_earlier(folder)
    except DeltaError as error:
        raise Refused(str(error)) from None


def _totals(path: Path | None) -> tuple[Total, ...]:
    from tonghu.reconcile.report.totals import TotalsError, load_totals

    if path is None:
        return ()
    try:
        return load_totals(path)
    except (TotalsError, OSError) as error:
        raise Refused(f"公布人数表不能用：{str(error).rstrip('。')}。") from None


def _tell_refused(intake: Intake) -> None:
    """One sentence a refused file, on the error stream."""
    for notice in intake.refused:
        where = notice.file.name + (f"“{notice.sheet}”表" if notice.sheet else "")
        sys.stderr.write(f"{where}：{notice.text}\n")


def _write_notices(intake: Intake, path: Path) -> None:
    """Everything reading had to say, with the rows concerned."""
    with path.open("w", encoding="utf-8-sig", newline="") as target:
        out = csv.writer(target)
        out.writerow(["file", "sheet", "refused", "code", "text", "count", "rows"])
        for notice in intake.notices:
            rows = " ".join(map(str, notice.rows))
            out.writerow(
                [notice.file, notice.sheet, int(notice.fatal), notice.code, notice.text,
                 notice.count, rows]
            )  # fmt: skip


def _write_changes(changes: tuple[Change, ...], path: Path) -> None:
    """What became of each child since the earlier run."""
    with path.open("w", encoding="utf-8-sig", newline="") as target:
        out = csv.writer(target)
        out.writerow(["change", "entity_id", "others"])
        for change in changes:
            others = " ".join(f"E{other:07d}" for other in change.others)
            out.writerow([change.kind.value, f"E{change.entity:07d}", others])


def _print_preview(intake: Intake) -> None:
    """The mapping of every column, for a person to confirm."""
    from tonghu.reconcile.engine.intake import describe

    table = Table(title="各列被当作什么")
    for head in ("文件", "表", "列", "表头", "当作", "依据"):
        table.add_column(head, overflow="fold")
    for row in describe(intake):
        table.add_row(row.file.name, row.sheet, str(row.column), row.header, row.field, row.reason)
    Console(soft_wrap=True).print(table)
