"""联席会议的文书: what each kind says; the words are templates a county can replace."""
