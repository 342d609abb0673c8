"""怎样打分: points by a share of what was to be done; nothing to be done is no loss. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tonghu.duties.rules.standing import MONTHS, Line
from tonghu.duties.rules.wrong import Wrong
from tonghu.duties.states import Standing

GIVEN = "given"
DONE = (Standing.PROVEN, Standing.TRANSCRIBED)


@dataclass(frozen=True, slots=True)
class Share:
    """办了多少、该办多少."""

    done: int
    of: int


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """评分项的一行: what was computed, what was given, and why where they differ."""

    code: str
    text: str
    points: int
    measure: str
    done: int = 0
    of: int = 0
    computed: float | None = None  # None: a person has to give it
    given: float | None = None
    why: str = ""

    @property
    def score(self) -> float | None:
        """What counts: what was given, else what was computed."""
        return self.computed if self.given is None else self.given


def computed(points: int, share: Share) -> float:
    """满分 × 比例, to a tenth; where nothing was to be done, full points."""
    if share.of <= 0:
        return float(points)
    return round(points * min(share.done, share.of) / share.of, 1)


def total(lines: Iterable[ScoreLine]) -> float:
    """合计; what nobody has given yet counts nothing."""
    return round(sum(one.score or 0.0 for one in lines), 1)


def proven(lines: Sequence[Line]) -> Share:
    """有凭据的: of what is owed, without what waits for an occasion."""
    asked = [one for one in lines if not one.waits]
    return Share(sum(one.standing in DONE or _some(one) for one in asked), len(asked))


def _some(one: Line) -> bool:
    """A quarter still to come does not undo the quarters that were proven."""
    spans = [span for span in one.spans if span.n]
    return bool(spans) and not one.missed and all(span.standing in DONE for span in spans)


def on_time(lines: Sequence[Line], today: date) -> Share:
    """没有过期的: of the periods that are over."""
    over = [
        span
        for one in lines
        if one.duty.period in MONTHS
        for span in one.spans
        if span.ends < today
    ]
    return Share(sum(not span.missed for span in over), len(over))


def checked(line: ScoreLine, given: float | None, why: str) -> ScoreLine:
    """打分: within the points; a difference from what was computed says why."""
    if given is None and line.computed is None:
        raise Wrong(line.code, f"“{line.text}”要由考核单位评，请写分数。")
    if given is not None and not 0 <= given <= line.points:
        raise Wrong(line.code, f"“{line.text}”满分{line.points}分，请写0到{line.points}。")
    if (
        given is not None
        and line.computed is not None
        and given != line.computed
        and not why.strip()
    ):
        raise Wrong(line.code, f"“{line.text}”和算出的{line.computed:g}分不同，请写明为什么。")
    same = given is None or given == line.computed
    return ScoreLine(
        line.code, line.text, line.points, line.measure, line.done, line.of, line.computed,
        None if same else given, "" if same else why.strip()[:200],
    )  # fmt: skip
