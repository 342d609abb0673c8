"""准入的判断: pure decisions from facts handed in; no clock, no database.

`deciding` answers who may do what to what, `glass` when a break-glass may be opened, `posts` who may
hold which post and who must agree, `passwords` what a password may be and how long to wait.
"""

from tonghu.access.rules.deciding import Decision, Facts, Glass, Involved, decide

__all__ = ["Decision", "Facts", "Glass", "Involved", "decide"]
