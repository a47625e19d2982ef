"""Settings that nobody set yet: of two people with the page open, the second is told what the first one saved (C2)."""

import pytest

from tests.journeys.forms import filled, page_of, writer_of

pytestmark = pytest.mark.django_db

# What the first person and the second one type over the defaults.
TYPED = {
    "dealers:evaluation_terms": ({"a_line": "86"}, {"a_line": "87"}),
    "dealers:tracking_terms": ({"red_below": "81"}, {"red_below": "82"}),
    "promotions:promoter_terms": ({"yuan_per_unit": "3.00"}, {"yuan_per_unit": "4.00"}),
    "stores:center_area": ({"radius_km": "61"}, {"radius_km": "62"}),
    "stores:class_rule": ({"line_a": "41"}, {"line_a": "42"}),
    "stores:completeness_weights": (
        {"store_position": "21", "store_phone": "14"},
        {"store_position": "22", "store_phone": "13"},
    ),
    "visits:center_parameters_edit": ({"daily_minutes": "470"}, {"daily_minutes": "460"}),
    "visits:parameters_edit": ({"daily_minutes": "470"}, {"daily_minutes": "460"}),
    "visits:standard_edit": ({"minutes": "41"}, {"minutes": "42"}),
}


@pytest.mark.parametrize("name", TYPED)
def test_who_opened_the_defaults_before_the_first_edit_does_not_overwrite_it(cast, name):
    address = page_of(name, cast)
    person = writer_of(name, cast)
    opened = person.get(address)
    first, second = TYPED[name]
    assert opened.context["object"].pk is None

    saved = person.post(address, filled(opened) | first)
    late = person.post(address, filled(opened) | second)

    assert (saved.status_code, late.status_code) == (302, 409)
    stands = filled(person.get(address))
    assert first.items() <= stands.items()
    assert person.post(address, stands | second).status_code == 302
