"""How figures of promoters are shown."""

from django import template

register = template.Library()


@register.filter
def people(percent: int | None) -> str:
    """Percent of one person's time as people: 150 is 1.5."""
    return f"{(percent or 0) / 100:g}"
