from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from salesops.workflow.selectors.history import history_of
from stores.models import HandsetModel, Price
from tests.factories.stores import HandsetModelFactory, PriceFactory, SkuFactory

pytestmark = pytest.mark.django_db

FORM_ID = "2f3c0b0e-6a5f-4c0e-9d70-3f0b6d3b8a14"


def test_marketing_makes_a_model_with_sku_and_price(client, cast):
    client.force_login(cast.marketing)

    client.post(
        reverse("stores:model_create"), {"form_id": FORM_ID, "code": "XH20", "name": "星河 20", "brand": "星河"}
    )
    model = HandsetModel.objects.get()
    client.post(reverse("stores:sku_create", args=[model.pk]), {"code": "XH20-BK", "colour": "黑", "memory": "8+256"})
    price = {"starts_on": "2026-03-01", "list_yuan": "1999", "supply_yuan": "1699"}
    client.post(reverse("stores:price_set", args=[model.pk]), price)

    assert (model.skus.get().code, model.prices.get().list_yuan) == ("XH20-BK", Decimal(1999))
    assert [event.step for event in history_of(model)] == ["price", "sku", "create"]


def test_a_price_of_the_same_day_is_replaced_and_kept_in_history(client, cast):
    price = PriceFactory(starts_on=date(2026, 3, 1))
    client.force_login(cast.marketing)

    typed = {"starts_on": "2026-03-01", "list_yuan": "1799", "supply_yuan": "1599", "reason": "typo"}
    client.post(reverse("stores:price_set", args=[price.model_id]), typed)

    assert Price.objects.get().list_yuan == Decimal(1799)
    change = history_of(price.model)[0].changes.get()
    assert (change.before, change.after) == ("1999.00 / 1699.00", "1799.00 / 1599.00")


def test_a_sku_code_exists_once(client, cast):
    sku = SkuFactory(code="U1")
    client.force_login(cast.marketing)

    response = client.post(reverse("stores:sku_create", args=[sku.model_id]), {"code": "U1", "colour": "白"})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["code"])


def test_the_list_shows_the_price_of_today(client, cast):
    model = HandsetModelFactory()
    for day, yuan in ((date(2026, 1, 1), 1999), (date(2026, 6, 1), 1799), (date(2099, 1, 1), 999)):
        PriceFactory(model=model, starts_on=day, list_yuan=Decimal(yuan))
    client.force_login(cast.rep)

    row = client.get(reverse("stores:model_list")).context["table"].data[0]

    assert row.list_yuan == Decimal(1799)


@pytest.mark.parametrize(
    "asked",
    [{"q": "xh20 黑"}, {"q": "U1"}, {"brand": "星河"}, {"series": "X"}, {"is_own": "True"}, {"on_sale": "yes"}],
)
def test_a_variant_is_found_by_its_own_words_and_by_its_model(client, cast, asked):
    SkuFactory(code="U1", model=HandsetModelFactory(name="星河 20", series="X"), colour="黑")
    other = HandsetModelFactory(name="别机", brand="别家", series="Y", is_own=False, ended_on=date(2024, 6, 1))
    SkuFactory(code="V2", model=other, colour="白")
    client.force_login(cast.rep)

    records = client.get(reverse("stores:sku_list"), asked).context["table"].page.records

    assert [sku.code for sku in records] == ["U1"]
