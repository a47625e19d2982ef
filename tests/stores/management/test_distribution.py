import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from stores.models import DistributionWeek
from tests.factories.stores import (
    CustomerFactory,
    DistributionLineFactory,
    SalesMonthFactory,
    SkuFactory,
    StockCountFactory,
    StoreFactory,
)
from tests.stores.shelves import ON

pytestmark = pytest.mark.django_db


@pytest.fixture
def sku(cast):
    sku = SkuFactory(model__code="XH20")
    DistributionLineFactory(model=sku.model)
    stores = StoreFactory.create_batch(2, customer=CustomerFactory(rep=cast.rep))
    StockCountFactory(store=stores[0], sku=sku, counted_on=ON)
    SalesMonthFactory(store=stores[1], model=sku.model, sell_out=9)
    return sku


def said(name, **options):
    out = StringIO()
    call_command(name, stdout=out, **options)
    return out.getvalue()


def test_the_figures_of_a_center_as_json(cast, sku):
    report = json.loads(said("distribution", center=cast.center.code, model="XH20", on=ON, json=True))

    assert (report["target_stores"], report["unknown"]) == (2, 1)
    assert report["models"][0]["numeric"] == {"part": 1, "whole": 2}
    assert report["models"][0]["weighted"] == {"part": 0, "whole": 9}
    assert [(one["found"], one["weight"]) for one in report["lacking"]] == [("unknown", 9)]


def test_the_figures_of_a_center_in_words(cast, sku):
    assert "XH20: numeric 1/2, weighted 0/9" in said("distribution", center=cast.center.code, on=ON)


def test_the_weeks_are_made_anew(cast, sku):
    report = json.loads(said("rebuild_distribution", center=cast.center.code, weeks=3, json=True))

    assert report == {"distribution_weeks": 3}
    assert DistributionWeek.objects.unscoped(because="test").count() == 3


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("distribution", {"center": "XX"}),
        ("rebuild_distribution", {"center": "XX"}),
        ("rebuild_distribution", {"weeks": 0}),
    ],
)
def test_what_is_not_there_is_refused(cast, name, options):
    with pytest.raises(CommandError):
        said(name, **options)
