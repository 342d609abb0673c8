"""What is judged once for many is what would be judged for each."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.registry.strategies import children
from tonghu.policy import load
from tonghu.registry.rules.alike import Alike
from tonghu.registry.rules.facts import Birth, ChildFacts
from tonghu.registry.rules.judging import judged, measure

TODAY = date(2026, 9, 15)
MEASURES = tuple(measure(load(code)) for code in ("songyang", "cn"))
# around the ages the rules ask about, where one day decides
NEAR = [date(TODAY.year - age, 9, 15) + timedelta(days=d) for age in (16, 18) for d in (-1, 0, 1)]
BIRTHS = st.one_of(
    st.dates(date(2006, 1, 1), date(2027, 1, 1)).map(Birth.on),
    st.sampled_from(NEAR).map(Birth.on),
    st.builds(Birth, st.integers(2006, 2026), st.integers(1, 12)),
    st.none(),
)


@settings(max_examples=60, deadline=None)
@given(facts=children(), births=st.lists(BIRTHS, min_size=2, max_size=6))
def test_children_alike_but_for_their_birthdays(
    facts: ChildFacts, births: list[Birth | None]
) -> None:
    alike = Alike(MEASURES, TODAY)
    for birth in births:
        child = replace(facts, birth=birth)
        assert alike.judged(child) == judged(child, MEASURES, TODAY)
