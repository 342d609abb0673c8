"""依据: why two records look like one child, in words, with how strongly it speaks."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from math import exp

from tonghu.reconcile.engine.compare import KIN_LEVELS
from tonghu.reconcile.engine.fields import Field
from tonghu.reconcile.engine.result import Part
from tonghu.reconcile.running.material import Material

_FULL = 9.0  # log-odds that fill the bar
_START = "start"
_ELSEWHERE = KIN_LEVELS[0]  # how often such pairs are one child at all: no reason about these two
_MOST, _LEAST = 99, 1


@dataclass(frozen=True, slots=True)
class Ground:
    """一条理由."""

    code: str
    text: str
    note: str
    strength: int  # 0…100, negative: speaks against


def of_100(score: float) -> int:
    """像这样的100对里约几对是: the chance, never quite sure."""
    chance = 100 / (1 + exp(-max(-40.0, min(40.0, score))))
    return max(_LEAST, min(_MOST, round(chance)))


class Evidence:
    """Explains pairs of one material; how rare a value is, is counted over all its records."""

    def __init__(self, material: Material) -> None:
        self._m = material
        self._counts: dict[str, dict[object, int]] = {}

    def of(self, a: int, b: int) -> tuple[int, list[dict[str, object]]]:
        """Of a hundred such pairs how many are one child, and the grounds, most telling first."""
        parts = self._m.result.explain(a, b)
        score = sum(part.points for part in parts)
        told = [
            self._ground(part, a, b)
            for part in parts
            if part.code != _START and part.text != _ELSEWHERE
        ]
        return of_100(score), [asdict(one) for one in told if one.text]

    def _ground(self, part: Part, a: int, b: int) -> Ground:
        strength = round(min(100.0, abs(part.points) / _FULL * 100))
        sign = 1 if part.points > 0 else -1
        return Ground(part.code, part.text, self._note(part.code, a, b), sign * max(1, strength))

    def _note(self, code: str, a: int, b: int) -> str:
        if code == "birth":
            return self._same_day(a, b)
        if code == "contact":
            return self._same_phone(a, b)
        return ""

    def _same_day(self, a: int, b: int) -> str:
        records = self._m.result.records
        day, sex = int(records.birth[a]), int(records.sex[a])
        if day != int(records.birth[b]) or day < 0:
            return ""
        count = self._children("day").get((day, sex), 0)
        who = {1: "男孩", 2: "女孩"}.get(sex, "孩子")
        return f"名册里同一天出生的{who}有{count}名" if count else ""

    def _same_phone(self, a: int, b: int) -> str:
        phones = self._m.cell(Field.PHONE)
        one, two = phones[a].strip(), phones[b].strip()
        if not one or one != two:
            return ""
        count = self._rows("phone").get(one, 0)
        return "这个号码只在这两条里出现" if count == 2 else f"这个号码出现在{count}条里"

    def _children(self, name: str) -> dict[object, int]:
        if name not in self._counts:
            records = self._m.result.records
            found: dict[object, int] = {}
            for record in self._m.first_of:
                key = (
                    int(self._m.children.birth[records.entity[record]]),
                    int(records.sex[record]),
                )
                found[key] = found.get(key, 0) + 1
            self._counts[name] = found
        return self._counts[name]

    def _rows(self, name: str) -> dict[object, int]:
        if name not in self._counts:
            found: dict[object, int] = {}
            for text in self._m.cell(Field.PHONE):
                found[text.strip()] = found.get(text.strip(), 0) + 1
            self._counts[name] = found
        return self._counts[name]
