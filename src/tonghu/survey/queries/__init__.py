"""看排查: reads, the viewer first; frozen rows, already masked."""

from tonghu.survey.queries.board import board, town
from tonghu.survey.queries.feedback import check, checks, feedback, feedbacks, my_feedbacks
from tonghu.survey.queries.figures import figures, locked, recount
from tonghu.survey.queries.listed import listed
from tonghu.survey.queries.rounds import (
    check_subject,
    feedback_subject,
    pupil_subject,
    return_subject,
    round_line,
    round_subject,
    rounds,
    row_subject,
    summary_subject,
    village_subject,
)
from tonghu.survey.queries.summary import summary
from tonghu.survey.queries.walk import village_walk, walk_of

__all__ = [
    "board",
    "check",
    "check_subject",
    "checks",
    "feedback",
    "feedback_subject",
    "feedbacks",
    "figures",
    "listed",
    "locked",
    "my_feedbacks",
    "pupil_subject",
    "recount",
    "return_subject",
    "round_line",
    "round_subject",
    "rounds",
    "row_subject",
    "summary",
    "summary_subject",
    "town",
    "village_subject",
    "village_walk",
    "walk_of",
]
