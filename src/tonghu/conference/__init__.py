"""联席会议: the body and its members, meetings, minutes agreed by units, resolutions, follow-up.

Stands above survey and below duties and statistics: what those count, it leaves as events. Who may
run a body: an office of its own division; whom a row is shared with reads it (`shared_with`).
"""
