"""联席会议页上填的: checked for shape only."""
