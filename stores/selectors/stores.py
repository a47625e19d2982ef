"""What the page of a store shows (handbook H2.2, H2.3)."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from salesops.accounts.actor import Actor
from salesops.workflow.selectors.history import history_of
from stores import rules
from stores.completeness import missing_in, score_in
from stores.models import ClassOverride, Store, StoreResponsibility
from stores.sections import Section
from stores.selectors.certainty import sureness_of_store
from stores.selectors.contacts import contacts_of
from stores.selectors.distribution import store_sheet
from stores.selectors.distribution_trend import store_trend
from stores.selectors.sales import months_of_store, sales_chart
from stores.selectors.samples import samples_of
from stores.selectors.tabs import Tabs, tabs_of
from stores.selectors.weights import weights_for

MOST_EVENTS = 100


def store_tabs(actor: Actor, store: Store, *, wanted: str, on: date) -> Tabs:
    """The tabs of a store's page; only the open one is asked for, at the cost of its section."""
    return tabs_of(actor, store, _OWN, wanted=wanted, on=on)


def _archive(actor: Actor, store: Store, on: date) -> dict[str, Any]:
    overrides = ClassOverride.objects.visible_to(actor).filter(store=store, starts_on__lte=on, ends_on__gt=on)
    return {
        "override": overrides.select_related("created_by").order_by("-pk").first(),
        "sureness": sureness_of_store(store),
        "score": score_in(store, weights_for(actor, Store)),
        "missing": missing_in(store, rules.editable_store_fields(actor, store)),
    }


def _contacts(actor: Actor, store: Store, on: date) -> dict[str, Any]:
    return {"contacts": contacts_of(store), "may_keep": rules.may_keep_contacts(actor, store)}


def _sales(actor: Actor, store: Store, on: date) -> dict[str, Any]:
    return sales_chart(months_of_store(actor, store, on=on)) | {"may_record": rules.may_record_sales(actor, store)}


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
    Section("sales", _("Sales"), "stores/archive/_sales.html", _sales),
    Section("distribution", _("Distribution"), "stores/distribution/_store.html", _distribution),
    Section("samples", _("Display samples"), "stores/stores/_samples.html", samples_of),
    Section("responsibilities", _("Responsible"), "stores/stores/_responsibilities.html", _responsibilities),
    Section("history", _("History"), "stores/stores/_history.html", _history),
)
