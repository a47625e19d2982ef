"""What the page of a customer shows (handbook H2.1)."""

from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from salesops.accounts.actor import Actor
from salesops.workflow.selectors.history import history_of
from stores import rules
from stores.completeness import missing_in, score_in
from stores.models import Customer, Store
from stores.sections import Section
from stores.selectors.contacts import contacts_of
from stores.selectors.sales import months_of_customer, sales_chart
from stores.selectors.tabs import Tabs, tabs_of
from stores.selectors.weights import weights_for

MOST_EVENTS = 100


def with_store_count(customers: QuerySet[Customer], actor: Actor) -> QuerySet[Customer]:
    """Add how many of a customer's stores this person sees. No query of its own."""
    stores = Store.objects.visible_to(actor).standing().filter(customer=OuterRef("pk")).order_by().values("customer")
    return customers.annotate(store_count=Coalesce(Subquery(stores.annotate(n=Count("pk")).values("n")), 0))


def stores_of(customer: Customer, actor: Actor) -> QuerySet[Store]:
    """The customer's stores that this person sees. One query."""
    return Store.objects.visible_to(actor).standing().filter(customer=customer).select_related("rep").order_by("code")


def customer_tabs(actor: Actor, customer: Customer, *, wanted: str, on: date) -> Tabs:
    """The tabs of a customer's page; only the open one is asked for, at the cost of its section."""
    return tabs_of(actor, customer, _OWN, wanted=wanted, on=on)


def _archive(actor: Actor, customer: Customer, on: date) -> dict[str, Any]:
    return {
        "score": score_in(customer, weights_for(actor, Customer)),
        "missing": missing_in(customer, rules.editable_customer_fields(actor, customer)),
    }


def _contacts(actor: Actor, customer: Customer, on: date) -> dict[str, Any]:
    return {"contacts": contacts_of(customer), "may_keep": rules.may_keep_contacts(actor, customer)}


def _stores(actor: Actor, customer: Customer, on: date) -> dict[str, Any]:
    return {"stores": stores_of(customer, actor)}


def _sales(actor: Actor, customer: Customer, on: date) -> dict[str, Any]:
    return sales_chart(months_of_customer(actor, customer, on=on))


def _history(actor: Actor, customer: Customer, on: date) -> dict[str, Any]:
    return {"events": history_of(customer)[:MOST_EVENTS], "on": on}


_OWN = (
    Section("archive", _("Archive"), "stores/customers/_archive.html", _archive, of=Customer),
    Section("contacts", _("Contacts"), "stores/customers/_contacts.html", _contacts, of=Customer),
    Section("stores", _("Stores"), "stores/customers/_stores.html", _stores, of=Customer),
    Section("sales", _("Sales"), "stores/archive/_sales.html", _sales, of=Customer),
    Section("history", _("History"), "stores/customers/_history.html", _history, of=Customer),
)
