"""One file per module that has addresses with arguments; see tests/pages/__init__.py."""
