"""文件库的检查: no document rests on itself or replaces itself, whichever way round."""

from __future__ import annotations

from collections.abc import Iterator

from tonghu.policy.checking.citations import LAST_NUMBER, NUMBER, document_of, parts
from tonghu.policy.checking.words import origin_problem
from tonghu.policy.problems import Problem
from tonghu.policy.profile import Profile
from tonghu.policy.schema.identity import Document


def faults(profile: Profile) -> Iterator[Problem]:
    """Circles among documents, anomalies of no number, a place in force before its document."""
    for key, document in profile.documents.items():
        for field, what in (("basis_documents", "依据"), ("replaced_by", "接替")):
            if _reaches(profile.documents, field, key):
                sentence = f"文件“{key}”的{what}转了一圈又是它自己，请改正。"
                yield origin_problem(profile, ("documents", key, field), sentence)
        for position, number in enumerate(document.anomalies):
            if not NUMBER.match(number) or not 1 <= int(number[2:]) <= LAST_NUMBER:
                path = ("documents", key, "anomalies", position)
                sentence = f"没有需求编号“{number}”，应当像 D-404。"
                yield origin_problem(profile, path, sentence)
    yield from _too_early(profile)


def _next(document: Document | None, field: str) -> tuple[str, ...]:
    value = getattr(document, field, None)
    return (value,) if isinstance(value, str) else value or ()


def _reaches(documents: dict[str, Document], field: str, start: str) -> bool:
    """Whether following the field from a document leads back to it."""
    seen: set[str] = set()
    waiting = list(_next(documents[start], field))
    while waiting:
        key = waiting.pop()
        if key == start:
            return True
        if key not in seen:
            seen.add(key)
            waiting += _next(documents.get(key), field)
    return False


def _too_early(profile: Profile) -> Iterator[Problem]:
    first = profile.sheet.profile.effective_from
    for citation in parts(profile.basis("profile")):
        document = profile.documents.get(document_of(citation))
        if document is not None and document.issued_on is not None and first < document.issued_on:
            sentence = f"施行日期（{first}）早于文件的成文日期（{document.issued_on}）。"
            yield origin_problem(profile, ("profile", "effective_from"), sentence)
