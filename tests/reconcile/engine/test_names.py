"""Names: whatever way a clerk writes one, it is the same child; nobody's name is no name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reconcile.engine.sheets import names
from tests.requirement import requirement

SAME = {
    "blanks inside": ("张 三", "张三"),
    "ideographic blank": ("张　三", "张三"),
    "zero width": ("张\u200b三", "张三"),
    "line break": ("张三\r\n", "张三"),
    "traditional": ("張偉國", "张伟国"),
    "variant of one given name": ("喆", "哲"),
    "variant 堃": ("李堃", "李坤"),
    "surname 闫 and 阎": ("闫明", "阎明"),
    "surname 付 and 傅": ("付红", "傅红"),
    "surname 肖 and 萧": ("肖军", "萧军"),
    "昇 and 升": ("王昇", "王升"),
    "remark in full brackets": ("张三（双胞胎大的）", "张三"),
    "remark in half brackets": ("张三(2岁)", "张三"),
    "remark that never closes": ("张三（转学", "张三"),
    "remark in front": ("【留守】张三", "张三"),
    "a stray number": ("张三1", "张三"),
    "two kinds of middle dot": ("艾合买提·买买提江", "艾合买提•买买提江"),
    "full stop for a dot": ("艾合买提.买买提江", "艾合买提·买买提江"),
    "dot left out": ("艾合买提买买提江", "艾合买提·买买提江"),
    "compound surname": ("歐陽修文", "欧阳修文"),
    "unprintable, two ways": ("张□", "张?"),
    "replacement character": ("张\ufffd明", "张＊明"),
    "tones or none": ("Zhāng Xiǎomíng", "zhangxiaoming"),
    "capitals": ("ZHANG Xiao Ming", "zhang xiao ming"),
    "full-width letters": ("ＺＨＡＮＧ三", "zhang三"),
}


@pytest.mark.parametrize("case", sorted(SAME))
def test_two_spellings_are_one_name(case: str) -> None:
    found = names(*SAME[case])
    assert found.code[0] == found.code[1] != 0
    assert found.sound[0] == found.sound[1] != 0
    assert found.length[0] == found.length[1] > 0


SOUNDS = {
    "homophones": ("张伟", "章玮"),
    "pinyin": ("Zhang Wei", "张伟"),
    "pinyin with tones": ("Zhāng Wěi", "张伟"),
    "v for ü": ("lv bu", "吕布"),
    "ü": ("Lǚ Bù", "吕布"),
    "half pinyin": ("张wei", "张伟"),
    "apostrophe parts syllables": ("Xi'an", "西安"),
}


@pytest.mark.parametrize("case", sorted(SOUNDS))
def test_names_sound_alike_but_are_written_otherwise(case: str) -> None:
    found = names(*SOUNDS[case])
    assert found.sound[0] == found.sound[1] != 0
    assert found.code[0] != found.code[1]
    assert found.length[0] == found.length[1]


@pytest.mark.parametrize(
    "text", ["", " ", "无", "不详", " 无 ", "暂无", "未知", "（无）", "/", "——", "已故", "张三"]
)
def test_words_for_nobody_are_no_name(text: str) -> None:
    found = names(text)
    nobody = text != "张三"
    assert (found.code[0] == 0) == nobody
    assert (found.sound[0] == 0) == nobody
    assert (found.length[0] == 0) == nobody


@pytest.mark.parametrize(
    ("text", "length"),
    [("张三", 2), ("欧阳修文", 4), ("艾合买提·买买提江", 8), ("zhang xiao ming", 3), ("张?", 2)],
)
def test_length_counts_what_is_heard(text: str, length: int) -> None:
    assert names(text).length[0] == length


def test_long_names_differ_wherever_one_character_does() -> None:
    whole = "阿卜杜热合曼麦麦提"
    others = [whole[:at] + "苏" + whole[at + 1 :] for at in range(len(whole))]
    codes = names(whole, *others).code
    assert len(set(codes.tolist())) == len(others) + 1


def test_letters_that_are_no_pinyin_are_unreadable_not_lost() -> None:
    found = names("张xqz", "张?")
    assert found.code[0] == found.code[1]


def test_the_right_cells_are_mended_among_many_clean_ones() -> None:
    texts = ["李明"] * 40 + ["张三（转）"] + ["王芳"] * 40 + ["zhang san"] + ["赵六"] * 40
    found, plain = names(*texts), names("李明", "张三", "王芳", "赵六")
    assert set(found.code[:40]) == {plain.code[0]}
    assert found.code[40] == plain.code[1]
    assert set(found.code[41:81]) == {plain.code[2]}
    assert found.sound[81] == plain.sound[1]
    assert set(found.code[82:]) == {plain.code[3]}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(max_size=12), min_size=1, max_size=6))
def test_no_text_whatever_stops_reading_and_neighbours_do_not_matter(texts: list[str]) -> None:
    together = names(*texts)
    assert len(together.code) == len(texts)
    for at, text in enumerate(texts):
        alone = names(text)
        assert alone.code[0] == together.code[at]
        assert alone.sound[0] == together.sound[at]


@requirement("D-093")
@settings(max_examples=100, deadline=None)
@given(st.text("王李张刘陈杨赵周吴徐孙明伟芳", min_size=2, max_size=4), st.data())
def test_blanks_and_remarks_anywhere_change_nothing(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name)))
    remark = data.draw(
        st.sampled_from([" ", "\u3000", "（双）", "(转学)", "\u00a0", "[新]", "\u200d"])
    )
    found = names(name, name[:at] + remark + name[at:])
    assert found.code[0] == found.code[1]
