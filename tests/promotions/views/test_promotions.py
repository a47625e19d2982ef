"""Pages of promotions."""

import pytest
from django.urls import reverse

from promotions.models import Promotion, PromotionStore
from tests.factories.promotions import PromotionFactory, PromotionStoreFactory
from tests.factories.stores import HandsetModelFactory, StoreFactory

TARGETS = {"classes": ["C"], "extra_a": 0, "extra_b": 0, "extra_c": 3}


def test_marketing_plans_a_promotion_from_the_form_to_its_publishing(client, cast):
    store, model = StoreFactory(), HandsetModelFactory()
    client.force_login(cast.marketing)
    form = client.get(reverse("promotions:promotion_create")).context["form_id"]
    offer = {
        "form_id": form,
        "name": "双十二",
        "kind": "gift",
        "mechanics": "赠耳机",
        "starts_on": "2026-12-05",
        "ends_on": "2026-12-14",
        "handset_models": [model.pk],
        "budget_yuan": "1000",
    }

    client.post(reverse("promotions:promotion_create"), offer)
    client.post(reverse("promotions:promotion_create"), offer)
    promotion = Promotion.objects.get()
    client.post(reverse("promotions:promotion_stores", args=[promotion.pk]), TARGETS)
    client.post(reverse("promotions:promotion_publish", args=[promotion.pk]))

    promotion.refresh_from_db()
    place = PromotionStore.objects.unscoped(because="test").get()
    assert promotion.status == "published"
    assert (place.store, place.extra_units) == (store, 3)


def test_counting_first_saves_nothing(client, cast):
    StoreFactory.create_batch(2)
    promotion = PromotionFactory()
    client.force_login(cast.marketing)

    page = client.post(reverse("promotions:promotion_stores", args=[promotion.pk]), {**TARGETS, "preview": "1"})

    assert page.context["reach"].stores == 2
    assert not PromotionStore.objects.unscoped(because="test").exists()


def test_an_end_before_the_start_is_told_at_the_form(client, cast):
    client.force_login(cast.marketing)

    page = client.post(
        reverse("promotions:promotion_create"),
        {"name": "x", "kind": "gift", "mechanics": "x", "starts_on": "2026-12-05", "ends_on": "2026-12-01"},
    )

    assert page.status_code == 422
    assert not Promotion.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(client, cast, django_assert_max_num_queries, rows):
    for _number in range(rows):
        PromotionStoreFactory(store__customer__rep=cast.rep)
    client.force_login(cast.hq)
    client.get("/")

    with django_assert_max_num_queries(9):
        assert client.get(reverse("promotions:promotion_list")).status_code == 200


def test_a_clash_is_said_before_the_stores_are_saved(client, cast):
    store, model = StoreFactory(), HandsetModelFactory()
    PromotionStoreFactory(promotion=PromotionFactory(handset_models=[model], name="早已计划"), store=store)
    promotion = PromotionFactory(handset_models=[model])
    address = reverse("promotions:promotion_stores", args=[promotion.pk])
    client.force_login(cast.marketing)

    page = client.post(address, TARGETS)
    assert "早已计划" in page.content.decode()
    assert not promotion.stores.unscoped(because="test").exists()

    client.post(address, {**TARGETS, "clashes_seen": "1"})
    assert promotion.stores.unscoped(because="test").count() == 1


def test_a_clash_is_said_when_a_promotion_is_made_before_anything_is_saved(client, cast):
    model = HandsetModelFactory()
    other = PromotionFactory(handset_models=[model], name="早已计划")
    PromotionStoreFactory(promotion=other, store__customer__rep=cast.rep)
    PromotionStoreFactory(promotion=other, store__customer__rep=cast.foreign_rep)
    address = reverse("promotions:promotion_create")
    client.force_login(cast.manager)
    offer = {
        "form_id": client.get(address).context["form_id"],
        "name": "再来一次",
        "kind": "gift",
        "mechanics": "赠耳机",
        "budget_yuan": "1000",
        "starts_on": other.starts_on,
        "ends_on": other.ends_on,
        "handset_models": [model.pk],
    }

    page = client.post(address, offer)
    assert [clash.stores for clash in page.context["clashes"]] == [1]
    assert "早已计划" in page.content.decode()
    assert not Promotion.objects.filter(name="再来一次").exists()

    client.post(address, offer | {"clashes_seen": "1"})
    assert Promotion.objects.filter(name="再来一次").exists()


def test_shares_are_typed_on_the_page_of_the_center(client, cast):
    promotion = PromotionFactory(status="published")
    places = [PromotionStoreFactory(promotion=promotion, store__customer__rep=cast.rep) for _number in range(3)]
    address = reverse("promotions:promotion_shares", args=[promotion.pk, cast.center.pk])
    client.force_login(cast.manager)

    page = client.post(address, {f"share-{places[0].pk}": "14"})
    assert (page.status_code, page.context["places"][0].extra_units) == (409, 14)

    client.post(address, {f"share-{places[0].pk}": "14", "spread": "1"})
    assert [p.extra_units for p in PromotionStore.objects.unscoped(because="test").order_by("pk")] == [14, 8, 8]


def test_a_cost_is_added_once_however_often_it_is_sent(client, cast):
    promotion = PromotionFactory()
    address = reverse("promotions:promotion_costs", args=[promotion.pk])
    client.force_login(cast.marketing)
    form = {
        "form_id": client.get(address).context["form_id"],
        "kind": "gifts",
        "cost_on": "2026-12-01",
        "quantity": 2,
        "unit_price_yuan": "30",
    }

    client.post(address, form)
    client.post(address, form)

    assert promotion.cost_lines.unscoped(because="test").count() == 1
    assert client.get(address).context["total_yuan"] == 60


@pytest.mark.parametrize("stores", [1, 4])
def test_the_page_of_a_promotion_costs_the_same_whatever_its_stores(
    client, cast, django_assert_max_num_queries, stores
):
    promotion = PromotionFactory(status="published", handset_models=[HandsetModelFactory()])
    for _number in range(stores):
        PromotionStoreFactory(promotion=promotion, store__customer__rep=cast.rep)
    client.force_login(cast.manager)
    client.get("/")

    with django_assert_max_num_queries(18):
        assert client.get(reverse("promotions:promotion_detail", args=[promotion.pk])).status_code == 200
