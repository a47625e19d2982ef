"""How a dealer's figures and divisions are shown."""

from decimal import Decimal

from django import template

from dealers.selectors.divisions import division_words
from salesops.web.templatetags.web import percent, quantity

register = template.Library()


@register.filter
def division(code: str) -> str:
    """A division by its name: 杭州市西湖区."""
    return division_words(code)


@register.filter
def signed_quantity(value: int | None) -> str:
    """A difference in pieces, with its sign: +12."""
    return f"{_plus(value)}{quantity(value)}"


@register.filter
def signed_percent(value: Decimal | None) -> str:
    """A share that leans to one side, with its sign: +14.0 %."""
    return f"{_plus(value)}{percent(value)}"


def _plus(value: Decimal | int | None) -> str:
    return "+" if value is not None and value > 0 else ""
