"""角色: what a post is called here, at which level it sits, what it sees (Part R).

What a button allows is decided by `access`; this is what is told to the people who hold a post.
"""

from __future__ import annotations

from tonghu.policy.profile import LOCAL, Profile
from tonghu.policy.questions.registry import Answer, Says, answered, decides
from tonghu.policy.vocabulary import Role, Vocabulary


def title_of(profile: Profile, role: str) -> Answer[str]:
    """称呼（D-073、D-076）: the place's own name of a role, else our plain label of it."""
    own = profile.sheet.roles.get(role)
    if own is None:
        return Answer(profile.vocabulary.roles[role].label, LOCAL, silent=True)
    return answered(profile, own.titles[0], "roles", role, "titles")


def roles_titled(profile: Profile, title: str) -> tuple[str, ...]:
    """按称呼找角色（D-409）: several where a place calls two levels by one name."""
    named = profile.sheet.roles
    return tuple(
        code
        for code, role in profile.vocabulary.roles.items()
        if title == role.label or (code in named and title in named[code].titles)
    )


def reach_of(profile: Profile, role: str) -> Answer[str]:
    """看什么（D-380…D-393）: the word of `[lists.reaches]`; no document sets it, the law bounds it."""
    return Answer(profile.vocabulary.roles[role].reach, LOCAL, silent=True)


def may_hold_both(profile: Profile, one: str, other: str) -> bool:
    """兼任（D-391）: whether one person may hold the two roles."""
    return other not in profile.vocabulary.roles[one].apart


def role_sentence(words: Vocabulary, role: Role) -> str:
    """一句话: level, reach, work and limits of a role, for the people who hold it."""
    said = [
        f"{role.label}（{words.label('role_levels', role.level)}）",
        f"看：{words.label('reaches', role.reach)}",
        f"做：{_joined(words, 'role_tasks', role.tasks)}",
    ]
    if role.by_approval:
        said.append(f"经批准才给：{_joined(words, 'role_limits', role.by_approval)}")
    if role.never:
        said.append(f"不给：{_joined(words, 'role_limits', role.never)}")
    if role.apart:
        said.append(f"不得兼任：{'、'.join(words.roles[other].label for other in role.apart)}")
    if role.hidden:
        said.append("身份对其他人保密")
    return "；".join(said)


def _joined(words: Vocabulary, name: str, listed: list[str]) -> str:
    return "、".join(words.label(name, word) for word in listed)


@decides("role_titles", "各岗位在本地叫什么、在哪一级、看什么")
def _titles(profile: Profile) -> Says:
    words = profile.vocabulary
    return tuple(
        f"{'、'.join(named.titles) if (named := profile.sheet.roles.get(code)) else role.label}："
        f"{role_sentence(words, role)}"
        for code, role in words.roles.items()
    )
