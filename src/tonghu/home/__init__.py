"""首页: the door people come in by: today's tasks, what is late, one search box.

Knows no module of its own: panels, figures, dangers and search results are contributed.
"""
