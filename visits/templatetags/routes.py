"""How times, ways and shares of routes are shown."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from salesops.web.templatetags.web import NOTHING
from visits import route_words
from visits.calc.compliance import Ratio

register = template.Library()


@register.filter
def hours(minutes: float) -> str:
    """Minutes as hours and minutes: 7:45."""
    whole, rest = divmod(round(minutes), 60)
    return f"{whole}:{rest:02d}"


@register.filter
def kilometres(metres: int) -> str:
    """Metres as kilometres with one decimal."""
    return f"{metres / 1000:.1f}"


@register.filter
def in_percent(share: float) -> str:
    """A share of time without decimals: 0.874 is 87 %."""
    return f"{share * 100:.0f}\u00a0%"


@register.filter
def clock_time(minute: int) -> str:
    """Minutes after midnight as a time of day: 09:35."""
    return route_words.clock_time(minute)


@register.filter
def day_of_cycle(day: int) -> str:
    """A day of the cycle: Wed, week 2."""
    return route_words.day_of_cycle(day)


@register.simple_tag
def ratio(figure: Ratio) -> SafeString:
    """A share with what it was made from: 82.5 % 33 ÷ 40; without a denominator a dash."""
    if figure.percent is None:
        return format_html('<span class="text-secondary">{}</span>', NOTHING)
    return format_html(
        '{}\u00a0% <small class="text-secondary">{}\u00a0÷\u00a0{}</small>',
        figure.percent,
        figure.numerator,
        figure.denominator,
    )


@register.simple_tag
def share(part: int, whole: int) -> SafeString:
    """Two counts as a share, with both: 92.0 % 46 ÷ 50."""
    return ratio(Ratio(part, whole))


@register.simple_tag
def difference(before: float, after: float, unit: str) -> SafeString:
    """How a figure changes: +12 min, −3.4 km; metres are shown as kilometres."""
    change = (after - before) / 1000 if unit == "km" else after - before
    shown = f"{abs(change):.1f}" if unit == "km" else f"{abs(change):.0f}"
    sign = "±" if float(shown) == 0 else "−" if change < 0 else "+"
    units = {"min": _("min"), "km": _("km")}
    return format_html('<small class="text-secondary">{}{} {}</small>', sign, shown, units[unit])
