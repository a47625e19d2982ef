"""Every form of the program: sent twice it does one thing, and fields that it does not have change nothing (C4, A5)."""

import pytest
from django.apps import apps
from django.db import transaction

from salesops.accounts.choices import Role
from tests.journeys.forms import filled, form_pages, page_of, writer_of

pytestmark = pytest.mark.django_db

PAGES = form_pages()
ROOMS = ("accounts", "periods", "notices", "exchange", "stores", "visits", "promotions", "dealers", "reports")
MODELS = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
# Where what is offered first cannot be sent: a file, a password, a code, a state or a month that the object does
# not have, the number that it has, a budget that it was not given.
REFUSED = {
    *("accounts:factor_confirm", "accounts:factor_codes", "accounts:factor_remove"),
    *("accounts:password_change", "exchange:import_create", "stores:run_propose", "reports:review_edit"),
    *("stores:sale_correct", "dealers:target_split", "dealers:target_file", "dealers:plan_shift"),
    *("promotions:promotion_edit", "promotions:promotion_stores", "promotions:launch_edit", "promotions:launch_terms"),
    *("promotions:launch_targets", "promotions:launch_center_fix", "promotions:launch_rep_fix"),
    *("promotions:launch_store_fix", "promotions:launch_sell_in", "promotions:promotion_temps"),
}
# Their answer shows what is never shown again.
SHOWN_ONCE = {"accounts:token_create"}
# What none of these forms may take from whoever sends it; a form that has such a field of its own keeps it.
FORBIDDEN = {
    "role": Role.ADMIN,
    "status": "approved",
    "is_active": "",
    "is_staff": "on",
    "is_superuser": "on",
    "is_published": "on",
    "is_own": "",
    "store_class": "A",
    "drafted_quantity": "99",
    "quantity": "99",
    "profit_rule": "none",
    "earned_profit_yuan": "1000000",
    "image_score": "100",
}
PEOPLE = ("center", "rep", "done_by", "created_by", "written_by", "actor")
MOMENTS = ("approved_at", "submitted_at", "confirmed_at", "done_at", "met_at")


def rows():
    return {model._meta.label: model._base_manager.count() for model in MODELS}


@pytest.mark.parametrize("name", PAGES)
def test_a_form_sent_twice_does_one_thing(cast, name):
    client, address = writer_of(name, cast), page_of(name, cast)
    sent = filled(client.get(address))

    first = client.post(address, sent)
    once = rows()
    second = client.post(address, sent)

    assert (first.status_code == 302) == (name not in REFUSED | SHOWN_ONCE)
    assert second.status_code < 500
    assert rows() == once


def kept():
    """What stands in the forbidden columns, whichever row it is in."""
    found = {}
    for model in MODELS:
        for field in model._meta.concrete_fields:
            values = model._base_manager.values_list(field.attname, flat=True)
            if field.name in (*FORBIDDEN, *PEOPLE):
                found[model._meta.label, field.name] = sorted(map(str, values))
            elif field.name in MOMENTS:
                found[model._meta.label, field.name] = sorted(value is None for value in values)
    return found


def after(client, address, sent):
    """What stands after a form was sent; then it is undone."""
    try:
        with transaction.atomic():
            status = client.post(address, sent).status_code
            found = kept()
            raise InterruptedError
    except InterruptedError:
        return status, found


@pytest.mark.parametrize("name", PAGES)
def test_fields_that_a_form_does_not_have_change_nothing(cast, name):
    client, address = writer_of(name, cast), page_of(name, cast)
    page = client.get(address)
    sent = filled(page)
    foreign = dict.fromkeys(PEOPLE, cast.foreign_rep.pk) | {"center": cast.other_center.pk}
    moments = dict.fromkeys(MOMENTS, "2026-01-01 00:00")
    extra = {
        key: value for key, value in (FORBIDDEN | foreign | moments).items() if key not in page.context["form"].fields
    }

    plain = after(client, address, sent)

    assert after(client, address, sent | extra) == plain
