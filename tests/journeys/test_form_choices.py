"""What a form offers, and takes, is what its sender may see: no id of another center slips in (goals A3, A5)."""

import pytest
from django import forms

from salesops.accounts.models import User
from salesops.accounts.scoping import ScopedModel
from tests.factories.stores import CustomerFactory, StoreFactory
from tests.factories.visits import MarketReportFactory
from tests.journeys.foreign import client_of, other_side
from tests.journeys.forms import ROWS, filled, form_pages, page_of

pytestmark = [pytest.mark.any_engine, pytest.mark.django_db]


def sender_of(name):
    """Who of a center may send the form; company roles see everything, so for them nothing is foreign."""
    return next((who for who in ("rep", "manager") if ROWS[name].expected()[who] == 200), None)


PAGES = [name for name in form_pages() if sender_of(name)]


def beyond(model, actor):
    """The rows that are there and not for this person; nothing where all share them."""
    if issubclass(model, ScopedModel):
        own = model.objects.visible_to(actor).values("pk")
        return model.objects.unscoped(because="test").exclude(pk__in=own)
    return User.objects.exclude(pk__in=User.objects.visible_to(actor).values("pk")) if model is User else None


def choices_of(form):
    return {name: field for name, field in form.fields.items() if isinstance(field, forms.ModelChoiceField)}


def opened(name, cast):
    """The form as one of the center opens it, with the same objects in the other center."""
    elsewhere = other_side(cast)
    if ROWS[name].subject:
        ROWS[name].subject(elsewhere)
    store = StoreFactory(customer=CustomerFactory(rep=elsewhere.rep))
    MarketReportFactory(store=store)
    address = page_of(name, cast)
    client = client_of(getattr(cast, sender_of(name)))
    return client, address, client.get(address)


@pytest.mark.parametrize("name", PAGES)
def test_no_form_offers_or_takes_what_its_sender_may_not_see(cast, name):
    client, address, answer = opened(name, cast)
    actor, sent, taken = cast.actor(sender_of(name)), filled(answer), {}

    for field_name, field in choices_of(answer.context["form"]).items():
        foreign = beyond(field.queryset.model, actor)
        if foreign is None:
            continue
        offered = field.queryset.filter(pk__in=foreign.values("pk")).count()
        reply = client.post(address, sent | {field_name: foreign.values_list("pk", flat=True)[0]})
        if offered or reply.status_code not in {403, 409, 422}:
            taken[field_name] = (offered, reply.status_code)

    assert taken == {}
