"""拒绝: how a command tells the user that what was asked cannot be done."""

from __future__ import annotations


class Refused(Exception):
    """One Chinese sentence for the user; the program ends with this status, without traceback."""

    def __init__(self, sentence: str, status: int = 2) -> None:
        self.sentence = sentence
        self.status = status
        super().__init__(sentence)
