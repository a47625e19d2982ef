"""What is wrong with a payload, and where."""

from dataclasses import dataclass

from salesops.errors import DomainError


@dataclass(frozen=True, slots=True)
class Mistake:
    path: str
    words: str

    def __str__(self) -> str:
        return f"{self.path}: {self.words}" if self.path else self.words


class PayloadRefused(DomainError):
    """The payload has mistakes; nothing of it was kept."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes
