"""The conference's pages."""
