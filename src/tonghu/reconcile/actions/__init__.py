"""比对的动作: everything that writes; each deed leaves its event, opens and ends its tasks."""

from tonghu.reconcile.actions.calls import open_call, urge
from tonghu.reconcile.actions.desk import (
    accept,
    accept_certain,
    ask,
    refuse,
    reply,
    review_proposal,
    undo_proposal,
)
from tonghu.reconcile.actions.erasing import erase_due
from tonghu.reconcile.actions.exporting import excel_to_download, order_excel
from tonghu.reconcile.actions.handing_in import hand_in, hand_in_many, withdraw_hand_in
from tonghu.reconcile.actions.mappings import confirm_mapping
from tonghu.reconcile.actions.ordering import start_run
from tonghu.reconcile.actions.proposing import propose
from tonghu.reconcile.actions.questions import answer, return_answer
from tonghu.reconcile.actions.running import sweep
from tonghu.reconcile.actions.showing import show_identity
from tonghu.reconcile.actions.verdicts import judge, judge_certain, review_sample, undo_verdict
from tonghu.reconcile.actions.withdrawing import withdraw_run
from tonghu.reconcile.forms import OnBehalf

__all__ = [
    "OnBehalf",
    "accept",
    "accept_certain",
    "answer",
    "ask",
    "confirm_mapping",
    "erase_due",
    "excel_to_download",
    "hand_in",
    "hand_in_many",
    "judge",
    "judge_certain",
    "open_call",
    "order_excel",
    "propose",
    "refuse",
    "reply",
    "return_answer",
    "review_proposal",
    "review_sample",
    "show_identity",
    "start_run",
    "sweep",
    "undo_proposal",
    "undo_verdict",
    "urge",
    "withdraw_hand_in",
    "withdraw_run",
]
