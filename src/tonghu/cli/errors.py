"""拒绝: how a command says no."""


class Refused(Exception):
    """One clear Chinese sentence for the user; cli/main.py prints it and ends with status 2."""
