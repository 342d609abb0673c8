"""文书的动作: issuing, drafts, printing in the background, taking, voiding."""

from tonghu.papers.actions.drafting import draft, erase_drafts, take_draft
from tonghu.papers.actions.ending import void
from tonghu.papers.actions.issuing import issue
from tonghu.papers.actions.printing import print_again
from tonghu.papers.actions.taking import take

__all__ = ["draft", "erase_drafts", "issue", "print_again", "take", "take_draft", "void"]
