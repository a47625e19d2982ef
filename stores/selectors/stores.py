"""What the page of a store shows (handbook H2.2, H2.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from salesops.accounts.actor import Actor
from salesops.workflow.selectors.history import history_of
from stores import rules
from stores.calc.columns import Figures, chart_of
from stores.completeness import missing_in, score_in
from stores.models import ClassOverride, Store, StoreResponsibility
from stores.sections import Section, sections
from stores.selectors.certainty import sureness_of_store
from stores.selectors.contacts import contacts_of
from stores.selectors.distribution import store_sheet
from stores.selectors.distribution_trend import store_trend
from stores.selectors.sales import months_of_store

MOST_EVENTS = 100


@dataclass(frozen=True, slots=True)
class Tab:
    key: str
    title: str | Promise
    is_open: bool


@dataclass(frozen=True, slots=True)
class StoreTabs:
    """All tabs by name, and the open one with its template and values."""

    tabs: tuple[Tab, ...]
    template: str
    content: Mapping[str, Any]


def store_tabs(actor: Actor, store: Store, *, wanted: str, on: date) -> StoreTabs:
    """The tabs of a store's page; only the open one is asked for, at the cost of its section."""
    known = [*_OWN, *sections()]
    opened = next((section for section in known if section.key == wanted), known[0])
    return StoreTabs(
        tabs=tuple(Tab(section.key, section.title, section is opened) for section in known),
        template=opened.template,
        content=opened.content(actor, store, on),
    )


def _archive(actor: Actor, store: Store, on: date) -> dict[str, Any]:
    overrides = ClassOverride.objects.visible_to(actor).filter(store=store, starts_on__lte=on, ends_on__gt=on)
    return {
        "override": overrides.select_related("created_by").order_by("-pk").first(),
        "sureness": sureness_of_store(store),
        "score": score_in(store),
        "missing": missing_in(store, rules.editable_store_fields(actor, store)),
    }


def _contacts(actor: Actor, store: Store, on: date) -> dict[str, Any]:
    return {"contacts": contacts_of(store), "may_keep": rules.may_keep_contacts(actor, store)}


def _sales(actor: Actor, store: Store, on: date) -> dict[str, Any]:
    months = months_of_store(actor, store, on=on)
    oldest_first = months[::-1]
    chart = chart_of(
        [Figures(one.sell_in, one.sell_out if one.is_reported else None, one.last_year) for one in oldest_first]
    )
    return {
        "months": months,
        "lines": chart.lines,
        "columns": list(zip(oldest_first, chart.columns, strict=True)),
        "may_record": rules.may_record_sales(actor, store),
    }


def _distribution(actor: Actor, store: Store, on: date) -> dict[str, Any]:
    """What is asked of the store, what it carries, and how that went. Eleven queries."""
    return {"sheet": store_sheet(store, on), "trend": store_trend(store, on)}


def _responsibilities(actor: Actor, store: Store, on: date) -> dict[str, Any]:
    """Who sees the store sees who had it before."""
    spans = StoreResponsibility.objects.visible_to(actor).filter(store=store)
    return {"spans": spans.select_related("rep").order_by("-starts_on")}


def _history(actor: Actor, store: Store, on: date) -> dict[str, Any]:
    return {"events": history_of(store)[:MOST_EVENTS], "on": on}


_OWN = (
    Section("archive", _("Archive"), "stores/stores/_archive.html", _archive),
    Section("contacts", _("Contacts"), "stores/stores/_contacts.html", _contacts),
    Section("sales", _("Sales"), "stores/stores/_sales.html", _sales),
    Section("distribution", _("Distribution"), "stores/distribution/_store.html", _distribution),
    Section("responsibilities", _("Responsible"), "stores/stores/_responsibilities.html", _responsibilities),
    Section("history", _("History"), "stores/stores/_history.html", _history),
)
