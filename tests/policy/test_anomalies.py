"""D-400…D-419: what is odd in the documents is kept as printed, understood, and pointed out."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from tests.requirement import requirement
from tonghu.policy import Profile, load
from tonghu.policy.questions.completeness import completeness_findings, counted
from tonghu.policy.questions.units import called_on, unit_named


@cache
def profile_of(code: str) -> Profile:
    return load(code)


@requirement("D-400", "D-403", "D-405", "D-406", "D-416", "D-417", "D-418", "D-419", "D-394")
@pytest.mark.parametrize(
    ("code", "units", "entries", "members"),
    [
        ("cn", 27, 27, 27),
        ("dali", 25, 25, 24),
        ("wuqing", 20, 20, 20),
        ("xinbei", 23, 19, 19),
        ("songyang", 26, 26, 26),
    ],
)
def test_unit_counts(code: str, units: int, entries: int, members: int) -> None:
    found = counted(profile_of(code))
    assert (found["units"], found["entries"], found["members"]) == (units, entries, members)


@requirement("D-400")
def test_the_convenors_unit_is_no_member_but_has_duties() -> None:
    dali = profile_of("dali")
    (convenor,) = [unit for unit in dali.units if unit.part == "convenor"]
    assert convenor.code == "civil_affairs"
    assert counted(dali)["liaisons"] == 25
    assert counted(dali)["duty_units"] == 25


@requirement("D-401", "D-402")
@pytest.mark.parametrize(
    "text", ["州委政法委", "州综治办", " 州 综 治 办 ", "州委政研室", "州　妇联"]
)
def test_double_offices_and_padded_blanks(text: str) -> None:
    assert unit_named(profile_of("dali"), text) is not None


@requirement("D-402")
def test_padded_names_of_songyang() -> None:
    for text in ("农 办", "法 院", "妇 联", "残 联"):
        assert unit_named(profile_of("songyang"), text) is not None, text


@requirement("D-406")
def test_bracketed_units_and_the_missing_liaison_warn() -> None:
    xinbei = profile_of("xinbei")
    subs = {unit.code: unit.within for unit in xinbei.units if unit.part == "sub"}
    assert subs == {
        "justice": "political_legal",
        "legislative_affairs": "political_legal",
        "civil_affairs": "personnel",
        "disabled_federation": "personnel",
    }
    sentences = [finding.sentence for finding in completeness_findings(xinbei)]
    assert any("关工委" in s and "没有联络员" in s for s in sentences)
    assert sum("没有联络员" in s for s in sentences) == 5
    assert counted(xinbei)["liaisons"] == 18


@requirement("D-407")
def test_the_typing_error_of_annex_three() -> None:
    found = unit_named(profile_of("xinbei"), "区全面治区委员会办公室")
    assert found is not None
    assert found.value.code == "legislative_affairs"


@requirement("D-406", "D-407")
def test_brackets_lost_or_half_width() -> None:
    for text in (
        "区人大法制和内务司法（民宗侨务）工委",
        "区人大法制和内务司法(民宗侨务)工委",
        "区人大法制和内务司法民宗侨务工委",
    ):
        found = unit_named(profile_of("xinbei"), text)
        assert found is not None
        assert found.value.code == "peoples_congress"


@requirement("D-408")
def test_songyang_lists_no_liaisons_and_is_not_blamed() -> None:
    songyang = profile_of("songyang")
    assert {unit.liaison for unit in songyang.units} == {None}
    assert not any("联络员" in f.sentence for f in completeness_findings(songyang))
    assert counted(songyang)["duty_units"] == 26


@requirement("D-409")
def test_two_dates_of_songyang() -> None:
    document = profile_of("songyang").documents["sy-2017-139"]
    assert document.issued_on == date(2017, 8, 30)
    assert document.metadata_date == date(2017, 9, 1)


@requirement("D-405")
def test_national_list_is_clean() -> None:
    assert all(unit.name.isalpha() and not unit.name.isascii() for unit in profile_of("cn").units)
    assert not profile_of("cn").duties


@requirement("D-403")
def test_wuqing_duty_order_differs_from_list_order() -> None:
    wuqing = profile_of("wuqing")
    listed = [unit.code for unit in wuqing.units]
    paragraphs = list(dict.fromkeys(duty.unit for duty in wuqing.duties if duty.unit in listed))
    assert set(paragraphs) == set(listed)
    assert paragraphs != listed


@requirement("D-414")
@pytest.mark.parametrize("code", ["cn", "dali", "wuqing", "songyang"])
def test_old_names_have_successors(code: str) -> None:
    renamed = [unit for unit in profile_of(code).units if unit.successor]
    assert {unit.code for unit in renamed} >= {"political_legal", "legislative_affairs", "health"}
    for unit in renamed:
        found = unit_named(profile_of(code), unit.successor or "")
        assert found is not None
        assert unit.name != unit.successor


@requirement("D-414")
def test_a_name_counts_while_it_was_in_use() -> None:
    cn = profile_of("cn")
    assert called_on(cn, "political_legal", date(2016, 5, 1)) == "中央综治办"
    assert called_on(cn, "political_legal", date(2026, 5, 1)) == "中央政法委"
    assert unit_named(cn, "中央政法委", on=date(2016, 5, 1)) is None
    assert unit_named(cn, "中央综治办", on=date(2026, 5, 1)) is None
    assert unit_named(cn, "中央综治办") is not None


@requirement("D-410")
def test_programmes_are_called_differently() -> None:
    names = {profile_of(code).sheet.profile.programme for code in ("dali", "xinbei", "songyang")}
    assert len(names) == 3


@requirement("D-404")
def test_misprints_are_on_record() -> None:
    garbled = [number for d in profile_of("wuqing").documents.values() for number in d.garbled]
    assert garbled
