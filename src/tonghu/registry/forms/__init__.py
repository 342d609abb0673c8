"""档案的表单: blanks as fields, the short entry, and what single steps ask."""
