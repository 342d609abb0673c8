"""列对应: what each column means, by its header and by its values, and why."""
