"""原始表格: a file as a grid of text, before anyone asks what it means."""
