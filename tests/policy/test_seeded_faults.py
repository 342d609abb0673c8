"""Bar 3: every seeded fault, in every profile, is refused with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.policy.folders import CODES, Folder
from tests.policy.seeded import FAULTS
from tonghu.policy import ProfileError, examine, load


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_refused_at_its_line(tmp_path: Path, code: str, name: str) -> None:
    make, says = FAULTS[name]
    folder = Folder.copy(tmp_path, code)
    spot = make(folder)
    with pytest.raises(ProfileError) as refusal:
        load(folder.place)
    sentences = [
        p.sentence for p in refusal.value.problems if (p.file, p.line) == (spot.file, spot.line)
    ]
    assert any(says in sentence for sentence in sentences), "\n".join(
        [f"expected {spot.file}:{spot.line} {says}", *map(str, refusal.value.problems)]
    )


def test_more_than_twenty_faults() -> None:
    assert len(FAULTS) >= 20


@pytest.mark.parametrize("code", CODES)
def test_the_undamaged_copy_loads(tmp_path: Path, code: str) -> None:
    folder = Folder.copy(tmp_path, code)
    assert load(folder.place).code == code


def test_all_faults_are_reported_together(tmp_path: Path) -> None:
    folder = Folder.copy(tmp_path, "songyang")
    spots = {
        FAULTS[name][0](folder).line for name in ("unknown_word", "empty_list", "unknown_clock")
    }
    found = examine(folder.place).problems
    assert len(found) >= 3
    assert len(spots) == 3


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    folder = Folder.copy(tmp_path, "songyang")
    folder.file("units.toml").write_bytes("# 成员单位\n".encode("gb18030"))
    (problem,) = examine(folder.place).problems
    assert "不是 UTF-8 编码" in problem.sentence
    assert problem.file == folder.file("units.toml")


def test_sentences_are_chinese_without_traceback(tmp_path: Path) -> None:
    folder = Folder.copy(tmp_path, "dali")
    for name in ("unknown_key", "text_for_number", "negative_duration"):
        FAULTS[name][0](folder)
    for problem in examine(folder.place).problems:
        assert problem.sentence.endswith("。")
        assert "Input should" not in problem.sentence


PLACES = [code for code in CODES if code != "base"]


@pytest.mark.parametrize("code", PLACES)
def test_a_place_without_extends_is_one_fault(tmp_path: Path, code: str) -> None:
    folder = Folder.copy(tmp_path, code)
    spot = folder.drop("profile", "extends")
    (problem,) = examine(folder.place).problems
    assert "没有写 extends" in problem.sentence
    assert (problem.file, problem.line) == (spot.file, spot.line)


@pytest.mark.parametrize("code", PLACES)
def test_a_misspelt_extends_is_named_at_its_line(tmp_path: Path, code: str) -> None:
    folder = Folder.copy(tmp_path, code)
    folder.drop("profile", "extends")
    spot = folder.set("profile", 'extend = "base"')
    problems = examine(folder.place).problems
    assert {(p.file, p.line) for p in problems} == {(spot.file, spot.line)}
    assert any("应当写作 extends" in p.sentence for p in problems)


@pytest.mark.parametrize("code", CODES)
def test_a_folder_without_its_identity_is_one_fault(tmp_path: Path, code: str) -> None:
    folder = Folder.copy(tmp_path, code)
    folder.file().unlink()
    (problem,) = examine(folder.place).problems
    assert "没有 [profile] 表" in problem.sentence
    folder.file().write_text("# 空的\n", encoding="utf-8")
    (problem,) = examine(folder.place).problems
    assert (problem.file, problem.line) == (folder.file(), 1)


@pytest.mark.parametrize("code", PLACES)
def test_taking_away_what_an_inherited_row_needs_is_told_where_it_was_taken(
    tmp_path: Path, code: str
) -> None:
    folder = Folder.copy(tmp_path, code)
    text = 'patterns = ["one_away"]'
    spot = folder.set("definitions.left_behind", text, name="definitions.toml")
    told = [p for p in examine(folder.place).problems if "沿用的“" in p.sentence]
    assert told
    assert {(p.file, p.line) for p in told} == {(spot.file, spot.line)}


def test_one_wrong_word_is_one_fault(tmp_path: Path) -> None:
    for name in ("pattern_misspelt", "circumstance_misspelt"):
        folder = Folder.copy(tmp_path / name, "base")
        spot = FAULTS[name][0](folder)
        (problem,) = examine(folder.place).problems
        assert (problem.file, problem.line) == (spot.file, spot.line)
        assert "。。" not in problem.sentence
        assert "'" not in problem.sentence
