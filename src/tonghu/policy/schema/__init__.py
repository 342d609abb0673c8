"""方案的格式: one closed tree of frozen models, one file per concept; `Sheet` is the root."""
