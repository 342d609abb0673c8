"""Splink 专家模型 B (shared/linkage.md §2): comparisons and blocking rules as an expert would set them."""

from __future__ import annotations

from typing import Any

from splink import SettingsCreator, block_on
from splink.blocking_rule_library import CustomRule
from splink.comparison_library import CustomComparison
from splink.internals.blocking_rule_creator import BlockingRuleCreator


def _level(sql: str, label: str, null: bool = False) -> dict[str, Any]:
    return {"sql_condition": sql, "label_for_charts": label, "is_null_level": null}


def _both(column: str, test: str = "=") -> str:
    return f"{column}_l {test} {column}_r"


_NUMBER = [
    _level("number_l is null or number_r is null", "no number", null=True),
    _level(_both("number"), "same"),
    _level("good_l and good_r", "both good and different"),  # model B: one level, not split by date
    _level("damerau_levenshtein(number_l, number_r) <= 1", "one edit"),
    _level(_both("number15"), "first fifteen the same"),
    _level("damerau_levenshtein(number_l, number_r) <= 2", "two edits"),
    _level("ELSE", "other"),
]
_NAME = [
    _level("name_l is null or name_r is null", "no name", null=True),
    _level(_both("name"), "same"),
    _level(_both("sound"), "same sound"),
    _level("former_l = name_r or name_l = former_r", "former name"),
    _level("damerau_levenshtein(name_l, name_r) <= 1 and length(name_l) > 2", "one character"),
    _level("damerau_levenshtein(name_l, name_r) <= 1", "one of two characters"),
    _level("surname_l = surname_r", "surname"),
    _level("ELSE", "other"),
]
_BIRTH = [
    _level("birth_l is null or birth_r is null", "no date", null=True),
    _level(_both("birth"), "same"),
    _level("birth_l = turned_r", "day and month swapped"),
    _level("damerau_levenshtein(birth_l, birth_r) <= 1", "one digit"),
    _level("substr(birth_l, 1, 4) = substr(birth_r, 1, 4)", "same year"),
    _level("ELSE", "other"),
]
_FATHER = "coalesce(father_l = father_r, false)"
_MOTHER = "coalesce(mother_l = mother_r, false)"
_OTHER = "(coalesce(phone_l = phone_r, false) or coalesce(guardian_l = guardian_r, false))"
_HOUSEHOLD = [
    _level(
        "coalesce(father_l = father_r, mother_l = mother_r, phone_l = phone_r, "
        "guardian_l = guardian_r) is null",
        "nothing to compare",
        null=True,
    ),
    _level(f"{_FATHER} and {_MOTHER}", "both parents"),
    _level(f"({_FATHER} or {_MOTHER}) and {_OTHER}", "one parent and phone or guardian"),
    _level(f"{_FATHER} or {_MOTHER}", "one parent"),
    _level(_OTHER, "phone or guardian"),
    _level("father_l <> father_r and mother_l <> mother_r", "other parents"),
    _level("ELSE", "nothing agrees"),
]
_PLACE = [
    _level("town_l is null or town_r is null", "no town", null=True),
    _level("town_l = town_r and village_l = village_r", "same village"),
    _level(_both("town"), "same town"),
    _level("ELSE", "elsewhere"),
]
_SEX = [
    _level("sex_l is null or sex_r is null", "no sex", null=True),
    _level(_both("sex"), "same"),
    _level("ELSE", "differs"),
]

# What is looked at: fourteen rules, each an equi-join.
BLOCKING: list[BlockingRuleCreator | dict[str, Any]] = [
    block_on("number"),
    block_on("number15"),
    block_on("sound", "birth"),
    block_on("sound", "father"),
    block_on("sound", "mother"),
    block_on("birth", "father"),
    block_on("birth", "mother"),
    block_on("birth", "phone"),
    block_on("sound", "phone"),
    block_on("sound", "guardian"),
    block_on("father", "mother"),
    block_on("sound", "town", "year"),
    block_on("name", "village"),
    CustomRule("l.former = r.name and l.birth = r.birth"),
]
DETERMINISTIC: list[str | BlockingRuleCreator] = [
    block_on("number"),
    block_on("name", "birth", "father"),
]
SESSIONS = [block_on("number"), block_on("sound", "birth")]


def _comparison(name: str, levels: list[dict[str, Any]]) -> CustomComparison:
    return CustomComparison(output_column_name=name, comparison_levels=[*levels])


def settings() -> SettingsCreator:
    """Model B."""
    names = [dict(level) for level in _NAME]
    names[1]["tf_adjustment_column"] = "name"
    names[2]["tf_adjustment_column"] = "sound"
    return SettingsCreator(
        link_type="link_and_dedupe",
        comparisons=[
            _comparison("number", _NUMBER),
            _comparison("name", names),
            _comparison("birth", _BIRTH),
            _comparison("household", _HOUSEHOLD),
            _comparison("place", _PLACE),
            _comparison("sex", _SEX),
        ],
        blocking_rules_to_generate_predictions=BLOCKING,
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )
