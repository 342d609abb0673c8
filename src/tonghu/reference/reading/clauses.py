"""一条条款: everything the profile took from one clause of one document, in our own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tonghu.policy.checking.citations import document_of, parts
from tonghu.policy.explain.entries import Entry, entries
from tonghu.policy.profile import Profile
from tonghu.reference.reading.marks import clause_at, document_name, full_width
from tonghu.reference.reading.names import spoken_name, spoken_words

_NOT_RULES = ("documents", "duties")


@dataclass(frozen=True, slots=True)
class Asked:
    """要谁做的一件事."""

    who: str
    text: str
    period: str
    citation: str


@dataclass(frozen=True, slots=True)
class Set:
    """定下的一条规矩."""

    label: str
    text: str
    citation: str


@dataclass(frozen=True, slots=True)
class ClauseShown:
    """条款一页."""

    label: str
    title: str
    issuer: str
    issued_on: date | None
    note: str
    duties: tuple[Asked, ...]
    values: tuple[Set, ...]


def clause_shown(profile: Profile, key: str, at: str) -> ClauseShown | None:
    """What rests on a clause, or on anything of the document without one; None if unknown."""
    document = profile.documents.get(key)
    if document is None:
        return None
    found = [one for one in entries(profile) if _rests_on(one.basis, key, at)]
    name = document_name(profile, key)
    return ClauseShown(
        label=f"{name} {full_width(at)}" if at else name, title=document.title,
        issuer=document.issuer, issued_on=document.issued_on, note="" if at else document.note,
        duties=tuple(_asked(profile, one, key, at) for one in found if one.path[0] == "duties"),
        values=tuple(
            Set(one.label.replace("·", "："), spoken_words(one.text), _at(one.basis, key, at))
            for one in found
            if one.path[0] not in _NOT_RULES
        ),
    )  # fmt: skip


def _asked(profile: Profile, entry: Entry, key: str, at: str) -> Asked:
    duty = profile.duties[int(entry.path[1])]
    return Asked(
        spoken_name(profile, duty.unit), duty.text, profile.vocabulary.label("periods", duty.period),
        _at(duty.basis, key, at),
    )  # fmt: skip


def _at(basis: str, key: str, at: str) -> str:
    """The places of a basis that lie in the clause: 三（三）第2句."""
    inside = [part for part in parts(basis) if _rests_on(part, key, at)]
    return "；".join(full_width(part[len(key) :]).strip() for part in inside)


def _rests_on(basis: str, key: str, at: str) -> bool:
    return any(
        document_of(part) == key and _within(clause_at(part[len(key) :]), at)
        for part in parts(basis)
    )


def _within(clause: str, at: str) -> bool:
    """三(三)1 lies in 三(三), and 三(三) in 三; 三(十) does not lie in 三(十一)."""
    if not at or clause == at:
        return True
    rest = clause.removeprefix(at)
    return rest != clause and (rest[:1] in "( " or (at.endswith(")") and rest[:1].isdigit()))
