"""单位表: the Excel file in which units come and go; its columns, a template, reading and writing."""
