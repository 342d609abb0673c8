"""封存: the content of each published version by fingerprint; a version never changes again."""

from __future__ import annotations

import tomllib
from pathlib import Path

from tonghu.policy.places import SEALS
from tonghu.policy.problems import Problem
from tonghu.policy.profile import Profile

_HEAD = """# 每个版本的内容指纹。`tonghu policy check --seal` 只为新版本添行；旧版本的内容不许再改。
"""


def seals(folder: Path) -> dict[str, str]:
    """Version to fingerprint, as committed beside the profiles."""
    file = folder / SEALS
    if not file.is_file():
        return {}
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return {str(version): str(mark) for version, mark in table.items()}


def broken_seal(profile: Profile, folder: Path) -> list[Problem]:
    """A profile whose content changed under a sealed version."""
    sealed = seals(folder).get(profile.full_version)
    if sealed is None or sealed == profile.hash:
        return []
    sentence = (
        f"版本“{profile.full_version}”已经封存，内容却变了；请给改动过的方案写新的 version，"
        "再运行 tonghu policy check --seal。"
    )
    return [profile.origins[("profile", "version")].problem(sentence)]


def seal(profiles: list[Profile], folder: Path) -> list[str]:
    """Adds the versions not yet sealed; gives back their names."""
    known = seals(folder)
    new = {p.full_version: p.hash for p in profiles if p.full_version not in known}
    rows = sorted({**known, **new}.items())
    text = _HEAD + "".join(f'"{version}" = "{mark}"\n' for version, mark in rows)
    (folder / SEALS).write_text(text, encoding="utf-8")
    return sorted(new)
