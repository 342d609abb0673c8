"""联席会议的样子: what a page shows, made of the frozen rows."""
