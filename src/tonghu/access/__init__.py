"""准入: who may see and do what, where, and why (design §4 Access).

Verbs are in permissions.py, their holders in roles.py, the decision itself, pure, in rules.py;
users, posts, involvement, conflicts and break-glass are tables; the middleware asks before any
page is made.
"""
