"""数据库故障: what the launcher tells a person."""

from __future__ import annotations


class ServerError(RuntimeError):
    """数据库故障: one Chinese sentence that says what is wrong and what to do."""
