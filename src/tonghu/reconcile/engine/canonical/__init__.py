"""规范化: cells become codes, once per column, so that matching compares whole numbers.

Every step is a few array operations over a whole column; only cells that are not already
clean are touched one by one. The raw cell always stays beside the code.
"""
