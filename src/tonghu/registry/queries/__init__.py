"""查档案: reads of child files, `viewer` first; frozen rows, already masked."""
