"""政策: a jurisdiction's document as data. Loads a profile, checks it, answers questions about it.

`load("songyang")` gives the resolved, frozen profile or raises `ProfileError` with every problem
at its file and line. `questions` holds the functions that answer with the deciding clause.
No pages, no viewer, no database.
"""

from tonghu.policy.loader import Reading, examine, load
from tonghu.policy.problems import Problem, ProfileError
from tonghu.policy.profile import Profile

__all__ = ["Problem", "Profile", "ProfileError", "Reading", "examine", "load"]
