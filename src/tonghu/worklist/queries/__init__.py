"""看待办: one's own list in groups, counts, the long list, one task; lateness is computed here."""

from tonghu.directory.queries.clauses import clause_chip
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
from tonghu.worklist.queries.single import (
    TaskView,
    notice_of,
    open_subjects,
    task,
    task_subject,
)

__all__ = [
    "Counts", "Filter", "Group", "Mine", "NoticeLine", "Page", "TaskLine", "TaskView", "calendar_of",
    "clause_chip", "counts", "filtered", "inbox", "ladder_of", "line", "listing", "mine", "notice_of", "notice_subject",
    "open_subjects", "own", "profile_in_force", "task", "task_subject", "unread",
]  # fmt: skip
