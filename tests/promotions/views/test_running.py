"""Pages of a promotion that runs: tracking, calendar, material, helpers, proof."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from promotions.models import ExecutionCheck, TempBooking
from tests.factories.promotions import MaterialItemFactory, PromotionFactory, PromotionStoreFactory
from tests.factories.stores import SkuFactory
from tests.factories.visits import VisitFactory
from tests.journeys.merges import sell


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def place(cast, today):
    """A store of the rep in a promotion of ten days that began three days ago; it sold 4 on the first one."""
    sku = SkuFactory()
    promotion = PromotionFactory(
        status="published",
        handset_models=[sku.model],
        target_units=20,
        starts_on=today - timedelta(days=3),
        ends_on=today + timedelta(days=6),
    )
    place = PromotionStoreFactory(promotion=promotion, extra_units=20, store__customer__rep=cast.rep)
    sell(place.store, sku, 4, promotion.starts_on)
    sell(place.store, sku, 14, promotion.starts_on - timedelta(days=2))
    return place


def at(name, place, *more):
    return reverse(f"promotions:{name}", args=[place.promotion_id, *more])


def test_tracking_shows_units_against_what_is_expected(client, cast, place):
    client.force_login(cast.manager)

    page = client.get(at("promotion_tracking", place))

    units = page.context["tracking"].rows[0].units
    assert (units.sold, str(units.usual), str(units.goal), str(units.expected)) == (4, "5.0", "25.0", "7.5")
    assert units.is_red
    assert client.get(at("tracking_export", place)).getvalue()[:2] == b"PK"


def test_the_command_says_the_same(place):
    out = StringIO()

    call_command("promotion_tracking", place.promotion_id, "--json", stdout=out)

    answer = json.loads(out.getvalue())
    assert (answer["sold"], answer["expected"], answer["stores_without_proof"]) == (4, "7.5", 1)
    assert len(answer["by_day"]) == 10


@pytest.mark.parametrize("name", ["promotion_tracking", "promotion_material"])
def test_many_stores_cost_no_more_queries(client, cast, place, name, django_assert_max_num_queries):
    MaterialItemFactory(promotion=place.promotion)
    for _number in range(3):
        PromotionStoreFactory(promotion=place.promotion, store__customer__rep=cast.rep)
    client.force_login(cast.manager)
    client.get("/")

    with django_assert_max_num_queries(11):
        assert client.get(at(name, place)).status_code == 200


def test_the_rep_proves_it_in_the_visit_and_sends_twice_what_counts_once(client, cast, place, today):
    VisitFactory(store=place.store, visited_on=today)
    client.force_login(cast.rep)
    address = at("check_create", place, place.store_id)
    form = {"form_id": client.get(address).context["form_id"], "executed": "yes", "has_material": "true", "note": ""}

    client.post(address, form)
    client.post(address, form)

    check = ExecutionCheck.objects.unscoped(because="test").get()
    assert (check.executed, check.has_material, check.is_price_right) == ("yes", True, None)
    assert client.get(reverse("promotions:proof_list"), {"proof": "missing"}).context["table"].page.paginator.count == 0


def test_without_a_visit_there_is_nothing_to_prove_with(client, cast, place):
    client.force_login(cast.rep)

    page = client.get(at("promotion_at_store", place, place.store_id))

    assert reverse("visits:visit_start", args=[place.store_id]) in page.content.decode()
    assert client.get(at("check_create", place, place.store_id)).status_code == 403


def test_material_is_received_on_the_page_of_the_store(client, cast, place):
    item = MaterialItemFactory(promotion=place.promotion, per_store=3)
    client.force_login(cast.marketing)
    client.post(at("material_send", place))
    client.force_login(cast.rep)
    address = at("material_move", place, place.store_id, item.pk)

    client.post(address, {"kind": "received", "quantity": "3"})
    client.post(address, {"kind": "received", "quantity": "1"})

    assert client.get(at("promotion_material", place)).context["sums"][0].received == 3


def test_helpers_are_booked_from_the_page(client, cast, place, today):
    type(place.promotion).objects.update(budget_yuan=1000)
    client.force_login(cast.manager)
    address = at("promotion_temps", place)
    form = {
        "form_id": client.get(address).context["form_id"],
        "store": place.store_id,
        "first": str(today),
        "last": str(today + timedelta(days=1)),
        "people": 2,
        "hours": "8",
        "day_rate_yuan": "150",
    }

    client.post(address, form)
    client.post(address, form)

    assert TempBooking.objects.unscoped(because="test").count() == 2
    assert client.get(address).context["cost_yuan"] == 600


def test_the_calendar_marks_what_clashes(client, cast, place, today):
    model = place.promotion.handset_models.get()
    other = PromotionFactory(
        status="published",
        name="另一个促销",
        handset_models=[model],
        starts_on=place.promotion.starts_on,
        ends_on=place.promotion.ends_on,
    )
    PromotionStoreFactory(promotion=other, store=place.store)
    client.force_login(cast.rep)

    calendar = client.get(reverse("promotions:calendar"), {"month": f"{today:%Y-%m}"}).context["calendar"]

    assert calendar.clashing == 2
    assert sorted(name for row in calendar.rows for name in row.clashes) == sorted([other.name, place.promotion.name])


def test_the_calendar_costs_the_same_whatever_its_length(client, cast, place, django_assert_max_num_queries):
    for _number in range(3):
        PromotionStoreFactory(promotion=PromotionFactory(status="published"), store=place.store)
    client.force_login(cast.rep)
    client.get("/")

    with django_assert_max_num_queries(9):
        client.get(reverse("promotions:calendar"), {"month": str(date(2026, 12, 1))[:7]})
