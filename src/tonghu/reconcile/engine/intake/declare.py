"""名册说明: what a sender declares about its files, in a small file beside them."""

from __future__ import annotations

import tomllib
from datetime import date
from fnmatch import fnmatch
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


class Declarations:
    """What is declared beside files, and in one further file that goes before."""

    def __init__(self, first: Path | None = None) -> None:
        self._first = entries(first) if first else ()
        self._folders: dict[Path, tuple[RosterFile, ...]] = {}

    def beside(self, file: Path) -> tuple[RosterFile, ...]:
        """Entries that may speak of the file, the more important first."""
        folder = file.absolute().parent
        if folder not in self._folders:
            found = next((folder / n for n in DECLARATIONS if (folder / n).is_file()), None)
            self._folders[folder] = entries(found) if found else ()
        return self._first + self._folders[folder]


def declared(file: Path, kind: Kind, declarations: Declarations) -> RosterFile:
    """The file with the first declaration that fits its name."""
    for entry in declarations.beside(file):
        if fnmatch(file.name, entry.path.name):
            return RosterFile(file, kind, entry.sender, entry.town, entry.as_of, entry.population)
    return RosterFile(file, kind)


def entries(path: Path) -> tuple[RosterFile, ...]:
    """The `[[roster]]` entries of one file; every fault is one sentence with the place."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MappingError(f"名册说明“{path.name}”读不出来（{error}），请改正后再试。") from error
    found = raw.get("roster", [])
    if not isinstance(found, list):
        raise MappingError(f"名册说明“{path.name}”应写成 [[roster]] 各段，请改正后再试。")
    return tuple(_entry(e, f"名册说明“{path.name}”第{n}段") for n, e in enumerate(found, 1))


def _entry(raw: Any, where: str) -> RosterFile:
    if not isinstance(raw, dict) or not isinstance(raw.get("file"), str):
        raise MappingError(f"{where}缺少file（文件名，可用*代替任意字），请补上后再试。")
    if unknown := sorted(set(raw) - _KEYS):
        raise MappingError(f"{where}有不认识的“{unknown[0]}”，请改正后再试。")
    day = raw.get("as_of")
    if day is not None and type(day) is not date:
        raise MappingError(f"{where}的as_of应写成2026-09-01这样的日期，请改正后再试。")
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
