"""A county nobody has seen is a file: the howto's own blocks, put together, load and answer."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.requirement import requirement
from tonghu.cli.main import run
from tonghu.policy import Profile, load, places
from tonghu.policy.definitions import Category, Cause, Exit
from tonghu.policy.questions import DECISIONS, survey
from tonghu.policy.questions.completeness import completeness_findings
from tonghu.policy.questions.deadlines import deadline
from tonghu.policy.questions.units import unit_named
from tonghu.policy.schema.base import Section
from tonghu.policy.schema.conference import Body, Head
from tonghu.policy.schema.leaves import ANNOTATIONS
from tonghu.policy.schema.shape import shape_of
from tonghu.policy.schema.sheet import Sheet
from tonghu.policy.schema.survey import DiscrepancyRule, RosterGiving
from tonghu.policy.schema.work import EscalationStep

HOWTO = places.shipped().parent / "docs" / "howto"
PAGES = ("onboard-a-county.md", "onboard-a-county.zh.md")


def blocks(page: str) -> list[str]:
    """The TOML blocks of a howto, in order."""
    return re.findall(r"```toml\n(.*?)```", (HOWTO / page).read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture(params=PAGES)
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """What a stranger has written who followed the howto step by step."""
    path = tmp_path / "demo-county.toml"
    path.write_text("\n".join(blocks(request.param)), encoding="utf-8")
    return path


@pytest.fixture
def county(file: Path) -> Profile:
    return load(file)


def test_the_howto_makes_a_working_profile(county: Profile) -> None:
    assert county.code == "demo-county"
    assert county.lineage == ("demo-county", "base")
    assert county.definitions.left_behind.away.beyond == "county"


@requirement("D-362")
def test_it_answers_with_its_own_clauses(county: Profile) -> None:
    assert survey.updates_due(county, 2026).basis == "demo-2026-1 二(一)"
    assert survey.summary_end(county, 2026).value == date(2026, 11, 15)
    assessed = deadline(county, "case.assess", date(2026, 3, 2))
    assert assessed.due == date(2026, 3, 11)
    assert assessed.basis == "demo-2026-1 二(四)"


def test_what_it_leaves_open_is_answered_by_base_and_labelled(county: Profile) -> None:
    reported = deadline(county, "report.immediate", datetime(2026, 3, 2, 9, 0))
    assert reported.silent
    assert reported.basis == "local"
    assert not county.own("retention", "network_logs")


def test_every_decision_answers(county: Profile) -> None:
    for decision in DECISIONS.values():
        assert isinstance(decision.says(county), tuple)


def test_a_unit_without_liaison_is_a_warning(county: Profile) -> None:
    sentences = [finding.sentence for finding in completeness_findings(county)]
    assert "县委政法委没有联络员，请补报" in sentences
    assert unit_named(county, "民政局") is not None


def test_the_commands_of_the_howto_work(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["policy", "check", str(file)]) == 0
    assert run(["policy", "show", str(file)]) == 0
    assert run(["policy", "diff", str(file), "songyang"]) == 0
    said = capsys.readouterr().out
    assert "演示县（demo-county）：可以使用" in said
    assert "演政办发〔2026〕1号 二(一)" in said


def test_it_is_found_by_code_in_an_extra_folder(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONGHU_PROFILES", str(file.parent))
    assert load("demo-county").name == "演示县"
    assert "demo-county" in places.known()


@pytest.mark.parametrize("page", PAGES)
def test_the_howto_names_every_section_and_only_existing_lists(page: str) -> None:
    text = (HOWTO / page).read_text(encoding="utf-8")
    spared = {"calendar", "holidays"}  # law: base alone writes them
    sections = set(Sheet.model_fields) - spared
    missing = [s for s in sections if f"[{s}" not in text]
    assert not missing
    lists = load("base").vocabulary.lists
    rows = re.findall(r"^\|[^|]*\|[^|]*\[[^|]*\|([^|]*)\|$", text, re.MULTILINE)
    named = {word for row in rows if "(" not in row for word in re.findall(r"[a-z_]{4,}", row)}
    assert named <= set(lists) | {"functions", "clocks", "events", "roles"}


def test_both_languages_show_the_same_file() -> None:
    english, chinese = ("".join(blocks(page)) for page in PAGES)

    def bare(text: str) -> list[str]:
        rows = [re.sub(r"\s+#.*$", "", row) for row in text.split("\n")]
        return [re.sub(r'note = "[^"]*"', "note", row) for row in rows]

    assert bare(english) == bare(chinese)


ROWS: dict[str, type[Section]] = {
    "conference.heads": Head,
    "conference.bodies": Body,
    "survey.rosters": RosterGiving,
    "escalation": EscalationStep,
    "rosters.discrepancies": DiscrepancyRule,
    "definitions.left_behind.incapacity": Cause,
    "definitions.exits": Exit,
    "definitions.difficulty.categories": Category,
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("table", ROWS)
def test_the_howto_explains_every_key_of_a_row(page: str, table: str) -> None:
    text = (HOWTO / page).read_text(encoding="utf-8")
    block = text.split(f"| `[[{table}]]` |")[-1].split("| `[[", 1)[0]
    keys = set(shape_of(ROWS[table])) - set(ANNOTATIONS)
    assert {key for key in keys if f"`{key}`" not in block} == set()
