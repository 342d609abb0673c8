"""档案的动作: everything that writes files of children; keyword-only, `by=` first."""

from tonghu.registry.actions.assigning import assign, assign_many
from tonghu.registry.actions.batch import Origin
from tonghu.registry.actions.entering import Entered, NewChild, enter, enter_many
from tonghu.registry.actions.life import (
    archive,
    exit_child,
    exit_reasons,
    readmit,
    register,
    register_many,
    reject,
    send_to_verify,
)
from tonghu.registry.actions.referring import settle_clue
from tonghu.registry.actions.retracting import retract
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
    "Updated",
    "WrongValues",
    "archive",
    "assign",
    "assign_many",
    "confirm",
    "confirm_many",
    "enter",
    "enter_many",
    "exit_child",
    "exit_reasons",
    "readmit",
    "register",
    "register_many",
    "reject",
    "retract",
    "send_to_verify",
    "settle_clue",
    "update",
    "update_many",
]
