"""For how many days a stock lasts (glossary: stock ÷ average daily sell-out of the last 28 days)."""

from decimal import ROUND_HALF_UP, Decimal

DAYS = 28


def cover_days(stock: int, sold: int) -> Decimal | None:
    """Days to one place; without sales there is no number, however much lies there.

    >>> cover_days(56, 28)
    Decimal('56.0')
    """
    if sold <= 0:
        return None
    return (Decimal(stock) * DAYS / sold).quantize(Decimal("0.1"), ROUND_HALF_UP)
