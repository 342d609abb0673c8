"""方案放在哪里: the only function that knows the folders in which profiles lie."""

from __future__ import annotations

import os
from pathlib import Path

from tonghu.policy.problems import Problem, ProfileError

VOCABULARY = "vocabulary.toml"
SEALS = "hashes.toml"


def shipped() -> Path:
    """The repository's `profiles/` folder, found from the source tree."""
    return Path(__file__).resolve().parents[3] / "profiles"


def folders() -> tuple[Path, ...]:
    """Where a code is looked for: the folder of `TONGHU_PROFILES` first, then the shipped one."""
    extra = os.environ.get("TONGHU_PROFILES", "")
    return (*(Path(part) for part in extra.split(os.pathsep) if part), shipped())


def known() -> tuple[str, ...]:
    """Every code that can be loaded by name, in the order base, cn, places."""
    codes = {
        entry.name if entry.is_dir() else entry.stem
        for folder in folders()
        if folder.is_dir()
        for entry in folder.iterdir()
        if _is_profile(entry)
    }
    return tuple(sorted(codes, key=lambda code: (code != "base", code != "cn", code)))


def _is_profile(entry: Path) -> bool:
    if entry.is_dir():
        return (entry / "profile.toml").is_file()
    return entry.suffix == ".toml" and entry.name not in (VOCABULARY, SEALS)


def find(code: str | Path) -> Path:
    """The file or folder of a profile given by code or by path."""
    path = Path(code)
    if path.exists() and (path.suffix == ".toml" or path.is_dir()) and _looks_like_path(code):
        return path.parent if path.name == "profile.toml" else path
    for folder in folders():
        for candidate in (folder / str(code), folder / f"{code}.toml"):
            if candidate.exists() and _is_profile(candidate):
                return candidate
    raise ProfileError([Problem(path, 1, _not_found(str(code)))])


def _looks_like_path(code: str | Path) -> bool:
    return isinstance(code, Path) or os.sep in code or code.endswith(".toml") or code == "."


def _not_found(code: str) -> str:
    return f"找不到方案“{code}”；已有的方案是{'、'.join(known())}，也可以写文件或者文件夹的路径。"


def files_of(place: Path) -> tuple[Path, ...]:
    """The TOML files a profile is made of, in a stable order."""
    if place.is_file():
        return (place,)
    return tuple(
        sorted(place.glob("*.toml"), key=lambda path: (path.name != "profile.toml", path.name))
    )
