"""逐句对照: ties every sentence of a printed document to the duties it orders, both ways.

`printed/<profile>.txt` lists the document's sentences in order, each with the codes of the duties
it orders, or with 「—」 and the reason why it orders none. It was proof-read against the source.
"""

from __future__ import annotations

import re
from pathlib import Path

from tonghu.policy import Profile

PRINTED = Path(__file__).parent / "printed"
_SENTENCE = re.compile(r"^(?P<clause>.+?)(?:第(?P<sentence>\d+)句)?(?:第(?P<part>\d+)分句)?$")

Sentences = dict[str, set[str]]


def printed(code: str) -> Sentences:
    """What the proof-read listing says: sentence → codes of duties, empty where it orders none."""
    listing: Sentences = {}
    for line in (PRINTED / f"{code}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        sentence, orders = line.split("：", 1)
        assert sentence not in listing, f"{sentence} is listed twice"
        listing[sentence] = set() if orders.startswith("—") else set(orders.split())
    return listing


def cited(profile: Profile, document: str) -> Sentences:
    """What the profile says: sentence → codes of the duties that cite it."""
    found: Sentences = {}
    for duty in profile.duties:
        for citation in duty.basis.split(";"):
            key, _, sentence = citation.strip().partition(" ")
            if key == document:
                found.setdefault(sentence, set()).add(duty.code)
    return found


def ordering(listing: Sentences) -> Sentences:
    """The sentences that order something."""
    return {sentence: codes for sentence, codes in listing.items() if codes}


def gaps(listing: Sentences) -> list[str]:
    """Sentences or part-sentences missing from a listing: numbers must run 1, 2, 3 …"""
    seen: dict[str, int] = {}
    missing = []
    for text in listing:
        for place, number in _steps(text):
            if number not in (seen.get(place, 0), seen.get(place, 0) + 1):
                missing.append(text)
            seen[place] = number
    return missing


def _steps(text: str) -> list[tuple[str, int]]:
    match = _SENTENCE.match(text)
    assert match is not None
    clause, sentence, part = match["clause"], match["sentence"], match["part"]
    steps = [(clause, int(sentence))] if sentence else []
    return [*steps, (f"{clause} {sentence}", int(part))] if part else steps


def orders_of(listing: Sentences, clause: str) -> set[str]:
    """Codes of all duties ordered by one clause, whatever the sentence."""
    return {
        code
        for text, codes in listing.items()
        for code in codes
        if (match := _SENTENCE.match(text)) and match["clause"] == clause
    }
