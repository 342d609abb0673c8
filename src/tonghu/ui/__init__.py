"""界面: base page, components, words for dates and states. Knows no domain word.

README.md is the cheat-sheet for whoever writes a page; `/ui/` shows every component.
"""
