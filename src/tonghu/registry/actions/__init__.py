"""档案的动作: everything that writes files of children; keyword-only, `by=` first."""

from tonghu.registry.actions.assigning import assign, assign_many
from tonghu.registry.actions.batch import Origin
from tonghu.registry.actions.entering import Entered, NewChild, enter, enter_many
from tonghu.registry.actions.hazards import clear_hazard, raise_hazard, state_relief
from tonghu.registry.actions.life import (
    archive,
    exit_child,
    readmit,
    register,
    register_many,
    reject,
    send_to_verify,
)
from tonghu.registry.actions.life import (
    exit_reasons as exit_reasons,
)
from tonghu.registry.actions.merging import (
    agree_merge,
    divide,
    keep_merge,
    propose_merge,
    propose_unmerge,
    refuse_merge,
    unmerge,
)
from tonghu.registry.actions.midnight import midnight, reclassify
from tonghu.registry.actions.referring import settle_clue
from tonghu.registry.actions.retracting import retract
from tonghu.registry.actions.transferring import (
    Preview,
    accept_transfer,
    decline_transfer,
    preview_transfer,
    propose_transfer,
)
from tonghu.registry.actions.updating import (
    Change,
    EditedMeanwhile,
    Updated,
    confirm,
    confirm_many,
    update,
    update_many,
)
from tonghu.registry.rules.checking import WrongValues

__all__ = [
    "Change",
    "EditedMeanwhile",
    "Entered",
    "NewChild",
    "Origin",
    "Preview",
    "Updated",
    "WrongValues",
    "accept_transfer",
    "agree_merge",
    "archive",
    "assign",
    "assign_many",
    "clear_hazard",
    "confirm",
    "confirm_many",
    "decline_transfer",
    "divide",
    "enter",
    "enter_many",
    "exit_child",
    "keep_merge",
    "midnight",
    "preview_transfer",
    "propose_merge",
    "propose_transfer",
    "propose_unmerge",
    "raise_hazard",
    "readmit",
    "reclassify",
    "refuse_merge",
    "register",
    "register_many",
    "reject",
    "retract",
    "send_to_verify",
    "settle_clue",
    "state_relief",
    "unmerge",
    "update",
    "update_many",
]
