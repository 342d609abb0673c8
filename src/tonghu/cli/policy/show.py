"""`tonghu policy show CODE`: what a place's document demands, clause by clause."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from rich.console import Console

from tonghu.cli.errors import Refused
from tonghu.cli.policy.common import console, loaded, print_json
from tonghu.policy import Profile
from tonghu.policy.explain.entries import Entry, entries, entries_of, section_labels
from tonghu.policy.explain.spoken import citation
from tonghu.policy.questions.registry import called
from tonghu.policy.questions.units import duties_of

FIRST = ("profile", "documents", "scope", "definitions", "survey", "clocks", "conference")


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the verb."""
    parser = verbs.add_parser("show", help="逐条展示一地文件的规定")
    parser.add_argument("code", metavar="方案", help="方案代码或者路径")
    parser.add_argument(
        "--explain", action="store_true", help="写明每个值出自哪个文件哪一行、是否沿用"
    )
    parser.add_argument(
        "--section", metavar="部分", help="只看一部分，如 conference、units、duties"
    )
    parser.add_argument("--all", action="store_true", help="连沿用上级方案的内容一并列出")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the profile, or one section of it."""
    profile = loaded(arguments.code)
    sections = _sections(arguments.section)
    if arguments.json:
        print_json(_as_json(profile, sections))
        return 0
    out = console()
    _head(profile, out)
    whole = arguments.all or arguments.explain or profile.lineage == (profile.code,)
    for section in sections:
        _section(profile, section, out, explain=arguments.explain, whole=whole)
    hidden = sum(not _said_here(entry) for entry in entries(profile))
    if hidden and not whole:
        out.print(f"\n另有{hidden}项沿用上级方案，--all 列出，--explain 写明出处。", style="dim")
    return 0


def _said_here(entry: Entry) -> bool:
    """The place's document says it, or is known to be silent on it."""
    return entry.own or entry.silent


def _sections(asked: str | None) -> tuple[str, ...]:
    known = section_labels()
    if asked is None:
        return tuple(dict.fromkeys((*FIRST, *known)))
    found = [key for key, label in known.items() if asked in (key, label)]
    if not found:
        raise Refused(f"没有“{asked}”这一部分；可以写{'、'.join(known)}。")
    return (found[0],)


def _head(profile: Profile, out: Console) -> None:
    lineage = " → ".join(reversed(profile.lineage))
    out.print(f"{profile.name}　{profile.sheet.profile.programme}", style="bold")
    out.print(
        f"版本：{profile.full_version}　继承：{lineage}　指纹：{profile.hash[:12]}", style="dim"
    )


def _section(profile: Profile, section: str, out: Console, explain: bool, whole: bool) -> None:
    lines = [entry for entry in entries_of(profile, section) if whole or _said_here(entry)]
    if not lines:
        return
    out.print(f"\n【{section_labels()[section]}】", style="bold cyan")
    if section == "duties" and not explain:
        _duties(profile, out)
    elif section == "units" and not explain:
        _units(profile, out)
    else:
        _entries(lines, out, explain)


def _entries(lines: Iterable[Entry], out: Console, explain: bool) -> None:
    for entry in lines:
        tag = _standing(entry)
        out.print(
            f"  {entry.label}：{entry.text}　（{entry.citation or '—'}）{tag}", style=_style(entry)
        )
        if explain:
            whence = "本方案" if entry.own else f"沿用{entry.given_by}"
            silent = f"　文件未规定见{entry.silent_at}" if entry.silent_at else ""
            numbers = f"　{' '.join(entry.d)}" if entry.d else ""
            note = f"　注：{entry.note}" if entry.note else ""
            out.print(
                f"      {entry.key}　{whence}　{entry.place}{silent}{numbers}{note}", style="dim"
            )


def _standing(entry: Entry) -> str:
    tags = []
    if entry.silent:
        tags.append("文件未规定，沿用默认")
    elif not entry.own:
        tags.append("沿用上级方案")
    if entry.unverified:
        tags.append("待核")
    return f"　〔{'；'.join(tags)}〕" if tags else ""


def _style(entry: Entry) -> str:
    return "yellow" if entry.unverified else "" if entry.own and not entry.silent else "dim"


def _units(profile: Profile, out: Console) -> None:
    vocabulary = profile.vocabulary
    for unit in profile.units:
        about = [vocabulary.function(unit.code), vocabulary.label("parts", unit.part)]
        if unit.within:
            about.append(f"列在{called(profile, unit.within)}括号内")
        if unit.liaison is not None:
            about.append("有联络员" if unit.liaison else "无联络员")
        if unit.aliases:
            about.append(f"又作{'、'.join(unit.aliases)}")
        if unit.successor:
            about.append(f"{unit.since or ''}现为{unit.successor}".strip())
        number = f"{unit.number:>2}" if unit.number else " —"
        out.print(
            f"  {number} {unit.name}（{'；'.join(about)}）　（{citation(profile, unit.basis)}）"
        )


def _duties(profile: Profile, out: Console) -> None:
    events = profile.vocabulary.events
    for unit in dict.fromkeys(duty.unit for duty in profile.duties):
        duties = duties_of(profile, unit)
        out.print(f"  {called(profile, unit)}：{len(duties)}项", style="bold")
        for duty in duties:
            period = profile.vocabulary.label("periods", duty.period)
            proof = "、".join(events[kind].label for kind in duty.proof)
            out.print(
                f"    · {duty.text}　{period}；凭{proof}　（{citation(profile, duty.basis)}）"
            )


def _as_json(profile: Profile, sections: tuple[str, ...]) -> dict[str, object]:
    wanted = set(sections)
    return {
        "code": profile.code,
        "name": profile.name,
        "version": profile.full_version,
        "hash": profile.hash,
        "entries": [
            {
                "key": entry.key,
                "label": entry.label,
                "text": entry.text,
                "citation": entry.citation,
                "basis": entry.basis,
                "place": entry.place,
                "given_by": entry.given_by,
                "silent": entry.silent,
                "unverified": entry.unverified,
                "requirements": entry.d,
                "note": entry.note,
            }
            for entry in entries(profile)
            if entry.path[0] in wanted
        ],
    }
