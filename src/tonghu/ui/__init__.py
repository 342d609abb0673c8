"""界面: base page and components; knows no domain word."""
