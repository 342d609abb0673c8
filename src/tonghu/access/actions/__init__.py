"""权限的动作: signing in and out, passwords and one-time codes, accounts, posts, break-glass."""
