"""看待办: one's own list in groups, counts, the long list, one task; lateness is computed here."""

from tonghu.directory.queries.clauses import clause_chip
from tonghu.worklist.queries.calendar import Day, Month, month
from tonghu.worklist.queries.digest import Digest, digest
from tonghu.worklist.queries.exports import export, export_subject
from tonghu.worklist.queries.inbox import NoticeLine, inbox, notice_subject, unread
from tonghu.worklist.queries.lines import (
    TaskLine,
    calendar_of,
    ladder_of,
    line,
    profile_in_force,
)
from tonghu.worklist.queries.listing import Filter, Page, filtered, listing
from tonghu.worklist.queries.mine import Counts, Group, Mine, counts, mine, own
from tonghu.worklist.queries.preferences import RemindingView, reminding
from tonghu.worklist.queries.single import (
    TaskView,
    notice_of,
    open_subjects,
    task,
    task_subject,
)
from tonghu.worklist.queries.stand_ins import (
    StandInLine,
    candidates,
    stand_in_subject,
    stand_ins,
    whom_for,
)

__all__ = [
    "Counts",
    "Day",
    "Digest",
    "Filter",
    "Group",
    "Mine",
    "Month",
    "NoticeLine",
    "Page",
    "RemindingView",
    "StandInLine",
    "TaskLine",
    "TaskView",
    "calendar_of",
    "candidates",
    "clause_chip",
    "counts",
    "digest",
    "export",
    "export_subject",
    "filtered",
    "inbox",
    "ladder_of",
    "line",
    "listing",
    "mine",
    "month",
    "notice_of",
    "notice_subject",
    "open_subjects",
    "own",
    "profile_in_force",
    "reminding",
    "stand_in_subject",
    "stand_ins",
    "task",
    "task_subject",
    "unread",
    "whom_for",
]  # fmt: skip
