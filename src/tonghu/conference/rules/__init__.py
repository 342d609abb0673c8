"""联席会议的判断: pure, one file a concept."""
