from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from salesops.accounts.actor import Actor
from salesops.workflow.selectors.history import history_of
from stores.models import Store, StoreResponsibility
from stores.services import make_valid, propose_classification
from stores.services.class_certainty import measure_certainty
from tests.factories.stores import CustomerFactory, SalesMonthFactory, StoreFactory
from tests.stores.classes import AT, MONTH, area_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def store(cast):
    return StoreFactory(customer=CustomerFactory(rep=cast.rep), name="解放路店", code="S1")


def current(store):
    return Store.objects.unscoped(because="test").get(pk=store.pk)


def form_of(client, url):
    """What the page's form would send if nothing were typed."""
    form = client.get(url).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items()}


@pytest.mark.parametrize(
    ("who", "sees"),
    [("rep", True), ("colleague", False), ("manager", True), ("stranger", False), ("hq", True), ("admin", True)],
)
def test_the_list_shows_what_each_may_see(client, cast, store, who, sees):
    client.force_login(getattr(cast, who))

    for address in ("", "?q=解放", "?sort=-name"):
        page = client.get(reverse("stores:store_list") + address).content.decode()
        assert ("解放路店" in page) == sees


def test_the_export_holds_the_filtered_rows(client, cast, store):
    StoreFactory(customer=store.customer, name="=中山路店", code="S2")
    client.force_login(cast.manager)

    response = client.get(reverse("stores:store_list"), {"q": "中山", "export": "xlsx"})

    sheet = load_workbook(BytesIO(response.getvalue())).active
    response.close()
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[:3] for row in rows[1:]] == [("=中山路店", "S2", "C")]
    assert sheet["A2"].data_type == "s"


def test_filters_narrow_the_list(client, cast, store):
    StoreFactory(customer=store.customer, name="中山路店", store_class="A")
    client.force_login(cast.manager)

    page = client.get(reverse("stores:store_list"), {"store_class": "A", "rep": cast.rep.pk}).content.decode()

    assert "中山路店" in page
    assert "解放路店" not in page


def test_nobody_of_one_center_is_offered_another(client, cast, store):
    client.force_login(cast.manager)
    page = client.get(reverse("stores:store_list")).content.decode()

    assert cast.rep.name in page
    assert cast.foreign_rep.name not in page
    assert cast.other_center.name not in page


def test_the_list_costs_the_same_for_one_and_for_three(client, cast, store):
    client.force_login(cast.admin)
    counts = []
    for more in (0, 2):
        for _ in range(more):
            StoreFactory(customer=CustomerFactory(rep=cast.rep))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("stores:store_list"))
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("tab", ["archive", "sales", "responsibilities", "history", "nonsense"])
def test_each_tab_opens_as_page_and_as_part(client, cast, store, tab):
    SalesMonthFactory(store=store)
    client.force_login(cast.rep)
    url = reverse("stores:store_detail", args=[store.pk])

    assert client.get(url, {"tab": tab}).status_code == 200
    part = client.get(url, {"tab": tab}, headers={"HX-Request": "true", "HX-Target": "archive-tab"})
    assert "<html" not in part.content.decode()


def test_a_rep_edits_the_facts_of_its_store(client, cast, store):
    client.force_login(cast.rep)
    url = reverse("stores:store_edit", args=[store.pk])

    response = client.post(url, form_of(client, url) | {"phone": "13900000000", "reason": "moved", "revision": 1})

    assert response.status_code == 302
    event = history_of(store)[0]
    assert (event.actor, event.reason) == (cast.rep, "moved")
    assert [(c.field, c.after) for c in event.changes.all()] == [("phone", "13900000000")]


@pytest.mark.parametrize(
    ("who", "extra"),
    [
        ("rep", {"code": "X", "store_class": "A", "status": "suspended", "rep": "", "lon": "1", "lat": "1"}),
        ("manager", {"code": "X", "store_class": "A", "center": "1"}),
    ],
)
def test_fields_that_are_not_in_the_form_change_nothing(client, cast, store, who, extra):
    client.force_login(getattr(cast, who))
    url = reverse("stores:store_edit", args=[store.pk])

    client.post(url, form_of(client, url) | extra | {"revision": 1})

    after = current(store)
    assert [getattr(after, name) for name in ("code", "store_class", "rep_id", "center_id")] == [
        getattr(store, name) for name in ("code", "store_class", "rep_id", "center_id")
    ]
    assert after.lon == store.lon or who == "manager"


def test_the_later_of_two_editors_is_shown_the_difference(client, cast, store):
    url = reverse("stores:store_edit", args=[store.pk])
    client.force_login(cast.rep)
    opened = form_of(client, url) | {"revision": 1}
    client.force_login(cast.manager)
    client.post(url, form_of(client, url) | {"phone": "13811111111", "revision": 1})
    client.force_login(cast.rep)

    response = client.post(url, opened | {"phone": "13922222222"})

    page = response.content.decode()
    assert response.status_code == 409
    assert "13811111111" in page
    assert "13922222222" in page
    assert current(store).phone == "13811111111"
    assert response.context["revision"] == 2
    assert client.post(url, opened | {"phone": "13922222222", "revision": 2}).status_code == 302
    assert current(store).phone == "13922222222"


def test_a_new_store_belongs_to_its_customers_center(client, cast, store):
    client.force_login(cast.manager)
    url = reverse("stores:store_create")
    typed = {
        "form_id": "2f3c0b0e-6a5f-4c0e-9d70-3f0b6d3b8a11",
        "code": "S9",
        "name": "新店",
        "customer": store.customer_id,
        "rep": cast.colleague.pk,
        "format": "multi",
        "store_class": "C",
        "status": "active",
        "opens_at": "09:00",
        "closes_at": "21:00",
    }

    assert [client.post(url, typed).status_code for _ in range(2)] == [302, 302]
    made = Store.objects.unscoped(because="test").get(code="S9")
    assert (made.center, made.rep) == (cast.center, cast.colleague)


def test_a_manager_cannot_choose_another_centers_people(client, cast, store):
    foreign = CustomerFactory(rep=cast.foreign_rep)
    client.force_login(cast.manager)

    response = client.post(
        reverse("stores:store_create"),
        {"form_id": "2f3c0b0e-6a5f-4c0e-9d70-3f0b6d3b8a12", "customer": foreign.pk, "rep": cast.foreign_rep.pk},
    )

    assert response.status_code == 422
    assert {"customer", "rep"} <= response.context["form"].errors.keys()


def test_a_store_is_handed_over_with_who_was_responsible_when(client, cast, store):
    StoreResponsibility.objects.create(store=store, rep=cast.rep, starts_on=date(2024, 1, 1))
    client.force_login(cast.manager)

    response = client.post(
        reverse("stores:store_hand_over", args=[store.pk]),
        {"rep": cast.colleague.pk, "on": "2026-11-01", "reason": "new area", "revision": 1},
    )

    assert response.status_code == 302
    spans = StoreResponsibility.objects.unscoped(because="test").order_by("starts_on")
    assert [(s.rep, s.starts_on, s.ends_on) for s in spans] == [
        (cast.rep, date(2024, 1, 1), date(2026, 11, 1)),
        (cast.colleague, date(2026, 11, 1), None),
    ]
    client.force_login(cast.rep)
    assert client.get(reverse("stores:store_detail", args=[store.pk])).status_code == 404


def test_a_manager_sets_a_class_by_hand(client, cast, store):
    client.force_login(cast.manager)

    response = client.post(
        reverse("stores:store_override", args=[store.pk]),
        {"store_class": "A", "ends_on": "2099-01-01", "reason": "flagship"},
    )

    assert (response.status_code, current(store).store_class) == (302, "A")
    assert "flagship" in client.get(reverse("stores:store_detail", args=[store.pk])).content.decode()


def test_the_page_says_how_sure_the_class_of_the_last_valid_run_is(client, cast):
    store = area_of(cast.rep, 45, 30)[0]
    run = propose_classification(cast.center, MONTH, actor=Actor.system("test"), at=AT)
    client.force_login(cast.rep)
    before = client.get(store.get_absolute_url()).context["tabs"].content["sureness"]
    make_valid(run, actor=Actor.system("test"), at=AT)
    measure_certainty(run)

    page = client.get(store.get_absolute_url())

    assert before is None
    assert page.context["tabs"].content["sureness"].words in page.content.decode()


@pytest.mark.parametrize("typed", ["解放", "jfl", "jiefang", "s1", "星光", "xgtx 解放", "Ｓ１"])
def test_a_store_is_found_by_its_own_and_by_its_customers_name(client, cast, typed):
    StoreFactory(customer=CustomerFactory(rep=cast.rep, name="星光通讯"), name="解放路店", code="S1")
    StoreFactory(customer=CustomerFactory(rep=cast.rep, name="别家"), name="中山路店", code="T2")
    client.force_login(cast.manager)

    rows = client.get(reverse("stores:store_list"), {"q": typed}).context["table"].page.records

    assert [row.code for row in rows] == ["S1"]


@pytest.mark.parametrize(
    "asked",
    [
        {"customer": "xg"},
        {"division": "3301"},
        {"division": "杭州 西湖"},
        {"opened_from": "2026-01-01", "opened_until": "2026-12-31"},
        {"provisional": "False"},
        {"customer": "星光", "division": "330106", "store_class": "B", "q": "jie"},
    ],
)
def test_the_less_usual_filters_narrow_and_combine(client, cast, asked):
    mine = {"division_code": "330106", "opened_on": date(2026, 5, 1), "class_is_provisional": False}
    StoreFactory(
        customer=CustomerFactory(rep=cast.rep, name="星光"), name="解放路店", code="S1", store_class="B", **mine
    )
    StoreFactory(customer=CustomerFactory(rep=cast.rep, name="别家"), code="T2", division_code="310100")
    client.force_login(cast.rep)

    records = client.get(reverse("stores:store_list"), asked).context["table"].page.records

    assert [store.code for store in records] == ["S1"]
