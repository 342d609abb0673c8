"""名册说明: what a sender declares about its files, in a small file beside them."""

from __future__ import annotations

import tomllib
from datetime import date
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from tonghu.reconcile.engine.fields import Kind, Population
from tonghu.reconcile.engine.intake.mappings import MappingError
from tonghu.reconcile.engine.intake.tables import RosterFile

DECLARATIONS: Final = ("名册说明.toml", "rosters.toml")
_KEYS: Final = frozenset({"file", "sender", "town", "as_of", "population"})
_WORDS: Final = {
    "全部儿童": Population.ALL,
    "全部": Population.ALL,
    "仅留守儿童": Population.FLAGGED,
    "留守儿童": Population.FLAGGED,
    "部分儿童": Population.PARTIAL,
    "部分": Population.PARTIAL,
}


def declared(file: Path, kind: Kind) -> RosterFile:
    """The file with the first declaration beside it that fits its name."""
    for entry in _entries(file.absolute().parent):
        if fnmatch(file.name, entry.path.name):
            return RosterFile(file, kind, entry.sender, entry.town, entry.as_of, entry.population)
    return RosterFile(file, kind)


@lru_cache(maxsize=256)
def _entries(folder: Path) -> tuple[RosterFile, ...]:
    path = next((folder / n for n in DECLARATIONS if (folder / n).is_file()), None)
    if path is None:
        return ()
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MappingError(f"名册说明“{path.name}”读不出来（{error}），请改正后再试。") from error
    entries = raw.get("roster", [])
    if not isinstance(entries, list):
        raise MappingError(f"名册说明“{path.name}”应写成 [[roster]] 各段，请改正后再试。")
    return tuple(_entry(e, f"名册说明“{path.name}”第{n}段") for n, e in enumerate(entries, 1))


def _entry(raw: Any, where: str) -> RosterFile:
    if not isinstance(raw, dict) or not isinstance(raw.get("file"), str):
        raise MappingError(f"{where}缺少 file（文件名，可用 * 代替任意字），请补上后再试。")
    if unknown := sorted(set(raw) - _KEYS):
        raise MappingError(f"{where}有不认识的“{unknown[0]}”，请改正后再试。")
    day = raw.get("as_of")
    if day is not None and type(day) is not date:
        raise MappingError(f"{where}的 as_of 应写成 2026-09-01 这样的日期，请改正后再试。")
    return RosterFile(
        Path(raw["file"]),
        Kind.SURVEY,
        str(raw.get("sender", "")),
        str(raw.get("town", "")),
        day,
        _population(raw.get("population"), where),
    )


def _population(word: Any, where: str) -> Population | None:
    if word is None:
        return None
    try:
        return _WORDS.get(str(word)) or Population(str(word))
    except ValueError as error:
        raise MappingError(
            f"{where}的 population 只能是 all、flagged 或 partial，请改正后再试。"
        ) from error
