"""指标的数法: one file per module that is counted; each indicator is one small query."""
