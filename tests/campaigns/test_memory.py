"""The web process's memory while a whole county hands in over HTTP and is compared (issue 3, bar 5)."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import pytest
from bench.county.seed import Sent, sent_files
from bench.demo import generate, towns_of

from tests.campaigns.browser import Person
from tests.campaigns.platform import TARGETS, Platform, _line
from tests.campaigns.test_kills import PASSWORD, RECEIPT, TAGS, rows
from tonghu.directory.divisions import divisions, full

pytestmark = pytest.mark.long
ROWS, MB = 30_000, 1 << 20
MOVED = (
    24  # MB that uploads and pages may leave in the interpreter; a roster read here would be more
)


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    home = tmp_path_factory.mktemp("memory")
    for folder in (home, *home.parents):
        if folder.name.startswith("pytest"):
            folder.chmod(0o711)
    made = Platform(home)
    made.prepare(ROWS)
    made.start()
    yield made
    made.stop()


def resident(platform: Platform) -> float:
    """MB of the largest web process."""
    assert platform.server is not None
    found = psutil.Process(platform.server.pid).children(recursive=True)
    return max(p.memory_info().rss / MB for p in found if TARGETS["web"].search(" ".join(_line(p))))


@contextmanager
def watched(platform: Platform) -> Iterator[list[float]]:
    """Measured ten times a second."""
    seen, stop = [resident(platform)], threading.Event()

    def look() -> None:
        while not stop.wait(0.1):
            seen.append(resident(platform))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        stop.set()
        watcher.join()


def again(platform: Platform) -> list[tuple[Sent, str]]:
    """The county's files of another year, with the units that send them."""
    folder = platform.home / "again"
    towns = towns_of(platform.county)
    generate(folder, towns, platform.profile, ROWS, 2)
    codes = {town.name: full(town.code) for town in divisions().children(platform.county)}
    units = rows(platform, "SELECT id, name, kind, division FROM directory_unit")
    found = []
    for one in sent_files(folder):
        wanted = ("kind", "town_government") if one.kind == "survey" else ("name", one.unit)
        fits = [
            str(id_)
            for id_, name, kind, division in units
            if division == codes[one.town] and {"name": name, "kind": kind}[wanted[0]] == wanted[1]
        ]
        if fits:
            found.append((one, fits[0]))
    return found


def test_the_web_process_does_not_grow_with_a_county(platform: Platform) -> None:
    office = Person(platform.base, "xian", PASSWORD)
    sent = again(platform)
    assert len(sent) >= 60
    for path in ("/", "/rosters/", "/rosters/hand-in/", "/reconcile/", "/rosters/receipts/") * 3:
        office.send("/") if path == "/" else office.get(path)
    before = resident(platform)
    with watched(platform) as handing_in:
        for at, (one, unit) in enumerate(sent):
            population = "flagged" if one.kind == "survey" or "留守儿童" in one.path.name else "all"
            status, where, text = office.send(
                f"/rosters/hand-in/?unit={unit}", file=("file", one.path.name, one.path.read_bytes()),
                unit=unit, kind=one.kind, population=population, paper_number=f"演示〔2026〕{at}号",
            )  # fmt: skip
            assert status == 303, TAGS.sub(" ", text)[:400]
            receipt = RECEIPT.search(where)
            assert receipt is not None, where
            office.send(f"/rosters/receipts/{receipt[1]}/columns/")
    with watched(platform) as comparing:
        _, where, text = office.send("/reconcile/start/")
        run = re.search(r"/reconcile/([0-9a-f-]{36})/", where)
        assert run is not None, TAGS.sub(" ", text)[:400]
        until = time.monotonic() + 300
        state = f"SELECT state FROM reconcile_run WHERE id = '{run[1]}'"
        while rows(platform, state)[0][0] not in ("done", "failed") and time.monotonic() < until:
            office.get(f"/reconcile/{run[1]}/progress/")
            time.sleep(0.5)
        assert rows(platform, state)[0][0] == "done"
        for page in ("", "findings/", "children/"):
            assert office.get(f"/reconcile/{run[1]}/{page}")[0] == 200
    after = resident(platform)
    told = (
        f"{len(sent)} files, {ROWS} rows: web {before:.0f} MB before, at most {max(handing_in):.0f}"
        f" while handing in, {max(comparing):.0f} while comparing, {after:.0f} MB after"
    )
    print(told)  # noqa: T201
    assert max(*handing_in, *comparing) - before <= MOVED, told
