"""排查的判断: pure; when a round runs, what an answer changes, what may be signed, what may be locked."""

from tonghu.survey.rules.answering import Wrong, checked_reason, newer, sign_stop, unsigned
from tonghu.survey.rules.counting import Cell, Row, cells, delta, summed, tally
from tonghu.survey.rules.locking import Standing, exceptions_of, fingerprint, unexplained
from tonghu.survey.rules.plans import Plan, due_plans, plan_of, plans

__all__ = [
    "Cell",
    "Plan",
    "Row",
    "Standing",
    "Wrong",
    "cells",
    "checked_reason",
    "delta",
    "due_plans",
    "exceptions_of",
    "fingerprint",
    "newer",
    "plan_of",
    "plans",
    "sign_stop",
    "summed",
    "tally",
    "unexplained",
    "unsigned",
]
