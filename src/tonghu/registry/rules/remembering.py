"""记住判断: of thousands of children many have parents of the same facts; each case is judged once.

What is remembered is a pure answer with the days it asked about, so that `next_change_on` stays exact.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date

from tonghu.registry.rules.moment import Moment
from tonghu.registry.rules.verdicts import Finding

MOST = 100_000
_Kept = tuple[Finding, tuple[tuple[date, str], ...], object]
_known: dict[Hashable, _Kept] = {}


def remembered(
    rule: object, facts: Hashable, moment: Moment, decide: Callable[[Moment], Finding]
) -> Finding:
    """The finding of one rule for these facts on this day; the rule is kept, so its id stays its own."""
    key = (id(rule), moment.day, facts)
    kept = _known.get(key)
    if kept is None:
        if len(_known) >= MOST:
            _known.clear()
        inner = Moment(moment.day)
        kept = _known[key] = (decide(inner), inner.asked(), rule)
    moment.hear(kept[1])
    return kept[0]
