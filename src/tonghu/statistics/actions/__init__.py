"""统计的动作: readings are taken, returns go upward, reference figures are noted."""

from tonghu.statistics.actions.reading import take, take_all, take_now
from tonghu.statistics.actions.referencing import add_reference, withdraw_reference
from tonghu.statistics.actions.returning import (
    check,
    explain,
    make,
    print_return,
    receive,
    remake,
    send_back,
    submit,
)

__all__ = [
    "add_reference",
    "check",
    "explain",
    "make",
    "print_return",
    "receive",
    "remake",
    "send_back",
    "submit",
    "take",
    "take_all",
    "take_now",
    "withdraw_reference",
]
