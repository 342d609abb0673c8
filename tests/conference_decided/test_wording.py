"""Templates are files a county can replace; what is wrong with one is a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.requirement import requirement
from tonghu.conference.papers.setting import head, padded
from tonghu.conference.papers.wording import OURS, wording
from tonghu.conference.rules.texts import blocks, chinese
from tonghu.core.errors import NotNow
from tonghu.papers.documents import Heading, Paragraph


def lay(home: Path, name: str, text: str, profile: str = "") -> None:
    folder = home / "templates" / "conference" / profile
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    settings.TONGHU_HOME = tmp_path
    return tmp_path


def test_a_county_says_only_what_it_says_otherwise(home: Path) -> None:
    ours = wording("minutes", "made_up")
    lay(home, "minutes", 'title = "关于{meeting}的纪要"\nversion = "本地1"\n', "made_up")
    theirs, others = wording("minutes", "made_up"), wording("minutes", "another")
    assert theirs.say("title", meeting="会", body="机构") == "关于会的纪要"
    assert theirs.say("present") == ours.say("present"), "the rest is ours"
    assert others == ours
    assert theirs.own
    assert theirs.mark.startswith("会议纪要 本地1 ")
    assert theirs.mark != ours.mark, "the paper says which was used"


def test_an_unknown_key_or_placeholder_or_a_broken_file_is_a_sentence(home: Path) -> None:
    lay(home, "minutes", 'titel = "x"\n')
    with pytest.raises(NotNow, match="“titel”没有用处"):
        wording("minutes")
    lay(home, "minutes", 'title = "{weather}"\n')
    with pytest.raises(NotNow, match=r"写了\{weather\}，没有这一项；可以用的：\{meeting\}"):
        wording("minutes").say("title", meeting="会")
    lay(home, "minutes", "title = \n")
    with pytest.raises(NotNow, match="读不出来"):
        wording("minutes")


def test_every_template_of_ours_has_a_name_and_a_version() -> None:
    for file in OURS.glob("*.toml"):
        assert wording(file.stem).mark, file.name


def test_a_long_red_head_breaks_before_the_conference_and_names_of_two_are_spread() -> None:
    assert (
        head("演示县农村留守儿童关爱保护工作联席会议\n纪要")
        == "演示县农村留守儿童关爱保护工作\n联席会议纪要"
    )
    assert head("县民政局") == "县民政局"
    assert (padded("李勇"), padded("欧阳勇")) == ("李　勇", "欧阳勇")


@requirement("D-305")
def test_what_is_typed_becomes_headings_and_paragraphs() -> None:
    said = list(blocks("一、总的情况\n会议指出，要抓紧。\n（一）排查\n\n1．逐户核。"))
    assert [type(one) for one in said] == [Heading, Paragraph, Heading, Paragraph]
    assert [chinese(n) for n in (1, 10, 11, 20, 32)] == ["一", "十", "十一", "二十", "三十二"]
