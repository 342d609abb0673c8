"""联席会议的动作: one file a concept; each deed leaves its event."""
