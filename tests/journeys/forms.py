"""Fill in any form of the program as a person would who takes what is offered first."""

from datetime import date, timedelta

from django import forms
from django.urls import get_resolver, reverse

from salesops.web.views import ActingForm
from stores.forms.sales import ImeiField
from stores.models import Customer
from tests.architecture.access import all_rows
from tests.factories.stores import CustomerFactory, PriceFactory, SkuFactory, StoreFactory
from tests.journeys.foreign import client_of

ROWS = all_rows()
WHEN = date(2027, 3, 1)
IMEI = "490154203237518"
# Texts that are asked for in a form of their own.
# A customer of the archive is chosen, so no new one is named.
TEXTS = {
    "division_prefixes": "3301",
    "divisions": "330106",
    "position_text": "120.153576,30.287459",
    "customer_name": "",
    "month": "2027-03",
    "phone": "13800138000",
    "id_number": "110101199003074733",
    "bank_account": "6222021234567890128",
}
# What goes with a refusal does not go with what was done.
NOT_CHOSEN = {"refusal"}
# Pages that all may read, where these fill in the form.
WRITERS = {"promotions:promotion_material": "marketing", "promotions:promotion_temps": "manager"}


def form_pages():
    """The names of the pages that are a form."""
    views = _views(get_resolver(), "")
    return sorted(name for name, view in views if isinstance(view, type) and issubclass(view, ActingForm))


def _views(resolver, namespace):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _views(pattern, namespace + (f"{pattern.namespace}:" if pattern.namespace else ""))
        else:
            yield namespace + str(pattern.name), getattr(pattern.callback, "view_class", None)


def writer_of(name, cast):
    """The first of the cast that may open the form, at its page."""
    expected = ROWS[name].expected()
    readers = (who for who in ("rep", "manager", "marketing", "hq", "admin") if expected[who] == 200)
    who = WRITERS.get(name) or next(readers)
    return client_of(getattr(cast, who))


def page_of(name, cast):
    """The address of a form, for an object of the rep; whatever it may ask for is there to be chosen."""
    row = ROWS[name]
    address = reverse(name, kwargs=row.subject(cast) if row.subject else {})
    CustomerFactory(rep=cast.rep)
    for customer in Customer.objects.unscoped(because="test").filter(stores=None):
        StoreFactory(customer=customer)
    SkuFactory(model=PriceFactory().model)
    return address


def filled(answer):
    """The form of a page with a value in each field, and the hidden ones beside it."""
    form = answer.context["form"]
    values = {form.add_prefix(name): _value(form, name, field) for name, field in form.fields.items()}
    hidden = {name: answer.context[name] for name in ("form_id", "revision") if answer.context.get(name)}
    return {
        name: value for name, value in (values | hidden).items() if value not in (None, "") and name not in NOT_CHOSEN
    }


def _value(form, name, field):
    started = form.get_initial_for_field(field, name)
    if isinstance(field, forms.ModelChoiceField):
        return _choice(field)
    if isinstance(field, forms.ChoiceField):
        return started or next((value for value, _label in field.choices if value), "")
    if started not in (None, ""):
        return str(started)
    if isinstance(field, forms.DateField):
        return str(WHEN + timedelta(days=name.startswith("end")))
    if isinstance(field, forms.IntegerField | forms.DecimalField):
        return str(max(1, field.min_value or 0))
    if "password" in name or name == "again":
        return "a long enough secret"
    if isinstance(field, ImeiField):
        return "" if "imeis" in form.fields else IMEI
    return TEXTS.get(name, "x1") if isinstance(field, forms.CharField) else ""


def _choice(field):
    chosen = field.queryset.last()
    if chosen is None:
        return ""
    return [chosen.pk] if isinstance(field, forms.ModelMultipleChoiceField) else chosen.pk
