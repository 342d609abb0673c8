"""哪里突出、为什么: sentences from the figures, the gravest first; nothing where nothing stands out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tonghu.statistics.indicators.rounds import flow_words
from tonghu.statistics.rules.periods import words
from tonghu.statistics.rules.saying import Moved, most_moved, moved_said, percent
from tonghu.statistics.showing.reading import Read


@dataclass(frozen=True, slots=True)
class Stands:
    """突出的一条."""

    text: str
    why: str = ""
    url: str = ""
    label: str = ""
    tone: str = ""


def outstanding(read: Read) -> tuple[Stands, ...]:
    """At most six."""
    found = [
        *_dropout(read), *_moved(read), *_late(read), *_asked(read), *_worker(read), *_schemes(read),
        *_tasks(read),
    ]  # fmt: skip
    return tuple(found)[:6]


def _dropout(read: Read) -> Iterator[Stands]:
    n = sum(
        cut.n or 0
        for part in ("dropout", "not_enrolled")
        if (cut := read.now("children.schooling", f"register|{part}"))
    )
    if n:
        url = f"/children/?place={read.found.place}&flag=dropout" if read.found.drills else ""
        yield Stands(
            f"{n:,}名在册儿童辍学或者适龄没有入学", "档案里的就学情况", url, "看名单", "danger"
        )


def _moved(read: Read) -> Iterator[Stands]:
    places = []
    period = read.tiles_period
    if period == read.last:
        return
    for code, name in read.found.names.items():
        now = read.part(code, "children.scheme", "left_behind", period)
        then = read.part(code, "children.scheme", "left_behind", read.last) if read.last else None
        if now is not None and then is not None and now.n is not None and then.n is not None:
            places.append(Moved(name, then.n, now.n, _reasons(read, code, now.n >= then.n)))
    found = most_moved(places)
    if found:
        whole = sum(one.change for one in places)
        yield Stands(moved_said(found, whole), f"留守儿童，同{read.since}比")


def _reasons(read: Read, code: str, more: bool) -> tuple[tuple[str, int], ...]:
    """Of the newest quarter, where the reader sees them."""
    lead = f"left_behind|{'added' if more else 'left'}:"
    profile = read.found.profiles.get(code[:6] + "000000", "")
    quarter = read.found.quarter
    found = []
    for key in read.found.parts.keys(quarter, "survey.flow"):
        cut = read.part(code, "survey.flow", key, quarter) if key.startswith(lead) else None
        if cut and cut.n:
            found.append((flow_words(profile, key).partition("：")[2], cut.n))
    return tuple(sorted(found, key=lambda one: -one[1]))


def _late(read: Read) -> Iterator[Stands]:
    quarter = read.found.quarter
    late = read.at(quarter, "survey.villages", "villages|late")
    missing = read.at(quarter, "survey.villages", "villages|missing")
    n = ((late.n or 0) if late else 0) + ((missing.n or 0) if missing else 0)
    if not n:
        return
    worst, most = "", 0
    for code, name in read.found.names.items():
        here = sum(
            cut.n or 0
            for part in ("late", "missing")
            if (cut := read.part(code, "survey.villages", f"villages|{part}", quarter))
        )
        if here > most:
            worst, most = name, here
    told = f"，最多的是{worst}{most}个" if worst and most < n else ""
    yield Stands(f"{words(quarter)}有{n}个村次迟交或者没交{told}", "锁定的排查轮次", tone="warn")


def _asked(read: Read) -> Iterator[Stands]:
    asked = read.now("rosters.agreement", "listed|asked")
    left = read.now("rosters.settled", "settled|left")
    if left and left.n:
        told = f"，涉及{asked.n:,}名儿童对不上" if asked and asked.n else ""
        yield Stands(
            f"三方比对还有{left.n:,}件差异没办{told}",
            "最近一次三方比对",
            "/reconcile/",
            "去看比对",
            "warn",
        )


def _worker(read: Read) -> Iterator[Stands]:
    cut = read.now("children.worker", "register|without")
    if cut and cut.n:
        url = f"/children/?place={read.found.place}&worker=none" if read.found.drills else ""
        yield Stands(f"{cut.n:,}名在册儿童还没有责任人", "责任要落实到人", url, "看名单", "warn")


def _schemes(read: Read) -> Iterator[Stands]:
    own, nation = (read.now("children.scheme", key) for key in ("left_behind", "cn:left_behind"))
    if own and nation and own.n is not None and nation.n is not None and own.n != nation.n:
        word = "少" if nation.n < own.n else "多"
        yield Stands(
            f"按国家口径算，留守儿童{nation.n:,}人，比本地口径{word}{abs(own.n - nation.n):,}人",
            "各地文件的认定条件不同，每名儿童的档案里写着按哪个口径算不算", "#schemes", "看对照",
        )  # fmt: skip


def _tasks(read: Read) -> Iterator[Stands]:
    late, due = (read.now("tasks.open", f"tasks|{part}") for part in ("late", "due"))
    if late and late.n:
        whole = late.n + ((due.n or 0) if due else 0)
        yield Stands(
            f"{late.n:,}件待办已经迟了，占没办完的{percent(late.n, whole)}", "只数件数，不排个人"
        )
