"""How figures, months, states and links to the handbook are shown."""

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _
from django_tables2 import Table

from salesops.periods.month import Month
from salesops.web.basemap import ground_of_maps
from salesops.web.shell import Shell
from salesops.workflow.models import AuditEvent
from salesops.workflow.selectors.recorded import readable

register = template.Library()

NOTHING = "–"

_STEPS = {
    "create": gettext_lazy("Created"),
    "edit": gettext_lazy("Changed"),
    "submit": gettext_lazy("Submitted"),
    "return": gettext_lazy("Returned"),
    "approve": gettext_lazy("Approved"),
    "confirm": gettext_lazy("Confirmed"),
    "amend": gettext_lazy("Amended"),
    "deactivate": gettext_lazy("Deactivated"),
    "reactivate": gettext_lazy("Activated again"),
    "set password": gettext_lazy("Password set"),
    "log in": gettext_lazy("Logged in"),
    "log in failed": gettext_lazy("Login refused"),
    "log out": gettext_lazy("Logged out"),
    "end session": gettext_lazy("One device logged out"),
    "end sessions": gettext_lazy("Logged out everywhere"),
    "give program access": gettext_lazy("Program let in"),
    "take back program access": gettext_lazy("Program access taken back"),
    "second factor refused": gettext_lazy("Second factor refused"),
    "use recovery code": gettext_lazy("Recovery code used"),
    "set up factor": gettext_lazy("Second factor set up"),
    "remove factor": gettext_lazy("Second factor taken away"),
    "reset factor": gettext_lazy("Second factor reset"),
    "renew recovery codes": gettext_lazy("New recovery codes"),
    "take out": gettext_lazy("Took a file out"),
    "end": gettext_lazy("Ended"),
    "cancel": gettext_lazy("Cancelled"),
}

_PLACES = {
    "exactly": gettext_lazy("%(first)s–%(last)s of %(total)s"),
    "about": gettext_lazy("%(first)s–%(last)s of about %(total)s"),
    "more": gettext_lazy("%(first)s–%(last)s of more than %(total)s"),
}


@register.simple_tag(takes_context=True)
def shell(context: template.Context) -> Shell | None:
    """The frame around the page: menu, bar, bell."""
    request = context.get("request")
    return Shell(request) if request is not None else None


@register.simple_tag
def map_ground() -> SafeString:
    """What lies under the points of the maps, for the browser; nothing where nothing is set."""
    ground = ground_of_maps()
    return format_html('<meta name="map-ground" content="{}">', json.dumps(ground)) if ground else SafeString("")


@register.filter
def money(value: Decimal | int | None) -> str:
    """Yuan with two places: ¥ 1,234.00."""
    if value is None or value == "":
        return NOTHING
    sign = "−" if value < 0 else ""
    return f"{sign}¥\u00a0{abs(value):,.2f}"


@register.filter
def quantity(value: Decimal | int | None) -> str:
    """Pieces with separators: 12,345."""
    if value is None or value == "":
        return NOTHING
    sign = "−" if value < 0 else ""
    return f"{sign}{abs(value):,}"


@register.filter
def percent(value: Decimal | None, places: int = 1) -> str:
    """A share as people say it: 0.825 is 82.5 %."""
    if value is None or value == "":
        return NOTHING
    shown = (Decimal(value) * 100).quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP)
    return f"{shown:,}\u00a0%".replace("-", "−")


@register.filter
def month(value: date | Month | None) -> str:
    """A month in the reader's language: 2026年11月, November 2026."""
    if not value:
        return NOTHING
    first_day = value.first_day if isinstance(value, Month) else value
    return date_format(first_day, "YEAR_MONTH_FORMAT")


@register.simple_tag
def badge(state: str, label: str) -> SafeString:
    """A state with its colour; a state without a colour of its own is neutral."""
    return format_html('<span class="badge state state-{}">{}</span>', state, label)


@register.simple_tag
def class_badge(store_class: str, is_provisional: bool = False) -> SafeString:
    """The store's class; a provisional one has a dashed border and says so."""
    if not store_class:
        return format_html('<span class="text-secondary">{}</span>', NOTHING)
    return format_html(
        '<span class="class-badge class-{}{}" title="{}">{}</span>',
        store_class.lower(),
        " is-provisional" if is_provisional else "",
        _("provisional class") if is_provisional else _("class %(name)s") % {"name": store_class},
        store_class,
    )


@register.simple_tag
def field_label(object_type: str, field: str) -> str:
    """A field's name as forms show it, a set of rows by its own in the reader's words; a lost one keeps its own.

    One row among many is kept as `word:key`, and the word is shown; what no field can be called is words already.
    """
    try:
        known = apps.get_model(object_type)._meta.get_field(field)
    except (LookupError, FieldDoesNotExist):
        words, colon, key = field.partition(":")
        are_words = key.isdecimal() if colon else not field.isidentifier()
        return capfirst(gettext(words)) if are_words else field
    return capfirst(getattr(known, "verbose_name", None) or gettext(field))


@register.simple_tag
def recorded(object_type: str, field: str, value: str) -> str:
    """What the history keeps of a field, in the reader's language."""
    try:
        model = apps.get_model(object_type)
    except LookupError:
        return value or NOTHING
    return readable(model, field, value) or NOTHING


@register.simple_tag
def step_label(step: str) -> str:
    """A deed of the history in words; a room's own steps are translated under their name."""
    return _STEPS.get(step) or capfirst(gettext(step).replace("_", " "))


@register.simple_tag
def job_label(job: str) -> str:
    """Who did it when nobody did: a job's name in words, as its room translates it."""
    return gettext(job).rpartition(".")[2].replace("_", " ")


@register.inclusion_tag("components/sent_back.html")
def sent_back(events: Iterable[AuditEvent]) -> dict[str, AuditEvent | None]:
    """The word with which a piece of work came back, for the head of its page, until it is handed in again."""
    moves = (event for event in events if event.step in {"submit", "return", "withdraw", "approve", "confirm"})
    last = next(moves, None)
    return {"event": last if last and last.step == "return" else None}


@register.simple_tag
def page_place(table: Table) -> str:
    """Which rows of how many a page of a list shows."""
    page = table.page
    if not getattr(page, "is_keyset", False):
        return _("%(total)s in all") % {"total": quantity(table.paginator.count)}
    total = page.total
    words = _PLACES[total.how] if page.has_other_pages else _("%(total)s in all")
    return words % {
        "first": quantity(page.first_number),
        "last": quantity(page.last_number),
        "total": quantity(total.count),
    }


@register.simple_tag
def help_link(clause: str) -> SafeString:
    """The way from a page to the clause of the handbook that it carries out."""
    return format_html(
        '<a class="help-link" href="{}" title="{}"><i class="bi bi-book" aria-hidden="true"></i>'
        '<span class="visually-hidden">{}</span> {}</a>',
        reverse("web:clause", args=[clause]),
        _("What the handbook says"),
        _("Handbook"),
        clause,
    )


@register.simple_tag
def since_until(start: date | None, end: date | None) -> str:
    """A span of days as people read it; the end is the first day that no longer belongs."""
    if start and end:
        return _("%(start)s to %(end)s") % {"start": _day(start), "end": _day(_day_before(end))}
    if start:
        return _("since %(start)s") % {"start": _day(start)}
    return _("until %(end)s") % {"end": _day(_day_before(end))} if end else NOTHING


def _day_before(end: date) -> date:
    return end - timedelta(days=1)


def _day(value: date | datetime) -> str:
    return date_format(timezone.localtime(value) if isinstance(value, datetime) else value, "SHORT_DATE_FORMAT")
