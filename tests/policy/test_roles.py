"""Part R as data: which posts there are, what they are called here, what they see."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.policy.folders import CODES, Folder
from tests.requirement import requirement
from tonghu.policy import Profile, ProfileError, load
from tonghu.policy.questions import DECISIONS
from tonghu.policy.questions.roles import may_hold_both, reach_of, roles_titled, title_of
from tonghu.policy.vocabulary import Role, vocabulary


@cache
def profile_of(code: str) -> Profile:
    return load(code)


def role(code: str) -> Role:
    return profile_of("base").vocabulary.roles[code]


@requirement("D-380", "D-073")
def test_the_village_worker_sees_the_village_under_its_local_name() -> None:
    assert role("village_worker").level == "village"
    assert reach_of(profile_of("base"), "village_worker").value == "own_village"
    assert set(role("village_worker").tasks) == {"create", "visit", "report"}
    called = {code: title_of(profile_of(code), "village_worker") for code in CODES}
    assert called["songyang"].value == "儿童福利督导员"
    assert called["songyang"].basis == "sy-2017-139 三(一)第2句"
    assert not called["songyang"].silent
    assert called["wuqing"].value == "留守儿童工作人员"
    assert called["dali"].value == called["xinbei"].value == "儿童主任"
    assert called["dali"].silent
    assert called["dali"].basis.startswith("待核")


@requirement("D-381", "D-076")
def test_the_town_worker_and_the_hired_assistant() -> None:
    songyang = profile_of("songyang")
    assert set(role("town_worker").tasks) == {"survey", "review", "assess", "window"}
    for code in ("town_worker", "town_assistant"):
        assert (role(code).level, role(code).reach) == ("town", "own_town")
    assert title_of(songyang, "town_assistant").value == "留守儿童救助协理员"
    assert title_of(songyang, "town_assistant").basis == "sy-2017-139 三(十三)第1句"
    assert title_of(profile_of("dali"), "town_assistant").silent


@requirement("D-409")
def test_an_older_title_finds_its_role() -> None:
    assert roles_titled(profile_of("songyang"), "督导员") == ("village_worker",)
    assert roles_titled(profile_of("songyang"), "儿童主任") == ()
    assert roles_titled(profile_of("dali"), "儿童主任") == ("village_worker",)
    both = roles_titled(profile_of("wuqing"), "留守儿童工作人员")
    assert both == ("village_worker", "town_worker")


@requirement("D-382")
def test_a_school_sees_its_pupils_and_no_other_block() -> None:
    assert reach_of(profile_of("base"), "school").value == "own_pupils"
    assert role("school").never == ["other_blocks"]
    assert {"roster", "absence", "report"} == set(role("school").tasks)


@requirement("D-383", "D-384", "D-385", "D-390")
def test_outside_bodies_see_what_they_handle() -> None:
    seen = {
        code: (role(code).reach, set(role(code).tasks))
        for code in ("police_station", "hospital", "social_worker", "court")
    }
    assert seen == {
        "police_station": ("own_calls", {"receive", "dispatch", "notice", "roster"}),
        "hospital": ("report_only", {"report"}),
        "social_worker": ("assigned_cases", {"serve"}),
        "court": ("case_bound", {"handle_case"}),
    }


@requirement("D-386")
def test_the_county_office_exports_by_approval() -> None:
    assert reach_of(profile_of("base"), "county_office").value == "county"
    assert role("county_office").by_approval == ["export"]


@requirement("D-387")
@pytest.mark.parametrize("code", ["cn", "dali", "xinbei"])
def test_a_liaison_has_no_child_files_by_default(code: str) -> None:
    assert title_of(profile_of(code), "liaison").value == "联络员"
    assert not title_of(profile_of(code), "liaison").silent
    assert role("liaison").reach == "own_duties"
    assert role("liaison").by_approval == ["child_files"]


@requirement("D-388", "D-389")
def test_leaders_and_superiors_see_aggregates() -> None:
    assert role("leader").reach == role("superior").reach == "aggregates"
    assert role("leader").never == ["identity"]
    assert role("superior").by_approval == ["identity"]
    assert set(role("superior").tasks) == {"rules", "bulletins"}


@requirement("D-391")
def test_three_administrators_are_three_people() -> None:
    three = ("auditor", "security_admin", "system_admin")
    base = profile_of("base")
    assert not any(may_hold_both(base, a, b) for a in three for b in three if a != b)
    assert may_hold_both(base, "village_worker", "family")
    assert all("child_files" in role(code).never for code in three)
    assert "change_log" not in role("auditor").never
    assert role("auditor").reach == "audit"


@requirement("D-392", "D-393")
def test_families_and_reporters() -> None:
    assert role("family").reach == "own_child"
    assert role("family").never == ["reporter_identity"]
    assert set(role("family").tasks) == {"declare", "request"}
    assert (role("reporter").reach, role("reporter").hidden) == ("submit_only", True)


def test_every_value_of_every_role_is_said() -> None:
    base = profile_of("base")
    words = base.vocabulary
    before = DECISIONS["role_titles"].says(base)
    for code, row in words.roles.items():
        for name, value in row:
            if name == "d":
                continue
            other = not value if isinstance(value, bool) else ["school"]
            changed = row.model_copy(update={name: "另一个" if isinstance(value, str) else other})
            mutant = replace(words, roles={**words.roles, code: changed})
            after = DECISIONS["role_titles"].says(replace(base, vocabulary=mutant))
            assert after != before, (code, name)


def test_a_title_of_an_unknown_role_is_refused(tmp_path: Path) -> None:
    folder = Folder.copy(tmp_path, "songyang")
    spot = folder.append("[roles.wizard]", 'titles = ["演示"]', 'basis = "local"', at=0)
    with pytest.raises(ProfileError) as refused:
        load(folder.place)
    (problem,) = refused.value.problems
    assert "不认识角色“wizard”" in problem.sentence
    assert problem.line == spot.line


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('reach = "own_village"', 'reach = "moon"', "“moon”不在词表“reaches”"),
        ('never = ["other_blocks"]', 'never = ["sleep"]', "“sleep”不在词表“role_limits”"),
        ('apart = ["auditor", "system_admin"]', "apart = []", "须在两行的 apart 里都写明"),
    ],
)
def test_a_role_in_unknown_words_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = vocabulary().file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    (tmp_path / "vocabulary.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ProfileError) as refused:
        vocabulary(tmp_path)
    assert says in str(refused.value)
