"""`tonghu policy`: what an officer types and reads."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.policy.folders import CODES, Folder
from tests.policy.seeded import FAULTS
from tests.requirement import requirement
from tonghu.cli.main import run
from tonghu.policy import places

Said = pytest.CaptureFixture[str]


def test_check_passes_the_shipped_profiles(capsys: Said) -> None:
    assert run(["policy", "check"]) == 0
    said = capsys.readouterr().out
    for name in (
        "国家（cn）",
        "大理州（dali）",
        "松阳县（songyang）",
        "武清区（wuqing）",
        "新北区（xinbei）",
    ):
        assert f"{name}：可以使用" in said
    assert "尚无程序使用的时限" in said
    assert "待核" in said


def test_check_says_file_and_line_and_fails(tmp_path: Path, capsys: Said) -> None:
    folder = Folder.copy(tmp_path, "dali")
    spot = FAULTS["unknown_word"][0](folder)
    assert run(["policy", "check", str(folder.place)]) == 1
    assert f"{spot.file}:{spot.line}：" in capsys.readouterr().out


def test_check_as_json(capsys: Said) -> None:
    assert run(["policy", "check", "xinbei", "--json"]) == 0
    (checked,) = json.loads(capsys.readouterr().out)
    assert checked["usable"]
    assert len(checked["hash"]) == 64
    assert any("关工委" in warning for warning in checked["warnings"])


@requirement("D-001", "D-088", "D-364")
def test_show_speaks_clause_by_clause(capsys: Said) -> None:
    assert run(["policy", "show", "songyang"]) == 0
    said = capsys.readouterr().out
    assert "排查完毕：09-30　（松政办发〔2017〕139号 三(三)第4句）" in said
    assert "文件未规定，沿用默认" in said
    assert "县教育局" in said
    assert "{" not in said


@pytest.mark.parametrize("code", CODES)
def test_explain_names_the_file_and_line_of_every_value(code: str, capsys: Said) -> None:
    assert run(["policy", "show", code, "--explain", "--section", "conference"]) == 0
    said = capsys.readouterr().out.split("\n")
    keys = [row for row in said if row.startswith("      conference.")]
    assert keys
    assert all(".toml:" in row and ("本方案" in row or "沿用" in row) for row in keys)


def test_show_one_section_by_its_chinese_name(capsys: Said) -> None:
    assert run(["policy", "show", "dali", "--section", "应急处置"]) == 0
    said = capsys.readouterr().out
    assert "【应急处置】" in said
    assert "【联席会议】" not in said


def test_show_as_json(capsys: Said) -> None:
    assert run(["policy", "show", "wuqing", "--section", "survey", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    cycle = next(e for e in shown["entries"] if e["key"] == "survey.cycle")
    assert cycle["text"] == "每季"
    assert cycle["basis"].startswith("wq-2017-5 二(二)")


@requirement("D-042", "D-043")
def test_diff_puts_two_places_side_by_side(capsys: Said) -> None:
    assert run(["policy", "diff", "dali", "songyang", "--json"]) == 0
    found = {row["key"]: row for row in json.loads(capsys.readouterr().out)}
    change = found["conference.member_change"]
    assert change["left"]["text"] == "单位提出，联席会议确定"
    assert change["right"]["text"] == "由单位继任者自然替补"
    assert change["right"]["citation"] == "松政办发〔2017〕139号 附件1"
    assert "units.charity" in found
    assert run(["policy", "diff", "dali", "songyang"]) == 0
    assert "由单位继任者自然替补" in capsys.readouterr().out


def test_a_place_does_not_differ_from_itself(capsys: Said) -> None:
    assert run(["policy", "diff", "dali", "dali"]) == 0
    assert "没有不同" in capsys.readouterr().out


@requirement("D-112")
def test_clause_of_a_requirement(capsys: Said) -> None:
    assert run(["policy", "clause", "D-112"]) == 0
    said = capsys.readouterr().out
    assert "松阳县（songyang）" in said
    assert "委托监护协议" in said


def test_clause_of_a_document(capsys: Said) -> None:
    assert run(["policy", "clause", "三(五)", "--profile", "songyang"]) == 0
    said = capsys.readouterr().out
    assert "外出前告知：村（居）民委员会、学校" in said
    assert "三(六)" not in said


@pytest.mark.parametrize(
    "name",
    [
        *("functions", "clocks", "events", "addressees", "areas", "causes", "criteria"),
        *("exits", "patterns", "parents_patterns", "schemes", "harm_acts", "disability_kinds"),
    ],
)
def test_words(name: str, capsys: Said) -> None:
    assert run(["policy", "words", name]) == 0
    assert capsys.readouterr().out.strip()


@pytest.mark.parametrize(
    "arguments",
    [
        ["policy"],
        ["policy", "show"],
        ["policy", "show", "nowhere"],
        ["policy", "show", "dali", "--section", "天气"],
        ["policy", "clause", "三(五)"],
        ["policy", "words", "weather"],
        ["policy", "sing"],
        ["polcy"],
        [],
    ],
)
def test_refusals_are_one_chinese_message(arguments: list[str], capsys: Said) -> None:
    assert run(arguments) != 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "。" in said.err
    assert "Traceback" not in said.err
    assert "usage" not in said.err


def test_policy_loads_no_matching_engine() -> None:
    code = (
        "import sys; from tonghu.cli.main import run; run(['policy', 'words', 'periods']); "
        "heavy = {'pyarrow', 'numpy'} & set(sys.modules); sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_seal_lies_beside_the_profile_it_seals(tmp_path: Path, capsys: Said) -> None:
    shipped = places.shipped() / places.SEALS
    before = shipped.read_bytes() if shipped.is_file() else None
    folder = Folder.copy(tmp_path, "wuqing")
    assert run(["policy", "check", str(folder.place), "--seal"]) == 0
    assert str(tmp_path / places.SEALS) in capsys.readouterr().out
    assert "wuqing" in (tmp_path / places.SEALS).read_text(encoding="utf-8")
    assert (shipped.read_bytes() if shipped.is_file() else None) == before
    folder.set("conference", 'plenary_per_year = { value = 7, basis = "local" }')
    assert run(["policy", "check", str(folder.place)]) == 1
    assert "已经封存，内容却变了" in capsys.readouterr().out


def test_a_clause_with_its_document_needs_no_profile(capsys: Said) -> None:
    assert run(["policy", "clause", "sy-2017-139 三(三)"]) == 0
    said = capsys.readouterr().out
    assert "松阳县（songyang）" in said
    assert "武清区" not in said


def test_a_file_in_this_folder_is_named_with_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    folder = Folder.copy(tmp_path, "songyang")
    texts = [file.read_text(encoding="utf-8") for file in sorted(folder.place.glob("*.toml"))]
    here = tmp_path / "here"
    here.mkdir()
    (here / "songyang.toml").write_text("\n".join(texts), encoding="utf-8")
    monkeypatch.chdir(here)
    assert run(["policy", "show", "--explain", "./songyang.toml", "--section", "scope"]) == 0
    said = capsys.readouterr().out
    assert " here/songyang.toml:" in said.replace("　", " ")
    assert " /songyang.toml:" not in said.replace("　", " ")
