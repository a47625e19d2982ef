"""Whatever is sent to a form, a list or a phone's door is taken, refused or not there: nothing breaks (goals I5, I7).

A run of the suite sends a little, the same each time; `make fuzz` sends ten thousand, other ones each time.
"""

import json
import os
from copy import deepcopy

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.journeys.foreign import ROWS, client_of
from tests.journeys.forms import filled, form_pages, page_of, writer_of
from tests.visits.execution.payloads import make_shop, visit_payload
from tests.visits.routes.areas import drafted_plan, stores_of
from visits.selectors.route_editor import stored_orders

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

IS_LONG = os.environ.get("SALESOPS_LONG") == "1"
# So that a form and an action together come to ten thousand.
EACH_FORM, EACH_ACTION, EACH_LIST, EACH_DOOR = (40, 20, 20, 300) if IS_LONG else (1, 1, 1, 20)
PERSONS = ("rep", "manager", "marketing", "hq", "admin")
FORMS = form_pages()
ACTIONS = sorted(name for name, row in ROWS.items() if row.method == "post" and not row.is_open)
LISTS = sorted(name for name, row in ROWS.items() if name.endswith("_list") and not row.subject)
# What plain actions and lists read beside their checked fields.
SAID = [
    "reason",
    "revision",
    "answer",
    "verdict",
    "quantity",
    "on",
    "month",
    "rep",
    "store",
    "center",
    "seen",
    "form_id",
]
SAID += [
    "q",
    "sort",
    "page",
    "per_page",
    "query",
    "list",
    "name",
    "columns",
    "status",
    "rows",
    "photo",
    "report",
    "move",
]

ODD = [
    *(
        "",
        " ",
        "\0",
        "a\0b",
        "\n",
        "0",
        "-1",
        "1.5",
        "1e999",
        "nan",
        "inf",
        "²",
        "٣",
        "１２",
        "1_000",
        "0x10",
        "9" * 400,
    ),
    *(
        str(2**31),
        str(2**63),
        str(-(2**63) - 1),
        "on",
        "null",
        "[]",
        "{}",
        "[[[[",
        '{"a": 1}',
        "0000-00-00",
        "0001-01-01",
    ),
    *(
        "9999-12-31",
        "2026-02-30",
        "2026-11-31T25:00",
        "24:61",
        "2026-13",
        "9999-12",
        "x" * 20_000,
        "𠮷" * 300,
        "\u202e\u200b",
    ),
    *(
        "' OR 1=1 --",
        "%s",
        "%(x)s",
        "{0.__class__}",
        "{{ 7*7 }}",
        "<script>",
        "=1+1",
        "../../etc/passwd",
        "\r\nSet-Cookie: a=b",
    ),
]
texts = st.one_of(st.sampled_from(ODD), st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
values = st.one_of(texts, st.lists(texts, min_size=2, max_size=3))
odd_json = st.one_of(
    st.sampled_from([None, True, -1, 0, 2**63, 1e308, -0.5, [], {}, [[]], {"": None}, [{}], "\0", *ODD]),
    st.text(max_size=20),
)


def fuzz(examples):
    """The same examples in each run of the suite, new ones in a long one."""
    return settings(
        max_examples=examples,
        derandomize=not IS_LONG,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def outcome(send):
    """What came of a request, whose deeds are taken back; an accident in a view comes out as itself."""
    with transaction.atomic():
        status = send().status_code
        transaction.set_rollback(True)
    return status


def loud(client):
    client.raise_request_exception = True
    return client


@pytest.mark.parametrize("name", FORMS)
def test_no_form_breaks(cast, name):
    client, address = loud(writer_of(name, cast)), page_of(name, cast)
    page = client.get(address)
    usual, fields = filled(page), [page.context["form"].add_prefix(field) for field in page.context["form"].fields]

    @fuzz(EACH_FORM)
    @given(said=st.dictionaries(st.sampled_from([*fields, "form_id", "revision", "seen", "take"]), values, min_size=1))
    def send(said):
        assert outcome(lambda: client.post(address, usual | said)) < 500

    send()


def person_for(row, cast):
    expected = row.expected()
    return loud(client_of(getattr(cast, next((who for who in PERSONS if expected[who] not in {403, 404}), "admin"))))


@pytest.mark.parametrize("name", ACTIONS)
def test_no_action_breaks(cast, name):
    row = ROWS[name]
    client, address = person_for(row, cast), reverse(name, kwargs=row.subject(cast) if row.subject else {})

    @fuzz(EACH_ACTION)
    @given(said=st.dictionaries(st.sampled_from([*SAID, *row.data]), values, min_size=6))
    def send(said):
        assert outcome(lambda: client.post(address, row.data | said)) < 500

    send()


@pytest.mark.parametrize("name", LISTS)
def test_no_list_breaks(cast, name):
    client, address = person_for(ROWS[name], cast), reverse(name)
    page = client.get(address, follow=True)
    filters = page.context["filter"].form.fields if page.context and page.context.get("filter") else {}

    @fuzz(EACH_LIST)
    @given(said=st.dictionaries(st.sampled_from([*SAID, *filters]), values, min_size=3))
    def ask(said):
        assert outcome(lambda: client.get(address, said)) < 500

    ask()


def places_in(value, path=()):
    """Every place in a JSON value, the whole first."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield from places_in(part, (*path, key))


def changed(whole, changes):
    """The value with other values at some of its places, the deepest first."""
    whole = deepcopy(whole)
    for path, value in sorted(changes.items(), key=lambda change: -len(change[0])):
        if not path:
            return value
        target = whole
        for key in path[:-1]:
            target = target[key]
        target[path[-1]] = value
    return whole


def doors(cast):
    """What takes JSON: its address, and a body that is right."""
    shop = make_shop(cast)
    visit = visit_payload(shop)
    plan = drafted_plan(cast.rep, stores=stores_of(cast.rep, 2))
    orders = {
        "orders": {str(day): list(stores) for day, stores in stored_orders(plan).items()},
        "revision": plan.revision,
    }
    return {
        "visits:visit_receive": (reverse("visits:visit_receive", args=[visit["client_id"]]), visit),
        "visits:route_trial": (reverse("visits:route_trial", args=[plan.pk]), orders),
        "visits:route_arrange": (reverse("visits:route_arrange", args=[plan.pk]), orders),
    }


@pytest.mark.parametrize("name", ["visits:visit_receive", "visits:route_trial", "visits:route_arrange"])
def test_no_door_for_json_breaks(cast, name):
    client = loud(client_of(cast.rep))
    address, right = doors(cast)[name]

    @fuzz(EACH_DOOR)
    @given(changes=st.dictionaries(st.sampled_from(list(places_in(right))), odd_json, min_size=1, max_size=4))
    def send(changes):
        body = json.dumps(changed(right, changes))
        assert outcome(lambda: client.post(address, body, content_type="application/json")) < 500

    send()


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"null", b"[" * 100_000, b'{"a": NaN}', b'"\\ud800"', b"1" * 5_000])
@pytest.mark.parametrize("name", ["visits:visit_receive", "visits:route_trial"])
def test_no_broken_body_breaks_a_door(cast, name, body):
    address, _right = doors(cast)[name]

    answer = client_of(cast.rep).post(address, body, content_type="application/json")

    assert 400 <= answer.status_code < 500
