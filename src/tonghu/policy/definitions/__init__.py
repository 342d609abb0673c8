"""认定标准: who counts, as data. Models of `[definitions]` and `[holidays]`; they decide nothing.

The rules that read them are in `tonghu.registry.rules`.
"""

from tonghu.policy.definitions.holidays import Holidays
from tonghu.policy.definitions.models import (
    AgeBand,
    Category,
    Criteria,
    DeFacto,
    Definitions,
    Difficulty,
    Exit,
    GuardianHarm,
    IssueFlag,
    KeyGroup,
    LeftBehind,
    Migrant,
    Orphan,
    Revocation,
    Support,
)
from tonghu.policy.definitions.parts import (
    AgeLimit,
    Away,
    Birthday,
    Cause,
    DisabilityTest,
    Hukou,
    Parents,
    Span,
    Stay,
)

__all__ = [
    "AgeBand",
    "AgeLimit",
    "Away",
    "Birthday",
    "Category",
    "Cause",
    "Criteria",
    "DeFacto",
    "Definitions",
    "Difficulty",
    "DisabilityTest",
    "Exit",
    "GuardianHarm",
    "Holidays",
    "Hukou",
    "IssueFlag",
    "KeyGroup",
    "LeftBehind",
    "Migrant",
    "Orphan",
    "Parents",
    "Revocation",
    "Span",
    "Stay",
    "Support",
]
