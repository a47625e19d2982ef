"""How a dealer's figures and divisions are shown."""

from django import template

from dealers.selectors.divisions import division_words

register = template.Library()


@register.filter
def division(code: str) -> str:
    """A division by its name: 杭州市西湖区."""
    return division_words(code)
