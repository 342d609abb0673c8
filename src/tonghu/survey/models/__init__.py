"""排查的表: rounds, what villages answered, what towns summed, what was frozen and fed back."""

from tonghu.survey.models.declarations import Declaration
from tonghu.survey.models.feedback import Feedback, FeedbackLine, PupilCheck, SchoolCheck
from tonghu.survey.models.frozen import Correction, Frozen, FrozenChild
from tonghu.survey.models.returns import RoundChild, RoundTally, TownSummary, VillageReturn
from tonghu.survey.models.rounds import Round

__all__ = [
    "Correction",
    "Declaration",
    "Feedback",
    "FeedbackLine",
    "Frozen",
    "FrozenChild",
    "PupilCheck",
    "Round",
    "RoundChild",
    "RoundTally",
    "SchoolCheck",
    "TownSummary",
    "VillageReturn",
]
