"""≥ 50 × kill -9 of web server, worker and database during hand-ins and runs: nothing lost or doubled.

The clients keep a ledger of what was acknowledged to them. Afterwards each acknowledged roster is
there once and only once, every job has ended or says why, and the chain of events holds.
"""

from __future__ import annotations

import os
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from tests.campaigns.browser import Lost, Person
from tests.campaigns.platform import Platform

PASSWORD = "tonghu-demo-2026"
KILLS = int(os.environ.get("TONGHU_KILLS", "54"))
RECEIPT = re.compile(r"/rosters/receipts/([0-9a-f-]{36})/")
ALREADY = "已经交过"
TAGS = re.compile(r"<[^>]+>|\s+")
HEAD = "姓名,性别,出生日期,父亲姓名,母亲姓名,村\n"


@dataclass
class Ledger:
    """What the clients were told."""

    receipts: dict[str, str] = field(
        default_factory=dict
    )  # file → receipt, "" where told it is there
    runs: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    home = tmp_path_factory.mktemp("kills")
    for folder in (home, *home.parents):
        if folder.name.startswith("pytest"):
            folder.chmod(0o711)
    made = Platform(home)
    made.prepare()
    made.start()
    yield made
    made.stop()


def roster(rng: random.Random, number: int) -> bytes:
    """A small list that no other client sends."""
    family, given = "赵钱孙李周吴郑王", "一二三四五六七八九十百千万"
    rows = (
        f"{rng.choice(family)}{rng.choice(given)}{rng.choice(given)},男,20{rng.randint(12, 19)}-0{rng.randint(1, 9)}-1{rng.randint(0, 9)},"
        f"{rng.choice(family)}大{rng.choice(given)},{rng.choice(family)}小{rng.choice(given)},第{number}村\n"
        for _ in range(30)
    )
    return (HEAD + "".join(rows)).encode()


def hands_in(person: Person, ledger: Ledger, stop: threading.Event, seed: int) -> None:
    """Sends one roster after another, each until it is acknowledged."""
    rng = random.Random(seed)
    number = 0
    while not stop.is_set():
        number += 1
        name, content = f"{person.login}-{seed}-{number}.csv", roster(rng, number)
        while not _sent(person, ledger, name, content):
            if stop.wait(0.5) and number:
                break


def _sent(person: Person, ledger: Ledger, name: str, content: bytes) -> bool:
    try:
        status, where, text = person.send(
            "/rosters/hand-in/", file=("file", name, content), kind="school", population="all"
        )
    except Lost:
        return False
    if found := RECEIPT.search(where):
        with ledger.lock:
            ledger.receipts[name] = found[1]
        return True
    if ALREADY in text:  # the answer to an earlier try was lost on its way
        with ledger.lock:
            ledger.receipts.setdefault(name, "")
        return True
    if status not in (302, 303, 403):
        with ledger.lock:
            ledger.wrong.append(f"{name}: {status} {TAGS.sub(' ', text)[:300]}")
        return True
    return False


def runs(person: Person, ledger: Ledger, stop: threading.Event) -> None:
    """Orders a comparison of the county every few seconds."""
    while not stop.wait(6):
        try:
            _, where, _ = person.send("/reconcile/start/")
        except Lost:
            continue
        if found := re.search(r"/reconcile/([0-9a-f-]{36})/", where):
            with ledger.lock:
                ledger.runs.add(found[1])


def killed(platform: Platform, rng: random.Random) -> Counter[str]:
    """The kills, with time for life between them."""
    counts: Counter[str] = Counter()
    while sum(counts.values()) < KILLS:
        target = rng.choice(("web", "worker", "database"))
        if platform.kill(target):
            counts[target] += 1
        if (
            rng.random() < 0.7
        ):  # mostly into a platform that works, sometimes into one that recovers
            platform.wait()
        time.sleep(rng.uniform(0.5, 6.0))
    return counts


@pytest.fixture(scope="module")
def told(platform: Platform) -> Ledger:
    """The campaign: clients at work while processes die."""
    ledger, stop = Ledger(), threading.Event()
    people = [
        Person(platform.base, login, PASSWORD) for login in ("xuexiao", "xuexiao", "youeryuan")
    ]
    office = Person(platform.base, "xian", PASSWORD)
    work = [
        threading.Thread(target=hands_in, args=(person, ledger, stop, seed))
        for seed, person in enumerate(people)
    ] + [threading.Thread(target=runs, args=(office, ledger, stop))]
    for one in work:
        one.start()
    try:
        counts = killed(platform, random.Random(20261124))
    finally:
        platform.wait()
        stop.set()
        for one in work:
            one.join(120)
    assert min(counts.values()) >= KILLS // 6, counts
    return ledger


def rows(platform: Platform, question: str) -> list[tuple[object, ...]]:
    """Asked as the owner, past every policy of the program."""
    from tonghu.core.database.server import addresses

    found = addresses(platform.home)
    assert found is not None
    with psycopg.connect(found.owner) as owner:
        return owner.execute(question).fetchall()  # type: ignore[arg-type]


@pytest.mark.long
def test_every_acknowledged_roster_is_there_once(platform: Platform, told: Ledger) -> None:
    assert len(told.receipts) > KILLS / 3, (
        "The clients hardly got through: the campaign proves little."
    )
    assert told.wrong == []
    there = {str(id_) for (id_,) in rows(platform, "SELECT id FROM reconcile_handin")}
    lost = [name for name, receipt in told.receipts.items() if receipt and receipt not in there]
    doubled = rows(
        platform,
        "SELECT unit_id, kind, mark FROM reconcile_handin WHERE state <> 'refused'"
        " GROUP BY unit_id, kind, mark HAVING count(*) > 1",
    )
    assert (lost, doubled) == ([], [])


@pytest.mark.long
def test_every_job_ended_or_says_why(platform: Platform, told: Ledger) -> None:
    assert told.runs
    until = time.monotonic() + 300
    open_jobs = "SELECT count(*) FROM core_job WHERE state IN ('queued', 'running')"
    while rows(platform, open_jobs)[0][0] and time.monotonic() < until:
        time.sleep(2)
    assert rows(platform, open_jobs)[0][0] == 0
    ended = rows(platform, "SELECT state, problem FROM core_job WHERE kind = 'reconcile.run'")
    assert all(state == "done" or problem for state, problem in ended)
    states = {str(state) for (state,) in rows(platform, "SELECT state FROM reconcile_run")}
    assert states <= {"done", "failed", "withdrawn", "superseded"}, states


@pytest.mark.long
def test_no_run_is_counted_twice(platform: Platform, told: Ledger) -> None:
    twice = rows(
        platform,
        "SELECT run_id, number FROM reconcile_runchild GROUP BY run_id, number HAVING count(*) > 1 LIMIT 5",
    )  # fmt: skip
    assert twice == []


@pytest.mark.long
def test_the_chain_of_events_holds(platform: Platform, told: Ledger) -> None:
    time.sleep(10)  # the sealer works in the background
    verdict = platform.tonghu("audit", "verify")
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr


@pytest.mark.long
def test_every_file_is_on_the_disk(platform: Platform, told: Ledger) -> None:
    kept = [
        str(id_)
        for (id_,) in rows(platform, "SELECT id FROM files_storedfile WHERE erased_at IS NULL")
    ]
    assert kept
    lost = [one for one in kept if not any(Path(platform.home / "files").rglob(f"*{one}*"))]
    assert lost == []
