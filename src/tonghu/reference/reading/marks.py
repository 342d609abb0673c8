"""依据的记号: what stands at the end of a row — a clause, 文件没写, 待核, or 本系统默认."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tonghu.policy.checking.citations import document_of, parts
from tonghu.policy.explain.spoken import citation
from tonghu.policy.profile import LOCAL, UNVERIFIED, Profile
from tonghu.reference.reading.identity import main_key

_SENTENCE = re.compile(r"第\d+(?:[、至-]\d+)*分?句.*$")
_LONGEST = 14  # characters of a title on a chip
_NUMBERS = "一二三四五六七八九十"
_LAW = re.compile(r"^中华人民共和国|（.*?修[正订].*?）")


@dataclass(frozen=True, slots=True)
class Chip:
    """条款的牌子: short text, the full citation, and where it is looked up."""

    short: str
    title: str
    document: str
    at: str


@dataclass(frozen=True, slots=True)
class Mark:
    """一行的依据: `kind` is clause, silent, doubt or local."""

    kind: str
    chips: tuple[Chip, ...] = ()
    own: bool = False  # stated by the place's own document
    why: str = ""  # of a doubt: what is not verified


def mark(profile: Profile, *path: str | int) -> Mark:
    """The mark of a value."""
    own = profile.own(*path) and profile.cites_document(*path)
    return marked(profile, profile.basis(*path), silent=profile.silent(*path), own=own)


def asked_without_length(profile: Profile, *path: str | int) -> tuple[Mark, str] | None:
    """文件要办、没写多久: the clause that asks for it, and what it says instead of a length."""
    fact = profile.facts.get(path)
    said = fact.silent if fact is not None else None
    if said is None or not said.basis or not said.note or said.profile != profile.code:
        return None
    return Mark("clause", chips_of(profile, said.basis), own=True), said.note


def marked(profile: Profile, basis: str, *, silent: bool = False, own: bool = True) -> Mark:
    """The mark of a basis."""
    chips = chips_of(profile, basis)
    if UNVERIFIED in basis:
        return Mark("doubt", chips, own, doubt_of(profile, basis))
    if silent:
        return Mark("silent", chips, False)
    if basis.startswith(LOCAL) or not chips:
        return Mark("local", (), False)
    return Mark("clause", chips, own)


def chips_of(profile: Profile, basis: str, most: int = 2) -> tuple[Chip, ...]:
    """The clauses of a basis, each once; a document cited twice at the same clause is one chip."""
    found: dict[tuple[str, str], Chip] = {}
    for part in parts(basis):
        key = document_of(part)
        if key in profile.documents:
            at = clause_at(part[len(key) :])
            short = short_clause(profile, key, at)
            found.setdefault((key, at), Chip(short, full_width(citation(profile, part)), key, at))
    return tuple(found.values())[:most]


def clause_at(text: str) -> str:
    """三(三)第3句 → 三(三): the clause as one looks it up."""
    return _SENTENCE.sub("", text).strip()


def short_clause(profile: Profile, key: str, at: str) -> str:
    """三（三） of the place's own document; of others with what they are called."""
    clause = f"第{at}部分" if len(at) == 1 and at in _NUMBERS else full_width(at)
    if key == main_key(profile):
        return clause or "全文"
    return f"{document_name(profile, key)}{' ' if clause else ''}{clause}"


def document_name(profile: Profile, key: str) -> str:
    """国发〔2016〕13号, 未成年人保护法."""
    document = profile.documents[key]
    if "〔" in document.number:
        return document.number
    title = _LAW.sub("", document.title)
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"


def full_width(text: str) -> str:
    """Brackets as Chinese text has them."""
    return text.replace("(", "（").replace(")", "）")


def doubt_of(profile: Profile, basis: str) -> str:
    """What is not verified, in the words of the profile."""
    for part in parts(basis):
        if part.startswith(UNVERIFIED):
            said = part.removeprefix(UNVERIFIED).strip()
            key = said.split(" ", 1)[0]
            if key in profile.documents:
                return _not_read(profile, key, full_width(said[len(key) :]).strip())
            return said or "没有核对过"
    return ""


def _not_read(profile: Profile, key: str, clause: str) -> str:
    """The place's own document is at hand and does not say; others nobody has read again."""
    where = f"{f'第{clause}部分' if len(clause) == 1 else clause}"
    if key == main_key(profile):
        return f"文件{where}没有写明"
    return f"没有核对过《{profile.documents[key].title}》{where}的原文"
