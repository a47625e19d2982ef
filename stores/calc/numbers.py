"""Running numbers behind a prefix (handbook H2.2)."""


def following(last: str | None, prefix: str, digits: int) -> str:
    """The code after the last one; the first is number 1. Numbers grow beyond their digits."""
    number = int(last.removeprefix(prefix)) + 1 if last else 1
    return f"{prefix}{number:0{digits}d}"
