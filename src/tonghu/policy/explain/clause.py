"""条款: what a requirement or a clause of a document becomes, in which places."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tonghu.policy.checking.citations import document_of, parts
from tonghu.policy.explain.entries import Entry, entries
from tonghu.policy.profile import Profile
from tonghu.policy.questions.roles import role_sentence

NUMBER = re.compile(r"^D-\d{3}$")


@dataclass(frozen=True)
class Requirement:
    """One row of docs/requirements.toml."""

    id: str
    source: str
    title: str
    state: str


def requirement(number: str, file: Path) -> Requirement | None:
    """The requirement of a number; None while the list is not there or lacks it."""
    if not file.is_file():
        return None
    for key, row in _rows(tomllib.loads(file.read_text(encoding="utf-8"))):
        if key == number:
            texts = {name: str(row.get(name, "")) for name in ("source", "title", "state")}
            return Requirement(id=number, **texts)
    return None


def _rows(table: dict[str, object]) -> Iterator[tuple[str, dict[str, object]]]:
    """Rows by id, whether written `[D-001]`, `[requirements.D-001]` or `[[requirement]] id = …`."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield key, value
            yield from _rows(value)
        elif isinstance(value, list):
            for row in value:
                if isinstance(row, dict):
                    yield str(row.get("id", "")), row


def carriers(profile: Profile, asked: str) -> Iterator[Entry]:
    """The entries that carry a requirement number, or rest on a clause."""
    for entry in entries(profile):
        if NUMBER.match(asked):
            if asked in entry.d:
                yield entry
        elif _rests_on(entry.basis, asked):
            yield entry


def words_tied(profile: Profile, number: str) -> Iterator[str]:
    """The vocabulary's own ties to a requirement: clocks, kinds of unit, roles."""
    vocabulary = profile.vocabulary
    for name, clock in vocabulary.clocks.items():
        if clock.d == number:
            yield f"时限“{name}”：{clock.starts}至{clock.does}"
    for code, function in vocabulary.functions.items():
        if function.d == number:
            yield f"职能“{code}”：{function.label}"
    for code, role in vocabulary.roles.items():
        if role.d == number:
            yield f"角色“{code}”：{role_sentence(vocabulary, role)}"


def _rests_on(basis: str, asked: str) -> bool:
    wanted = _plain(asked)
    for part in parts(basis):
        clause = _plain(part[len(document_of(part)) :])
        if document_of(part) and (clause == wanted or _plain(part) == wanted):
            return True
        if document_of(part) and _below(clause, wanted):
            return True
    return False


def _below(clause: str, wanted: str) -> bool:
    """三(五)1 lies below 三(五), and 三(五) below 三; 三(十) does not lie below 三(十一)."""
    if not clause.startswith(wanted):
        return False
    rest = clause[len(wanted) :]
    return rest.startswith(("(", " ", "第")) or (wanted.endswith(")") and rest[:1].isdigit())


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("（", "(").replace("）", ")")).strip()
