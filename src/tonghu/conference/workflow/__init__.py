"""联席会议的流程表: one file a concept."""
