from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from stores.services.distribution_weeks import measure_weeks
from tests.factories.stores import (
    CustomerFactory,
    DistributionLineFactory,
    HandsetModelFactory,
    SkuFactory,
    StockCountFactory,
    StoreFactory,
)

pytestmark = pytest.mark.django_db
PAGE = reverse("stores:distribution")


@pytest.fixture
def sku(cast):
    return SkuFactory(model=HandsetModelFactory(name="星河 20", code="XH20"), colour="黑")


@pytest.fixture
def line(sku):
    return DistributionLineFactory(model=sku.model)


@pytest.fixture
def store(cast, line):
    return StoreFactory(customer=CustomerFactory(rep=cast.rep), code="S1", name="解放路店")


def page_of(client, url=PAGE, **asked):
    return client.get(url, asked).content.decode()


def sheet_in(response):
    rows = list(load_workbook(BytesIO(response.getvalue())).active.iter_rows(values_only=True))
    response.close()
    return rows


def test_the_page_shows_each_share_with_what_it_was_made_of(client, cast, store, sku):
    StoreFactory.create_batch(2, customer=store.customer)
    StockCountFactory(store=store, sku=sku, counted_on=timezone.localdate())
    client.force_login(cast.rep)

    page = page_of(client)

    assert "33.3\u00a0%" in page
    assert "1/3" in page


def test_a_model_opens_to_the_stores_that_lack_it_with_the_same_choice(client, cast, store, sku):
    client.force_login(cast.hq)

    page = page_of(client, center=cast.center.pk, store_class="C")
    gaps = reverse("stores:distribution_gaps", args=[sku.model.pk])

    assert f"{gaps}?center={cast.center.pk}&amp;store_class=C" in page
    assert "解放路店" in page_of(client, gaps, center=cast.center.pk)
    assert "解放路店" not in page_of(client, gaps, center=cast.other_center.pk)


@pytest.mark.parametrize(("who", "sees"), [("rep", True), ("colleague", False), ("manager", True), ("stranger", False)])
def test_each_is_told_of_the_stores_that_it_may_see(client, cast, store, sku, who, sees):
    client.force_login(getattr(cast, who))

    assert ("解放路店" in page_of(client, reverse("stores:distribution_gaps", args=[sku.model.pk]))) == sees


def test_the_exports_hold_numerators_and_denominators_and_the_stores(client, cast, store, sku):
    gaps = reverse("stores:distribution_gaps", args=[sku.model.pk])
    client.force_login(cast.manager)

    answers = [client.get(url, {"export": "xlsx"}) for url in (PAGE, gaps)]
    models, stores = [sheet_in(answer) for answer in answers]

    assert models[1] == ("XH20", "星河 20", 1, 0, 0, 0, 0, None, 0, 1)
    assert stores[1][:3] == ("解放路店", "S1", "C")


@pytest.mark.parametrize("day", ["2999-01-01", "gestern", ""])
def test_a_day_that_cannot_be_measured_is_today(client, cast, store, day):
    client.force_login(cast.manager)

    assert client.get(PAGE, {"on": day}).context["on"] == timezone.localdate()
    assert client.get(PAGE, {"on": "2025-12-31"}).context["sheet"].on == date(2025, 12, 31)


def test_the_stores_tab_says_what_is_missing(client, cast, store, sku):
    client.force_login(cast.rep)

    page = page_of(client, store.get_absolute_url(), tab="distribution")

    assert "星河 20" in page
    assert "0/1" in page


def test_all_centers_together_stand_as_the_night_has_measured_them(client, cast, store, sku):
    yesterday = timezone.localdate() - timedelta(days=1)
    measure_weeks(cast.center, until=yesterday)
    StockCountFactory(store=store, sku=sku, counted_on=yesterday)
    client.force_login(cast.hq)

    sheets = [client.get(PAGE, {"center": center}).context["sheet"] for center in ("", cast.center.pk)]

    assert [(sheet.is_rolled_up, sheet.lines[0].distribution.carrying) for sheet in sheets] == [(True, 0), (False, 1)]
    assert [sheet.target_stores for sheet in sheets] == [1, 1]


def test_a_models_page_shows_its_distribution_where_it_was_measured(client, cast, store, sku):
    client.force_login(cast.manager)
    assert client.get(sku.model.get_absolute_url()).context["distribution"] is None

    measure_weeks(cast.center, until=timezone.localdate(), count=2)

    assert "0/1" in page_of(client, sku.model.get_absolute_url())
    assert "spark" in page_of(client, sku.model.get_absolute_url())


def test_only_the_list_is_exchanged_when_the_choice_changes(client, cast, store):
    client.force_login(cast.manager)

    page = client.get(PAGE, headers={"HX-Request": "true", "HX-Target": "list"}).content.decode()

    assert page.lstrip().startswith('<div id="list">')


@pytest.mark.parametrize("address", [PAGE, "gaps", "tab"])
def test_pages_cost_the_same_for_one_and_for_three(client, cast, store, sku, address):
    own = {
        "gaps": reverse("stores:distribution_gaps", args=[sku.model.pk]),
        "tab": f"{store.get_absolute_url()}?tab=distribution",
    }
    client.force_login(cast.manager)
    counts = []
    for more in (0, 2):
        for _ in range(more):
            StoreFactory(customer=CustomerFactory(rep=cast.rep))
            DistributionLineFactory(model=SkuFactory().model)
        with CaptureQueriesContext(connection) as queries:
            client.get(own.get(address, address))
        counts.append(len(queries))

    assert counts[0] == counts[1]
