"""务工地点: what a cell says of a father or mother, as facts of the registry.

杭州 is a place, 在家 a parent at home, 亡故 a dead one; 外地, 无, 不详 and what cannot be read
say nothing that decides.
"""

from __future__ import annotations

import re
from datetime import date

from tonghu.directory.divisions.names import normal
from tonghu.directory.places import Places
from tonghu.policy.definitions.words import Area, ParentStatus
from tonghu.registry.rules.facts import ParentFact, ParentFacts, Place
from tonghu.registry.rules.geography import beyond
from tonghu.registry.states import Answer

S = ParentStatus
_NOTHING = ParentFacts()
_LEADING = re.compile(r"^(外出|长期|常年|现|去|到|往|赴|于|在(?=.{2}))+")
_TRAILING = re.compile(r"(务工|打工|经商|工作|做生意|做工|上班|创业|开店|就业)+$")
_BETWEEN = re.compile(r"[、，,;；/和及]")
_MARKS = re.compile(r"[（）()\[\]【】。.\-—_*?？]")
_STATUSES = {
    S.AT_HOME: "在家 家 家里 家中 在家中 务农 在家务农 种地 在家待业 待业在家 在家带孩子 在家照顾孩子",
    S.DEAD: "亡故 已故 去世 已去世 死亡 已死亡 病故 已病故 亡 已亡",
    S.MISSING: "失踪",
    S.LOST_CONTACT: "失联",
    S.IMPRISONED: "服刑 服刑中 在押 坐牢",
}
_STATUS_OF = {word: status for status, words in _STATUSES.items() for word in words.split()}
_INSIDE = {
    Area.VILLAGE: "本村 村里 本社区",
    Area.TOWN: "本乡 本镇 本乡镇 镇上 乡里 镇里 本街道",
    Area.COUNTY: "本地 当地 本县 县内 县城 县里 本区 区内",
    Area.PREFECTURE: "本市 市内 本州 州内",
    Area.PROVINCE: "本省 省内",
    Area.NATION: "国内",
}
_OUTSIDE = {
    Area.TOWN: "外乡 外镇 乡外 镇外",
    Area.COUNTY: "县外 外县 区外",
    Area.PREFECTURE: "市外 外市 州外",
    Area.PROVINCE: "省外 外省",
}
_ABROAD = ("国外", "境外", "出国", "海外")
_PLACE_OF = {
    **{word: Place(inside=area) for area, words in _INSIDE.items() for word in words.split()},
    **{word: Place(outside=area) for area, words in _OUTSIDE.items() for word in words.split()},
    **{word: Place(abroad=True) for word in _ABROAD},
}


class Workplaces:
    """Reads each text once; places are reduced to whether they lie beyond the area around home."""

    def __init__(self, places: Places, home: Place, area: Area, seen: date) -> None:
        self._places, self._home, self._area, self._seen = places, home, area, seen
        self._known: dict[str, ParentFacts] = {}

    def read(self, text: str) -> ParentFacts:
        """What the cell says; nothing where it is empty or cannot be read."""
        if text not in self._known:
            self._known[text] = self._read(_MARKS.sub("", normal(text)))
        return self._known[text]

    def _read(self, text: str) -> ParentFacts:
        status = _STATUS_OF.get(text)
        if status is not None:
            return self._fact(status)
        text = _LEADING.sub("", text)
        answers = {self._beyond(text)}
        if answers == {
            Answer.UNKNOWN
        }:  # 云和、和平 carry a 和 of their own, so the whole comes first
            answers = {self._beyond(part) for part in _BETWEEN.split(text) if part}
        if answers == {Answer.YES}:
            return self._fact(S.AWAY, Place(outside=self._area))
        if answers == {Answer.NO}:
            return self._fact(S.AWAY, Place(inside=self._area))
        return _NOTHING

    def _beyond(self, text: str) -> Answer:
        """Whether one written place lies beyond the area; all it may mean must agree."""
        bare = _TRAILING.sub("", text)
        said = _PLACE_OF.get(bare)
        if said is not None:
            return beyond(said, self._home, self._area)
        codes = self._places.read(bare)
        answers = {beyond(Place(code=code), self._home, self._area) for code in codes}
        return answers.pop() if len(answers) == 1 else Answer.UNKNOWN

    def _fact(self, status: ParentStatus, place: Place | None = None) -> ParentFacts:
        return ParentFacts((ParentFact(status=status, place=place, seen=self._seen),))
