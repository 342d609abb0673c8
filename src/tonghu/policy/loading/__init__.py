"""读入方案: files → one annotated layer → inheritance → schema → cross-checks."""
