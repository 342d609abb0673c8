"""排查的动作: everything that writes; each deed leaves its event, opens and ends its tasks."""

from tonghu.survey.actions.answering import (
    add_child,
    answer,
    answer_many,
    change_child,
    confirm_child,
    left_child,
    undo_answer,
    unreachable,
)
from tonghu.survey.actions.feeding import receive_feedback, send_feedback
from tonghu.survey.actions.locking import correct, lock
from tonghu.survey.actions.opening import (
    cancel_draft,
    open_draft,
    open_round,
    propose_due,
    propose_round,
)
from tonghu.survey.actions.printing import issue_paper, print_draft
from tonghu.survey.actions.refreshing import refresh, refresh_open
from tonghu.survey.actions.reminding import remind
from tonghu.survey.actions.reverifying import distribute, reverify
from tonghu.survey.actions.signing import accept, return_, sign
from tonghu.survey.actions.summing import return_summary, summarise, take_summary
from tonghu.survey.rules.answering import Wrong
from tonghu.survey.rules.given import Answered, Given, PupilForm, Signed

__all__ = [
    "Answered",
    "Given",
    "PupilForm",
    "Signed",
    "Wrong",
    "accept",
    "add_child",
    "answer",
    "answer_many",
    "cancel_draft",
    "change_child",
    "confirm_child",
    "correct",
    "distribute",
    "issue_paper",
    "left_child",
    "lock",
    "open_draft",
    "open_round",
    "print_draft",
    "propose_due",
    "propose_round",
    "receive_feedback",
    "refresh",
    "refresh_open",
    "remind",
    "return_",
    "return_summary",
    "reverify",
    "send_feedback",
    "sign",
    "summarise",
    "take_summary",
    "undo_answer",
    "unreachable",
]
