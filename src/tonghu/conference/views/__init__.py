"""联席会议的页: page in, page out."""
