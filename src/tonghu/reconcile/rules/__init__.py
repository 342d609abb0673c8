"""比对的判断: pure decisions; no Django, no clock, no database."""
