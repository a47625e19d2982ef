"""How figures of promoters are shown."""

from decimal import ROUND_HALF_UP, Decimal

from django import template

register = template.Library()


@register.filter
def people(percent: int | None) -> str:
    """Percent of one person's time as people: 150 is 1.5."""
    return f"{(percent or 0) / 100:g}"


@register.filter
def work_hours(minutes: int | None) -> str:
    """Minutes of work as hours: 2730 is 45.5."""
    hours = (Decimal(minutes or 0) / 60).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{float(hours):g}"
