"""适用: which places and days the profile judges, and which documents may be cited."""

from __future__ import annotations

import re
from datetime import date

from tonghu.policy.profile import Profile
from tonghu.policy.questions.registry import Answer, Says, answered, decides

_SUPERIOR = {
    "nation": "国务院",
    "province": "国家",
    "prefecture": "省",
    "county": "市、州",
    "town": "县、区",
}
_SAMPLE_DIVISIONS = ("331124100000", "120114100000", "320411100000", "532901100000", "990101100000")


def covers(profile: Profile, division: str) -> bool:
    """适用范围: whether a division lies in the profile's territory."""
    return division.startswith(profile.sheet.profile.division)


def judges_on(profile: Profile, day: date) -> Answer[bool]:
    """Whether the profile is in force on a day."""
    identity = profile.sheet.profile
    in_force = identity.effective_from <= day and not (
        identity.effective_to is not None and day > identity.effective_to
    )
    return answered(profile, in_force, "profile", "effective_from")


def may_cite(profile: Profile, key: str, on: date) -> Answer[bool]:
    """文件效力（D-027、D-061）: whether a document may be cited on a day."""
    document = profile.documents[key]
    expired = document.status == "expired"
    if document.expires_on is not None:
        expired = expired or on > document.expires_on
    return answered(profile, not expired, "documents", key)


def basis_chain(profile: Profile, key: str) -> tuple[str, ...]:
    """依据链（D-415）: the documents a document rests on, nearest first, each once."""
    chain: list[str] = []
    waiting = list(profile.documents[key].basis_documents or ())
    while waiting:
        following = waiting.pop(0)
        if following not in chain and following != key:
            chain.append(following)
            waiting += profile.documents[following].basis_documents or ()
    return tuple(chain)


def document_numbered(profile: Profile, text: str) -> str | None:
    """按文号找文件（D-404）: the key of a document, also where printing lost brackets or 号."""
    wanted = _plain_number(text)
    for key, document in profile.documents.items():
        printed = {_plain_number(number) for number in (document.number, *document.garbled)}
        if wanted and wanted in printed:
            return key
    return None


def _plain_number(text: str) -> str:
    return re.sub(r"[\s〔〕\[\]()（）【】]|号$", "", text.strip())


@decides("territory", "哪些地方的儿童适用本方案")
def _territory(profile: Profile) -> Says:
    identity = profile.sheet.profile
    places = (
        f"{place}{'适用' if covers(profile, place) else '不适用'}" for place in _SAMPLE_DIVISIONS
    )
    return (*places, f"代码以“{identity.division}”开头的地方适用")


@decides("superior", "情况向哪一级报送")
def _superior(profile: Profile) -> Says:
    return (f"本级情况报{_SUPERIOR[profile.sheet.profile.level]}",)


@decides("judged_days", "哪天起、到哪天止按本方案认定")
def _judged_days(profile: Profile) -> Says:
    identity = profile.sheet.profile
    end = identity.effective_to
    return (f"{identity.effective_from}起按本方案认定，{f'到{end}止' if end else '未定终止日'}",)


@decides("citable_documents", "哪些文件现在可以引用，已失效的改引什么")
def _citable(profile: Profile) -> Says:
    today = date(2026, 11, 22)
    says = []
    for key, document in profile.documents.items():
        verdict = "可以引用" if may_cite(profile, key, today).value else "不得再引用"
        label = profile.vocabulary.label("document_status", document.status)
        end = f"，{document.expires_on}后失效" if document.expires_on else ""
        instead = f"，改引{document.replaced_by}" if document.replaced_by else ""
        says.append(f"{key}（{label}）{verdict}{end}{instead}")
    return tuple(says)


@decides("document_library", "文件库里各文件登记什么日期、依据什么")
def _library(profile: Profile) -> Says:
    return tuple(
        f"{key}登记成文日期{document.issued_on or '不详'}"
        f"{f'（公开页面作{document.metadata_date}，以正文为准）' if document.metadata_date else ''}"
        f"，依据{'、'.join(basis_chain(profile, key)) or '未载'}"
        for key, document in profile.documents.items()
    )
