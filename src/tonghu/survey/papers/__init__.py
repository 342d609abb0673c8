"""排查的文书: tables built from rows by pure functions, their columns data in `survey/columns`."""
