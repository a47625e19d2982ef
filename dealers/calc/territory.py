"""Divisions as spans of their codes, so that a province holds its cities and a city its districts (handbook H10.1)."""


def span_of(code: str) -> tuple[int, int]:
    """The codes from a division's own to the last one in it, the end left out.

    >>> span_of("330106"), span_of("330100"), span_of("330000")
    ((330106, 330107), (330100, 330200), (330000, 340000))
    """
    first = int(code)
    if code.endswith("0000"):
        return first, first + 10_000
    return first, first + (100 if code.endswith("00") else 1)
