"""一轮: how long rolling up, locking and opening a figure again take."""
