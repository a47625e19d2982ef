import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from stores.models import Customer
from tests.factories.stores import CustomerFactory, SalesMonthFactory, StoreFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(cast):
    return CustomerFactory(rep=cast.rep, name="星光通讯", code="K1")


def test_a_rep_sees_customers_by_their_stores_too(client, cast, customer):
    StoreFactory(customer=customer, rep=cast.colleague)
    client.force_login(cast.colleague)

    assert "星光通讯" in client.get(reverse("stores:customer_list")).content.decode()
    assert client.get(reverse("stores:customer_edit", args=[customer.pk])).status_code == 403


def test_the_list_costs_the_same_for_one_and_for_three(client, cast, customer):
    client.force_login(cast.manager)
    counts = []
    for more in (0, 2):
        for _ in range(more):
            StoreFactory(customer=CustomerFactory(rep=cast.rep))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("stores:customer_list"))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_rep_edits_contacts_only(client, cast, customer):
    client.force_login(cast.rep)
    url = reverse("stores:customer_edit", args=[customer.pk])
    fields = set(client.get(url).context["form"].fields)

    response = client.post(url, {"phone": "13900000000", "credit_yuan": "999999", "reason": "new phone", "revision": 1})

    contact = {"contact_name", "contact_role", "contact_note", "phone"}
    assert fields == {"legal_name", "tax_id", "reason"} | contact
    after = Customer.objects.unscoped(because="test").get()
    assert (response.status_code, after.phone, after.credit_yuan) == (302, "13900000000", customer.credit_yuan)


def test_a_new_customer_takes_its_reps_center(client, cast):
    client.force_login(cast.manager)

    response = client.post(
        reverse("stores:customer_create"),
        {
            "form_id": "2f3c0b0e-6a5f-4c0e-9d70-3f0b6d3b8a13",
            "code": "K9",
            "name": "新客户",
            "kind": "independent",
            "rep": cast.rep.pk,
            "payment_days": "30",
            "credit_yuan": "0",
            "rebate_percent": "2",
            "monthly_support_yuan": "0",
            "monthly_cost_yuan": "0",
            "status": "active",
        },
    )

    assert response.status_code == 302
    assert Customer.objects.unscoped(because="test").get().center == cast.center


@pytest.mark.parametrize(("place", "found"), [("杭州", ["C1"]), ("310100", ["C2"]), ("西湖 上海", []), ("nowhere", [])])
def test_customers_are_found_by_the_city_of_their_stores(client, cast, place, found):
    for code, division in (("C1", "330106"), ("C2", "310100")):
        StoreFactory(customer=CustomerFactory(rep=cast.rep, code=code), division_code=division)
    client.force_login(cast.manager)

    table = client.get(reverse("stores:customer_list"), {"division": place}).context["table"]

    assert [row.record.code for row in table.page.object_list] == found


def test_the_page_of_a_customer_has_a_tab_for_all_that_is_known_of_it(client, cast, customer):
    SalesMonthFactory(store=StoreFactory(customer=customer), sell_out=7)
    client.force_login(cast.rep)
    url = reverse("stores:customer_detail", args=[customer.pk])
    keys = [tab.key for tab in client.get(url).context["tabs"].tabs]

    pages = {key: client.get(url, {"tab": key}).context["tabs"].template for key in keys}

    assert keys == ["archive", "contacts", "stores", "sales", "history", "plans", "reviews"]
    assert len(set(pages.values())) == len(keys)


def test_its_sales_are_the_sum_of_the_stores_that_one_sees(client, cast, customer):
    month = timezone.localdate().replace(day=1)
    for rep, units in ((cast.rep, 7), (cast.colleague, 5)):
        SalesMonthFactory(store=StoreFactory(customer=customer, rep=rep), month=month, sell_out=units, records=1)
    shown = {}
    for who in ("rep", "manager"):
        client.force_login(getattr(cast, who))
        page = client.get(reverse("stores:customer_detail", args=[customer.pk]), {"tab": "sales"})
        shown[who] = sum(line.sell_out for line in page.context["tabs"].content["months"])

    assert shown == {"rep": 7, "manager": 12}
