"""报告危险: what somebody who has just seen it needs, from the profile in force."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tonghu.policy.profile import Profile
from tonghu.policy.questions.registry import labels
from tonghu.reference.reading.counting import Line
from tonghu.reference.reading.marks import Mark, mark
from tonghu.reference.reading.names import spoken_words
from tonghu.reference.reading.rules_of import reporting

_NUMBER = re.compile(r"\d{3,}")
_LAW = ("最迟多久", "当场要做什么", "本单位主管部门", "医疗机构还要通报")


@dataclass(frozen=True, slots=True)
class Channel:
    """公众报告渠道; `number` where the word itself is one."""

    label: str
    number: str


@dataclass(frozen=True, slots=True)
class DangerPage:
    """报告危险一页."""

    code: str
    name: str
    tell: tuple[str, ...]
    tell_mark: Mark
    seen: tuple[str, ...]
    seen_mark: Mark
    must: tuple[str, ...]
    must_mark: Mark
    channels: tuple[Channel, ...]
    law: tuple[Line, ...]
    hidden: bool  # 报告人的身份保密


def danger_page(profile: Profile) -> DangerPage:
    """Everything but the phone numbers of the viewer's own place."""
    reports = profile.sheet.reports
    role = profile.vocabulary.roles.get("reporter")
    return DangerPage(
        code=profile.code, name=profile.name,
        tell=_words(profile, "addressees", reports.addressees),
        tell_mark=mark(profile, "reports", "addressees"),
        seen=_words(profile, "circumstances", reports.circumstances),
        seen_mark=mark(profile, "reports", "circumstances"),
        must=_words(profile, "reporters", reports.reporters),
        must_mark=mark(profile, "reports", "reporters"),
        channels=tuple(_channel(one) for one in _words(profile, "channels", reports.channels)),
        law=tuple(line for line in reporting(profile) if line.label in _LAW),
        hidden=role is not None and role.hidden,
    )  # fmt: skip


def _words(profile: Profile, word_list: str, words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(spoken_words(one) for one in labels(profile, word_list, words))


def _channel(label: str) -> Channel:
    found = _NUMBER.search(label)
    return Channel(label, found.group() if found else "")
