"""方案架: which profiles there are, and the one in force; read again when a file has changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tonghu.policy import places
from tonghu.policy.loader import load
from tonghu.policy.problems import ProfileError
from tonghu.policy.profile import Profile


class UnknownProfile(LookupError):
    """没有这个方案."""


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """各地制度的一行."""

    code: str
    name: str
    level: str
    programme: str
    title: str
    document: str
    issued_on: date | None
    version: str
    division: str
    units: int
    duties: int
    problem: str = ""


def profile_named(code: str) -> Profile:
    """The profile of a code of the list; nothing else, and never a path."""
    if code not in places.known():
        raise UnknownProfile(code)
    return _read(code, _stamp())


def in_force(code: str, default: str) -> Profile:
    """The profile a viewer works by, else the one of the installation."""
    known = places.known()
    return profile_named(code if code in known else default)


def shelf() -> tuple[ShelfRow, ...]:
    """Every profile, law first, then the nation, then the places; a broken one says so."""
    return tuple(_row(code) for code in places.known())


def _row(code: str) -> ShelfRow:
    try:
        profile = profile_named(code)
    except ProfileError as error:
        first = str(error).splitlines()[0] if str(error) else ""
        return ShelfRow(code, code, "", "", "", "", None, "", "", 0, 0, first or "读不出来")
    from tonghu.reference.reading.identity import main_document, page_title

    identity = profile.sheet.profile
    document = main_document(profile)
    return ShelfRow(
        code=code, name=identity.name,
        level=profile.vocabulary.label("levels", identity.level), programme=identity.programme,
        title=page_title(profile), document=document.number if document else "",
        issued_on=document.issued_on if document else None, version=identity.version,
        division=identity.division, units=len(profile.units), duties=len(profile.duties),
    )  # fmt: skip


def _stamp() -> int:
    """Changes when any file of the folders does; some twenty looks at the disk."""
    return max(
        (
            file.stat().st_mtime_ns
            for folder in places.folders()
            if folder.is_dir()
            for file in (*folder.glob("*.toml"), *folder.glob("*/*.toml"))
        ),
        default=0,
    )


@lru_cache(maxsize=32)
def _read(code: str, stamp: int) -> Profile:
    return load(code)
