"""What keeps a backup or a restore from being done."""

from salesops.errors import DomainError


class BackupError(DomainError):
    """One line for whoever runs the command: what is wrong, and what to do about it."""


def one_line(words: object) -> str:
    """The same words without line breaks, as servers and drivers like to write several."""
    return " ".join(str(words).split())
