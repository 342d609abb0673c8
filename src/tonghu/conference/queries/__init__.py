"""查联席会议: one file a concept; frozen rows, viewer first."""
