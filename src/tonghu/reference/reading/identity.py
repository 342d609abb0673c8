"""是哪份文件: the document a profile rests on and what the page is called."""

from __future__ import annotations

from tonghu.policy.checking.citations import document_of, parts
from tonghu.policy.explain.spoken import day
from tonghu.policy.profile import Profile
from tonghu.policy.schema.identity import Document

_KINDS = "县区州市省旗盟"


def main_key(profile: Profile) -> str:
    """The key of the document the profile carries out; "" where it rests on law alone."""
    for part in parts(profile.basis("profile")):
        if document_of(part) in profile.documents:
            return document_of(part)
    return ""


def main_document(profile: Profile) -> Document | None:
    """That document."""
    return profile.documents.get(main_key(profile))


def page_title(profile: Profile) -> str:
    """松阳县留守儿童关爱保护制度."""
    if not profile.units and not main_document(profile):
        return "法律和通用默认值"
    return f"{profile.name}{profile.sheet.profile.programme}制度"


def here(profile: Profile) -> str:
    """本县, 本区, 本州: how a reader calls the place."""
    last = profile.name[-1:]
    return f"本{last}" if last in _KINDS else ""


def intro(profile: Profile) -> str:
    """按哪份文件整理，什么时候印发，是否有效."""
    document = main_document(profile)
    if document is None:
        return "没有专门的文件，各地没有写到的事都按这里办"
    said = [f"按{document.number if '〔' in document.number else '《' + document.title + '》'}整理"]
    if document.issued_on:
        said.append(f"{day(document.issued_on)}印发")
    said.append(f"标注{profile.vocabulary.label('document_status', document.status)}")
    return "，".join(said)
