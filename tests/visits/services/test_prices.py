"""Prices on the tags against the list price of the visit's day (handbook H5.2)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from tests.factories.stores import PriceFactory, SkuFactory
from tests.factories.visits import VisitFactory
from tests.visits.execution.payloads import ARRIVED, SENT, visit_payload
from tests.visits.services.test_checklists import draft, lines_of
from visits.choices import VisitStep
from visits.models import VisitPrice
from visits.selectors.day_pack import day_pack
from visits.selectors.parked import parts_of
from visits.selectors.progress import progress_of
from visits.services.checklists import publish_checklist, remove_line, save_line
from visits.services.filling import VisitClosed, skip_step
from visits.services.mistakes import PayloadRefused
from visits.services.payload import read_visit
from visits.services.prices import save_prices
from visits.services.receive import receive_visit

pytestmark = pytest.mark.django_db
DAY = ARRIVED.date()


def rows_of(model):
    return model.objects.unscoped(because="tests")


def tags(shop, *prices):
    return [{"sku": sku.code, "price_yuan": price} for sku, price in zip(shop.skus, prices, strict=False)]


def listed(sku, yuan, starts_on=date(2026, 1, 1)):
    sku.model.prices.all().delete()
    return PriceFactory(model=sku.model, starts_on=starts_on, list_yuan=yuan)


@pytest.fixture
def found(cast, shop):
    """A visit whose first tag is 6 % below the list and whose second is on the list."""
    for sku in shop.skus:
        listed(sku, "3000.00")
    return receive_visit(visit_payload(shop, prices=tags(shop, "2820", "3000.00")), actor=cast.actor("rep"), at=SENT)


def test_a_tag_is_judged_by_the_list_price_of_the_visits_day_and_keeps_what_it_was_judged_by(cast, shop, found):
    listed(shop.skus[0], "2820.00")
    type(cast.center).objects.filter(pk=cast.center.pk).update(price_band_percent=50)

    prices = rows_of(VisitPrice).order_by("shelf_yuan")

    assert [(price.shelf_yuan, price.list_yuan, price.band_percent, price.is_off) for price in prices] == [
        (Decimal("2820.00"), Decimal("3000.00"), 5, True),
        (Decimal("3000.00"), Decimal("3000.00"), 5, False),
    ]
    assert (prices[0].deviation.yuan, prices[0].deviation.share) == (Decimal("-180.00"), Decimal("-0.060"))


def test_a_price_that_begins_tomorrow_and_a_model_without_one_judge_nothing(cast, shop):
    listed(shop.skus[0], "3000.00", starts_on=DAY + timedelta(days=1))
    shop.skus[1].model.prices.all().delete()

    receive_visit(visit_payload(shop, prices=tags(shop, 1, 2)), actor=cast.actor("rep"), at=SENT)

    assert list(rows_of(VisitPrice).values_list("list_yuan", "is_off")) == [(None, False)] * 2


def test_a_visit_sent_twice_has_its_prices_once_and_older_phones_keep_their_digest(cast, shop):
    payload = visit_payload(shop, prices=tags(shop, 2999, "2999.50"))

    visits = {receive_visit(payload, actor=cast.actor("rep"), at=SENT).pk for _ in range(2)}

    bare = visit_payload(shop)
    assert (len(visits), rows_of(VisitPrice).count()) == (1, 2)
    assert read_visit(bare, []).digest == read_visit(bare | {"prices": []}, []).digest
    written = [read_visit(bare | {"prices": tags(shop, price)}, []).digest for price in (2999, "2999.00", 2999.0)]
    assert len(set(written)) == 1


@pytest.mark.parametrize(
    ("row", "path"),
    [
        ({"sku": "NIX", "price_yuan": 1}, "prices[0].sku"),
        ({"sku": "", "price_yuan": 1}, "prices[0].sku"),
        ({"price_yuan": 0}, "prices[0].price_yuan"),
        ({"price_yuan": "1.001"}, "prices[0].price_yuan"),
        ({"price_yuan": None}, "prices[0].price_yuan"),
        ({"price_yuan": 10**9}, "prices[0].price_yuan"),
    ],
)
def test_a_price_that_is_none_is_named_at_its_path(cast, shop, row, path):
    prices = [{"sku": shop.skus[0].code} | row]

    with pytest.raises(PayloadRefused) as refused:
        receive_visit(visit_payload(shop, prices=prices), actor=cast.actor("rep"), at=SENT)

    assert path in [mistake.path for mistake in refused.value.mistakes]


def test_a_sku_that_stands_twice_is_refused(cast, shop):
    with pytest.raises(PayloadRefused) as refused:
        receive_visit(visit_payload(shop, prices=tags(shop, 5) * 2), actor=cast.actor("rep"), at=SENT)

    assert [mistake.path for mistake in refused.value.mistakes] == ["prices[1].sku"]


def test_a_center_may_require_the_prices(cast, shop):
    new, manager = draft(cast), cast.actor("manager")
    for line in lines_of(new):
        if line.step == VisitStep.PRICES:
            save_line(new, line, {"is_required": True}, actor=manager, at=SENT)
        else:
            remove_line(line, actor=manager, at=SENT)
    held = publish_checklist(new, actor=manager, at=SENT)
    bare = {"checklist": held.version, "counts": [], "image": None, "photos": [], "next_steps": []}

    with pytest.raises(PayloadRefused) as refused:
        receive_visit(visit_payload(shop, **bare), actor=cast.actor("rep"), at=SENT)
    receive_visit(visit_payload(shop, **bare, prices=tags(shop, 5)), actor=cast.actor("rep"), at=SENT)

    assert [mistake.path for mistake in refused.value.mistakes] == ["skipped"]


def test_the_phone_gets_list_price_band_and_what_the_tag_said_last_time(cast, shop, found):
    parts = {part.name: part.content for part in day_pack(cast.actor("rep"), DAY + timedelta(days=7))}

    store = parts[f"store-{shop.store.pk}"]
    assert (store["price_band"], store["prices"]) == (5, {shop.skus[0].code: "2820.00", shop.skus[1].code: "3000.00"})
    assert {sku["list_yuan"] for sku in parts["catalogue"]} == {"3000.00"}


def test_on_the_page_a_deviation_is_told_at_its_line_and_the_rest_taken_from_the_list(client, cast, shop, open_visit):
    listed(shop.skus[0], "3000.00")
    skip_step(open_visit, VisitStep.PRICES, "没时间", actor=cast.actor("rep"))
    client.force_login(cast.rep)
    sku = shop.skus[0]
    save = reverse("visits:visit_prices", args=[open_visit.pk])

    told = client.post(save, {f"price-{sku.pk}": "2700"}, headers={"HX-Request": "true"}).content.decode()
    filled = client.get(reverse("visits:visit_fill", args=[open_visit.pk])).content.decode()
    refused = client.post(save, {f"price-{sku.pk}": "-1"}, headers={"HX-Request": "true"})
    state = progress_of(open_visit)
    client.post(save, {f"price-{sku.pk}": ""})

    assert "−¥\u00a0300.00" in told
    assert "−10.0\u00a0%" in told
    assert 'value="2700.00"' in filled
    assert refused.status_code == 422
    assert (VisitStep.PRICES in state.done, state.skipped) == (True, {})
    assert rows_of(VisitPrice).count() == 0


@pytest.mark.parametrize(("source", "expected"), [("list", "3000.00"), ("last", "2820.00")])
def test_one_tap_takes_the_rest_from_the_list_or_the_last_visit(client, cast, shop, found, source, expected):
    later = VisitFactory(
        store=shop.store, visited_on=DAY + timedelta(days=7), checked_in_at=ARRIVED + timedelta(days=7)
    )
    client.force_login(cast.rep)

    client.post(reverse("visits:visit_prices_fill", args=[later.pk]), {"what": source})

    assert rows_of(VisitPrice).get(visit=later, sku=shop.skus[0]).shelf_yuan == Decimal(expected)


def test_a_visit_that_is_over_takes_no_price(cast, shop, found):
    with pytest.raises(VisitClosed):
        save_prices(found, {shop.skus[0].pk: Decimal(1)}, actor=cast.actor("rep"))


@pytest.mark.parametrize("who", ["manager", "marketing", "hq"])
def test_those_who_lead_see_what_is_off_the_list_and_how_many_keep_to_it(client, cast, shop, found, who):
    client.force_login(getattr(cast, who))

    page = client.get(reverse("visits:price_list"))
    everything = client.get(reverse("visits:price_list"), {"band": ""})
    below = client.get(reverse("visits:price_list"), {"band": "below"})
    above = client.get(reverse("visits:price_list"), {"band": "above"})

    shown = [
        [price.shelf_yuan for price in answer.context["table"].page.records]
        for answer in (page, everything, below, above)
    ]
    assert shown == [[Decimal(2820)], [Decimal(3000), Decimal(2820)], [Decimal(2820)], []]
    assert (page.context["compliance"].kept, page.context["compliance"].judged) == (1, 2)
    assert "50.0" in page.content.decode()
    detail = client.get(found.get_absolute_url()).content.decode()
    assert "¥\u00a02,820.00" in detail


def test_the_manager_of_another_center_sees_none_of_it(client, cast, found):
    client.force_login(cast.stranger)

    page = client.get(reverse("visits:price_list"), {"band": ""})

    assert list(page.context["table"].page.records) == []
    assert page.context["compliance"].judged == 0


def test_the_list_as_a_file_has_plain_figures(client, cast, found):
    client.force_login(cast.marketing)

    lines = client.get(reverse("visits:price_list"), {"export": "csv"}).getvalue().decode("utf-8-sig").splitlines()

    assert len(lines) == 2
    assert "2820.00,3000.00,-180.00,-0.060" in lines[1]


def test_a_parked_version_shows_its_prices_beside_those_that_stand(shop, found):
    parts = {part.label: part for part in parts_of({"prices": tags(shop, 2600)}, found)}

    prices = parts[VisitStep.PRICES.label]
    code = shop.skus[0].code
    assert (prices.sent, prices.stands[0], prices.differs) == ((f"{code}: 2600",), f"{code}: 2820.00", True)


def test_a_sku_of_another_brand_without_a_list_price_is_kept(cast, shop):
    other = SkuFactory(model__is_own=False, model__brand="别家", code="RIVAL")

    receive_visit(visit_payload(shop, prices=[{"sku": "RIVAL", "price_yuan": 1999}]), actor=cast.actor("rep"), at=SENT)

    assert rows_of(VisitPrice).get().sku == other
