"""Factories: one per model, the smallest valid record; traits are named in words of the field."""
