"""Every demand is numbered once, and tests and code are tied to it both ways."""

import re
import tomllib
from pathlib import Path

from scripts.make_requirements import STATES, marked, read, written

from tests.shape.tree import ROOT

FILE = ROOT / "docs" / "requirements.toml"
DEMANDS = tomllib.loads(FILE.read_text(encoding="utf-8"))
MARKED = marked(ROOT / "tests")
NUMBERED = """
1-22 25-28 30-65 70-106 110-121 130-140 150-165 170-185 190-197 200-214 220-227 230-240 250-279
300-340 350-351 360-378 380-394 400-427
"""
RUN = "Run `python scripts/make_requirements.py --ties`, read what changed, commit it."


def every_number() -> set[str]:
    """The D-numbers of the list of requirements."""
    ranges = (map(int, part.split("-")) for part in NUMBERED.split())
    return {f"D-{n:03d}" for low, high in ranges for n in range(low, high + 1)}


def test_every_number_is_there() -> None:
    assert len(every_number()) == 331
    assert every_number() == DEMANDS.keys(), "Run scripts/make_requirements.py on the list again."
    heads = re.findall(r"^\[(D-\d+)\]$", FILE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(heads) == len(set(heads))


def test_every_marker_names_a_demand() -> None:
    unknown = {n: tests for n, tests in MARKED.items() if n not in DEMANDS}
    assert not unknown, f"No such number in docs/requirements.toml: {unknown}"


def test_demands_and_tests_name_each_other() -> None:
    lost = [f"{n} does not list {t}" for n, ts in MARKED.items() for t in ts if t not in listed(n)]
    lost += [
        f"{n} lists {t} without marker"
        for n in DEMANDS
        for t in listed(n)
        if t not in MARKED.get(n, [])
    ]
    assert not lost, f"{RUN}\n" + "\n".join(sorted(lost))


def listed(number: str) -> list[str]:
    return list(DEMANDS.get(number, {}).get("test", []))


def test_what_is_called_done_is_somewhere_and_proved() -> None:
    faults = []
    for number, row in DEMANDS.items():
        lost = [place for place in row["where"] if not (ROOT / place.partition("::")[0]).exists()]
        faults += [f"{number}: `where` names {place}, which is not there" for place in lost]
        if row["state"] not in STATES or not row["title"]:
            faults.append(f"{number}: needs a title and a state of {STATES}")
        if row["state"] == "done" and not row["where"]:
            faults.append(f"{number} is done: name the files that do it in `where`")
        if row["state"] == "done" and not row["test"]:
            faults.append(f"{number} is done: mark a test that proves it with @requirement")
    assert not faults, "docs/requirements.toml:\n" + "\n".join(faults)


SAMPLE = """
## Part A. x
| ID | Source | Definition / list | Use in software |
|---|---|---|---|
| D-001 M | SY 一 | **One**; two | x |
## Part O. y
D-300 名单 · D-301 台账 (a, b)
- D-394 SY (26): 甲、乙
"""


def test_the_list_is_read_from_tables_lines_and_bullets() -> None:
    found = {one.number: one for one in read(SAMPLE)}
    assert (found["D-001"].title, found["D-001"].strength) == ("One; two", "M")
    assert (found["D-300"].title, found["D-301"].title) == ("名单", "台账 (a, b)")
    assert found["D-394"].source == "SY"
    assert tomllib.loads(written(list(found.values()))).keys() == found.keys()


def test_markers_are_found_in_functions_and_classes(tmp_path: Path) -> None:
    (tmp_path / "test_made_up.py").write_text(
        '@requirement("D-001", "D-002")\ndef test_a(): ...\n'
        'class TestB:\n    @requirement("D-001")\n    def test_c(self): ...\n'
    )
    place = f"{tmp_path.name}/test_made_up.py"
    assert marked(tmp_path) == {
        "D-001": [f"{place}::test_a", f"{place}::TestB::test_c"],
        "D-002": [f"{place}::test_a"],
    }
