"""认定规则: pure decisions from dated facts. No clock, no database, no profile look-up.

`classify(facts, definitions, as_of)` answers for every scheme who counts, under which clause,
what is missing, and on which day time alone changes the answer.
"""

from tonghu.registry.rules.classify import (
    age_band,
    classify,
    exit_from,
    exits,
    guardianship,
    issue_flags,
    key_groups,
    leaving_notice,
    supports,
    verdict,
)
from tonghu.registry.rules.facts import Birth, ChildFacts
from tonghu.registry.rules.guardianship import Limits, abandonment_step
from tonghu.registry.rules.life import LifeEvent, Proposal, life_state, proposed_step
from tonghu.registry.rules.limits import limits_of
from tonghu.registry.rules.notice import Notice
from tonghu.registry.rules.verdicts import Missing, Reason, Verdict

__all__ = [
    "Birth",
    "ChildFacts",
    "LifeEvent",
    "Limits",
    "Missing",
    "Notice",
    "Proposal",
    "Reason",
    "Verdict",
    "abandonment_step",
    "age_band",
    "classify",
    "exit_from",
    "exits",
    "guardianship",
    "issue_flags",
    "key_groups",
    "leaving_notice",
    "life_state",
    "limits_of",
    "proposed_step",
    "supports",
    "verdict",
]
