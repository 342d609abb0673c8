"""`tonghu policy check`: faults at file and line; then what is unverified, planned, incomplete."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from tonghu.cli.errors import Refused
from tonghu.cli.policy.common import console, print_json
from tonghu.policy import Profile, examine, places
from tonghu.policy.explain.entries import Entry, unverified
from tonghu.policy.problems import Problem
from tonghu.policy.questions.completeness import completeness_findings
from tonghu.policy.seals import seal


@dataclass(frozen=True)
class Checked:
    """What the check of one profile found."""

    code: str
    problems: tuple[Problem, ...]
    profile: Profile | None
    unverified: tuple[Entry, ...]
    warnings: tuple[str, ...]


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the verb."""
    parser = verbs.add_parser("check", help="检查方案，错误写明文件和行号")
    parser.add_argument("codes", nargs="*", metavar="方案", help="方案代码或者路径，不写为全部")
    parser.add_argument("--seal", action="store_true", help="封存新版本的内容指纹")
    parser.add_argument("--verbose", action="store_true", help="列出全部待核和未启用的内容")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Checks each profile; status 1 when any cannot be used."""
    checked = [_check(code) for code in arguments.codes or places.known()]
    broken = any(one.problems for one in checked)
    if arguments.json:
        print_json([_as_json(one) for one in checked])
    else:
        _print(checked, console(), verbose=arguments.verbose)
    if arguments.seal:
        _seal(checked, broken)
    return int(broken)


def _check(code: str) -> Checked:
    reading = examine(code)
    profile = reading.profile
    if profile is None:
        return Checked(code, reading.problems, None, (), ())
    warnings = tuple(finding.sentence for finding in completeness_findings(profile))
    return Checked(code, reading.problems, profile, tuple(unverified(profile)), warnings)


def _print(checked: list[Checked], out: Console, verbose: bool) -> None:
    for one in checked:
        name = f"{one.profile.name}（{one.profile.code}）" if one.profile else one.code
        verdict = f"有{len(one.problems)}处错误" if one.problems else "可以使用"
        out.print(f"{name}：{verdict}", style="bold red" if one.problems else "bold green")
        for problem in one.problems:
            out.print(f"  错误：{problem}")
        for warning in one.warnings:
            out.print(f"  提醒：{warning}。", style="yellow")
        if one.unverified:
            out.print(
                f"  待核{len(one.unverified)}项{'' if verbose else '（--verbose 列出）'}",
                style="dim",
            )
        for entry in one.unverified if verbose else ():
            out.print(
                f"    {entry.place} {entry.label}：{entry.text}（{entry.basis}）", style="dim"
            )
    for line in _planned(checked, verbose):
        out.print(line, style="dim")


def _planned(checked: list[Checked], verbose: bool) -> Iterator[str]:
    """Clocks and event kinds no code uses yet; the list may only shrink."""
    profile = next((one.profile for one in checked if one.profile is not None), None)
    if profile is None:
        return
    vocabulary = profile.vocabulary
    clocks = [name for name, clock in vocabulary.clocks.items() if clock.state == "planned"]
    events = [name for name, event in vocabulary.events.items() if event.state == "planned"]
    yield f"尚无程序使用的时限{len(clocks)}个：{'、'.join(clocks)}"
    shown = f"：{'、'.join(events)}" if verbose else "（--verbose 列出）"
    yield f"尚无程序使用的事件{len(events)}个{shown}"


def _seal(checked: list[Checked], broken: bool) -> None:
    if broken:
        raise Refused("有错误的方案不能封存，请先改正。", status=1)
    beside: dict[Path, list[Profile]] = {}
    for one in checked:
        if one.profile is not None:
            beside.setdefault(places.find(one.code).parent, []).append(one.profile)
    for folder, profiles in beside.items():
        new = _sealed(profiles, folder)
        file = folder / places.SEALS
        console().print(f"{file}：新封存{len(new)}个版本{'：' if new else '。'}{'；'.join(new)}")


def _sealed(profiles: list[Profile], folder: Path) -> list[str]:
    try:
        return seal(profiles, folder)
    except OSError as error:
        raise Refused(f"不能写“{folder / places.SEALS}”，请查看文件夹的权限。", status=1) from error


def _as_json(one: Checked) -> dict[str, object]:
    return {
        "code": one.code,
        "usable": not one.problems,
        "hash": one.profile.hash if one.profile else None,
        "version": one.profile.full_version if one.profile else None,
        "problems": [
            {"file": str(p.file), "line": p.line, "sentence": p.sentence} for p in one.problems
        ],
        "unverified": [{"key": e.key, "place": e.place, "basis": e.basis} for e in one.unverified],
        "warnings": list(one.warnings),
    }
