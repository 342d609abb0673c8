"""Inheritance, silence, citations, seals: how a value comes to hold, and what is remembered."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.policy.folders import CODES, Folder
from tonghu.policy import Profile, ProfileError, examine, load
from tonghu.policy.profile import content_hash
from tonghu.policy.schema.leaves import leaves, replaced, value_at
from tonghu.policy.seals import seal, seals


def test_scalars_inherit_and_lists_replace(tmp_path: Path) -> None:
    folder = Folder.copy(tmp_path, "songyang")
    folder.set("assessment", 'services = ["legal_aid"]')
    profile = load(folder.place)
    assert profile.sheet.assessment.services == ("legal_aid",)
    assert profile.sheet.assessment.dimensions == load("base").sheet.assessment.dimensions
    assert profile.sheet.calendar == load("base").sheet.calendar


def test_an_inherited_value_keeps_its_parents_basis_and_place() -> None:
    songyang = load("songyang")
    fact = songyang.facts["retention", "network_logs"]
    assert fact.origin.profile == "base"
    assert fact.origin.source.path.parent.name == "base"
    assert songyang.basis("retention", "network_logs") == "wlaq 21"
    assert not songyang.own("retention", "network_logs")
    assert not songyang.silent("retention", "network_logs")


def test_silence_keeps_the_default_and_says_so() -> None:
    songyang = load("songyang")
    path = ("conference", "plenary_per_year")
    assert songyang.silent(*path)
    assert not songyang.own(*path)
    assert songyang.sheet.conference.plenary_per_year == 1
    assert songyang.facts[path].origin.profile == "base"


def test_a_silent_table_labels_everything_below() -> None:
    dali = load("dali")
    below = [leaf.path for leaf in leaves(dali.sheet.survey, ("survey",)) if len(leaf.path) == 2]
    assert below
    assert all(dali.silent(*path) for path in below)


def test_the_nearest_basis_holds(tmp_path: Path) -> None:
    folder = Folder.copy(tmp_path, "songyang")
    folder.set("conference", 'invite_others = { value = true, basis = "wbf 9" }')
    folder.set("conference", "issues_documents = false")
    profile = load(folder.place)
    assert profile.basis("conference", "invite_others") == "wbf 9"
    assert profile.basis("conference", "issues_documents").startswith("sy-2017-139 四(一)")


@pytest.mark.parametrize("code", CODES)
def test_every_value_has_a_basis_and_a_place(code: str) -> None:
    profile = load(code)
    for leaf in leaves(profile.sheet):
        if leaf.path in profile.facts and leaf.path[0] not in ("profile", "documents"):
            assert profile.basis(*leaf.path), leaf.path
            origin = profile.facts[leaf.path].origin
            assert origin.source.lines.names(origin.at), leaf.path


@pytest.mark.parametrize("code", CODES)
def test_every_leaf_can_be_replaced_alone(code: str) -> None:
    profile = load(code)
    for leaf in list(leaves(profile.sheet))[::40]:
        changed = replaced(profile.sheet, leaf.path, "另一个值")
        assert value_at(changed, leaf.path) == "另一个值"
        assert value_at(profile.sheet, leaf.path) == leaf.value


def test_the_hash_follows_content_not_comments(tmp_path: Path) -> None:
    folder = Folder.copy(tmp_path, "wuqing")
    before = load(folder.place).hash
    text = folder.file().read_text(encoding="utf-8")
    folder.file().write_text(f"# 一行说明\n{text}", encoding="utf-8")
    assert load(folder.place).hash == before
    folder.set("staffing", 'supervisors_per_village_max = { value = 5, basis = "local" }')
    assert load(folder.place).hash != before


def test_a_changed_citation_is_changed_content(tmp_path: Path) -> None:
    folder = Folder.copy(tmp_path, "wuqing")
    before = load(folder.place)
    folder.set("conference", 'seal = { value = false, basis = "local" }')
    after = load(folder.place)
    assert after.sheet.conference == before.sheet.conference
    assert content_hash(after.sheet, after.facts) != before.hash


def test_a_seal_is_given_once_per_version(tmp_path: Path) -> None:
    folder = Folder.copy(tmp_path, "wuqing")
    profile = load(folder.place)
    assert seal([profile], folder.root) == [profile.full_version]
    assert seal([profile], folder.root) == []
    assert seals(folder.root) == {profile.full_version: profile.hash}
    folder.set("staffing", 'supervisors_per_village_max = { value = 5, basis = "local" }')
    with pytest.raises(ProfileError, match="已经封存"):
        load(folder.place)
    folder.set("profile", 'version = "2027-01-01"')
    assert load(folder.place).full_version.startswith("wuqing 2027-01-01 / base")


def test_a_change_of_base_needs_a_version_of_base(tmp_path: Path) -> None:
    folder = Folder.copy(tmp_path, "wuqing")
    seal([load(folder.place)], folder.root)
    base = Folder(tmp_path, "base")
    base.set("retention", 'read_log = { years = 9, basis = "local" }')
    with pytest.raises(ProfileError, match="已经封存"):
        load(folder.place)
    base.set("profile", 'version = "2027-01-01"')
    assert load(folder.place).full_version.endswith("base 2027-01-01")


def test_a_profile_may_be_one_file(tmp_path: Path) -> None:
    folder = Folder.copy(tmp_path, "songyang")
    text = "\n".join(
        file.read_text(encoding="utf-8") for file in sorted(folder.place.glob("*.toml"))
    )
    single = tmp_path / "single" / "songyang.toml"
    single.parent.mkdir()
    single.write_text(text, encoding="utf-8")
    assert load(single).sheet == load(folder.place).sheet


def test_loading_is_quick() -> None:
    load("base")
    started = time.process_time()
    load("songyang")
    assert time.process_time() - started < 0.5  # 0.1 s on a quiet machine; the bar is 0.15


def test_a_path_that_is_not_there() -> None:
    (problem,) = examine("no-such-county").problems
    assert "找不到方案“no-such-county”" in problem.sentence


def test_profiles_are_frozen() -> None:
    profile: Profile = load("songyang")
    with pytest.raises(ValueError, match="frozen"):
        profile.sheet.conference.seal = True  # type: ignore[misc]
