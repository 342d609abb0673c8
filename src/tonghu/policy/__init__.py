"""政策: a jurisdiction's document as data. Loads a profile, checks it, answers questions about it.

No pages, no viewer, no database. `load("songyang")` gives the resolved profile.
"""
