"""表头与表尾: where the table begins, what stands above it, and which lines below are no record."""
