"""待办的页: one task, notices, stand-ins, the month, today's digest, Excel, how to be reminded."""
