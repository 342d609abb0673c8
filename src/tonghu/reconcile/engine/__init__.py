"""比对引擎: three rosters that disagree become every child exactly once, each link explained.

Pure: no Django, no database, no profile. Files come in through `intake`, cells become
codes in `canonical`, and `run` joins them. Everything a person reads is written by
`tonghu.reconcile.report`.
"""
