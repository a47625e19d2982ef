"""The tabs of a dealer's page; each provider states its own queries (handbook H10)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dealers.business_choices import Age
from dealers.dealer_rules import keeps_business
from dealers.selectors.business import ages_of, cases_of, figures_of, movements_of, receivables_of, stock_of
from dealers.selectors.dealers import bound
from dealers.selectors.evaluations import evaluations_of
from dealers.selectors.team import team_of
from salesops.accounts.actor import Actor
from salesops.workflow.selectors.history import history_of
from stores.models import Customer
from stores.sections import Section
from stores.selectors.tabs import Tab, Tabs

MOST_EVENTS = 100


def dealer_tabs(actor: Actor, dealer: Customer, *, wanted: str, on: date) -> Tabs:
    """Only the open tab is asked for."""
    opened = next((section for section in SECTIONS if section.key == wanted), SECTIONS[0])
    return Tabs(
        tabs=tuple(Tab(section.key, section.title, section is opened) for section in SECTIONS),
        template=opened.template,
        content={"may_keep": keeps_business(actor, dealer), "on": on} | dict(opened.content(actor, dealer, on)),
    )


def _overview(actor: Actor, dealer: Customer, on: date) -> Mapping[str, Any]:
    figures = figures_of(actor, dealer, on)
    return {"figures": figures} | bound(actor, dealer, on)


def _stock(actor: Actor, dealer: Customer, on: date) -> Mapping[str, Any]:
    return {"stock": stock_of(actor, dealer, on)}


def _orders(actor: Actor, dealer: Customer, on: date) -> Mapping[str, Any]:
    return {"movements": movements_of(actor, dealer)}


def _receivables(actor: Actor, dealer: Customer, on: date) -> Mapping[str, Any]:
    sums = ages_of(actor, dealer, on)
    return {
        "ages": [(Age(age).label, yuan, age) for age, yuan in sums.items()],
        "receivables": receivables_of(actor, dealer),
    }


def _cases(actor: Actor, dealer: Customer, on: date) -> Mapping[str, Any]:
    return {"cases": cases_of(actor, dealer)}


def _history(actor: Actor, dealer: Customer, on: date) -> Mapping[str, Any]:
    return {"events": history_of(dealer)[:MOST_EVENTS]}


SECTIONS = (
    Section("overview", _("Overview"), "dealers/dealers/_overview.html", _overview),
    Section("orders", _("Orders and deliveries"), "dealers/dealers/_orders.html", _orders),
    Section("stock", _("Stock"), "dealers/dealers/_stock.html", _stock),
    Section("receivables", _("Receivables"), "dealers/dealers/_receivables.html", _receivables),
    Section("cases", _("Channel conflicts"), "dealers/dealers/_cases.html", _cases),
    Section("team", pgettext_lazy("dealer", "Team"), "dealers/dealers/_team.html", team_of),
    Section("evaluations", _("Evaluations"), "dealers/dealers/_evaluations.html", evaluations_of),
    Section("bound", _("Contract and territory"), "dealers/dealers/_bound.html", bound),
    Section("history", _("History"), "dealers/dealers/_history.html", _history),
)
