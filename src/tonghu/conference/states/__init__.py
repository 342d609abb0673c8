"""联席会议的词: one file a concept: the body, its meetings, what was decided."""
