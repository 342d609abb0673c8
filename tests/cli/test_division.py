"""`tonghu division`: by name, initials and code."""

import argparse
import json

import pytest

from tonghu.cli import division
from tonghu.cli.errors import Refused


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    division.add(parser.add_subparsers())
    args = parser.parse_args(["division", *words])
    status: int = args.run(args)
    return status


@pytest.mark.parametrize("text", ["松阳县", "syz", "331124"])
def test_a_county_is_found(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(text, "--within", "丽水市") == 0
    assert "浙江省丽水市松阳县" in capsys.readouterr().out


def test_children_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("松阳", "--children", "--json") == 0
    towns = json.loads(capsys.readouterr().out)
    assert len(towns) == 19
    assert towns[0]["path"] == "浙江省丽水市松阳县西屏街道"
    assert towns[0]["level"] == "乡级"


def test_an_ended_division_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("江干区", "--json") == 0
    (gone,) = json.loads(capsys.readouterr().out)
    assert (gone["valid_to"], gone["successor"]) == ("2021-04-09", "330102000000")
    assert run("江干区") == 0
    assert "2021-04-09" in capsys.readouterr().out


def test_a_long_answer_is_cut_and_says_how_long_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("新村") == 0
    assert "只列前30条" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["不存在的地方"], "没有找到“不存在的地方”"),
        (["33112"], "应为2、4、6、9或12位数字"),
        (["松阳", "--within", "不存在"], "--within请写已有的区划"),
        (["鼓楼区", "--children"], "“鼓楼区”不止一处，如江苏省南京市鼓楼区（320106）"),
    ],
)
def test_what_is_not_there_is_refused_with_a_sentence(words: list[str], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        run(*words)
