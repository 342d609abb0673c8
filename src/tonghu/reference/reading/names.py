"""读者怎么称呼: units by their printed names, bodies by the short names people use."""

from __future__ import annotations

from tonghu.policy.profile import Profile
from tonghu.policy.questions.registry import called

# Bodies that are no member units: the long label of the vocabulary, as people say it.
_SHORT = {
    "town": "乡镇（街道）",
    "village": "村（居）委会",
    "police_station": "派出所",
    "family": "父母、监护人",
    "supervisor": "儿童主任（督导员）",
    "conference_office": "联席会议办公室",
    "rescue_institution": "救助、未保机构",
    "social_organisations": "社会组织、企业、志愿者",
    "reporter": "发现的人",
}


def spoken_name(profile: Profile, code: str) -> str:
    """县民政局, 乡镇（街道）."""
    if any(unit.code == code for unit in profile.units):
        return called(profile, code)
    return _SHORT.get(code) or called(profile, code)


def spoken_names(profile: Profile, codes: tuple[str, ...]) -> str:
    """Several, joined."""
    return "、".join(dict.fromkeys(spoken_name(profile, code) for code in codes))


def spoken_words(text: str) -> str:
    """The same short names inside a text made of labels."""
    return text.replace("乡镇人民政府、街道办事处", "乡镇（街道）").replace(
        "村（居）民委员会", "村（居）委会"
    )
