"""首页: the door people come in by."""
