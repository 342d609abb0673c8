"""远近: whether two places lie in different divisions of a level, read off the 12-digit codes."""

from __future__ import annotations

from tonghu.policy.definitions.words import AREA_DIGITS, AREA_LABELS, Area
from tonghu.registry.rules.facts import Place
from tonghu.registry.states import Answer

LEVELS = tuple(Area)
# 到哪一位为止写全了：县码的乡镇位全零，只表示“该县”。
LEVEL_ENDS = (2, 4, 6, 9, 12)


def beyond(place: Place | None, home: Place | None, area: Area) -> Answer:
    """跨区域: whether `place` lies outside the division of level `area` around `home`."""
    if place is None:
        return Answer.UNKNOWN
    if place.abroad:
        return Answer.UNKNOWN if home and home.abroad else Answer.YES
    if place.outside is not None or place.inside is not None:
        return _by_words(place, area)
    if area is Area.NATION:
        return Answer.NO
    return _by_codes(place, home, area)


def _by_words(place: Place, area: Area) -> Answer:
    """县外 implies 乡外; 县内 implies 市内; anything else stays open."""
    rank = LEVELS.index(area)
    if place.outside is not None and rank <= LEVELS.index(place.outside):
        return Answer.YES
    if place.inside is not None and rank >= LEVELS.index(place.inside):
        return Answer.NO
    return Answer.UNKNOWN


def _by_codes(place: Place, home: Place | None, area: Area) -> Answer:
    if home is None or home.code is None or place.code is None:
        return Answer.UNKNOWN
    one, other = _significant(place.code), _significant(home.code)
    digits = AREA_DIGITS[area]
    shared = min(len(one), len(other), digits)
    if one[:shared] != other[:shared]:
        return Answer.YES
    return Answer.NO if shared == digits else Answer.UNKNOWN


def _significant(code: str) -> str:
    """The code without the levels left open: 331124000000 is the county 331124."""
    for end in LEVEL_ENDS:
        if not code[end:].strip("0"):
            return code[:end]
    return code


def area_label(area: Area) -> str:
    """The level in Chinese."""
    return AREA_LABELS[area]
