"""The status vocabulary."""

import pytest

from tonghu.ui import status
from tonghu.ui.jinja import icon_names
from tonghu.ui.status import UnknownStatus, look_of


@pytest.mark.parametrize(
    ("word", "tone", "icon"),
    [
        ("迟了2天", "danger", "clock-exclamation"),
        ("迟了1,204天", "danger", "clock-exclamation"),
        ("等镇里审", "run", "hourglass"),
        ("已汇总到县", "ok", "circle-check"),
        ("县已锁定", "seal", "lock"),
        ("文件没写", "", "minus"),
        ("待核", "warn", "help-hexagon"),
        ("待核实", "warn", "help"),
        ("代某派出所办", "run", "file-import"),
        ("疑似漏报", "danger", "user-question"),
    ],
)
def test_a_word_has_the_tone_and_icon_of_the_table(word: str, tone: str, icon: str) -> None:
    assert (look_of(word).tone, look_of(word).icon) == (tone, icon)


@pytest.mark.parametrize("word", ["", "审核中", "迟了天", "已接收了", "等审"])
def test_a_word_that_is_not_in_the_table_raises(word: str) -> None:
    with pytest.raises(UnknownStatus, match="没有登记"):
        look_of(word)


def test_every_word_has_a_known_tone_and_an_icon_of_the_sprite() -> None:
    for word in status.words():
        look = look_of(word)
        assert look.tone in status.TONES
        assert look.icon in icon_names() or look.frame == "bare"


def test_red_is_rationed_to_danger_lateness_missing_reports_and_failures() -> None:
    red = {word for word in status.words() if look_of(word).tone == "danger"}
    assert red == {
        "迟了3天", "迟了3个工作日", "迟3天", "迟3个工作日", "红色预警", "疑似漏报",
        "没办成", "没跑完", "没读出来",
    }  # fmt: skip


def test_no_word_fits_two_lines_of_the_table() -> None:
    for word in status.words():
        fitting = {id(look) for pattern, look in status._PATTERNS if pattern.fullmatch(word)}
        assert len(fitting) == 1, word
