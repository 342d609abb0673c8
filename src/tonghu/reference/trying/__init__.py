"""拿一个孩子试试: invented facts from a form, judged by the rules of the registry. Nothing is kept."""

from tonghu.reference.trying.examples import EXAMPLES
from tonghu.reference.trying.facts import facts_of
from tonghu.reference.trying.verdicts import Row, Said, judged, side_by_side

__all__ = ["EXAMPLES", "Row", "Said", "facts_of", "judged", "side_by_side"]
