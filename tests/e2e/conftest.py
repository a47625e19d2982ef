"""A phone and the stores of its day; and what a failed browser test leaves to read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from stores.models import StockCount
from tests.e2e.phone import Phone
from tests.factories.stores import PriceFactory, SkuFactory, StoreFactory
from tests.factories.visits import (
    ImageItemFactory,
    ImageStandardFactory,
    PlannedVisitFactory,
    RoutePlanFactory,
    VisitFactory,
)
from tests.visits.execution.payloads import picture
from visits.choices import ItemKind, VisitStatus
from visits.models import ImageCheck


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    if report.when == "call" and report.failed:
        for page in (item.funcargs.get("page"), getattr(item.funcargs.get("phone"), "page", None)):
            if page and not page.is_closed():
                report.sections.append(("Browser", f"{page.url}\n{page.locator('body').inner_text()}"))
    return report


@pytest.fixture
def phone(playwright, browser_type_launch_args, browser_context_args, live_server, tmp_path):
    phone = Phone(playwright, tmp_path / "profile", browser_type_launch_args, browser_context_args, live_server.url)
    yield phone
    phone.context.close()


@pytest.fixture
def door(tmp_path):
    file = tmp_path / "door.jpg"
    file.write_bytes(picture((2400, 1800)))
    return file


@pytest.fixture
def shops(cast):
    """Two stores planned for today, where the browser is, each with three SKUs and a check of last week."""
    standard = ImageStandardFactory(valid_from=timezone.localdate() - timedelta(days=30))
    items = [
        ImageItemFactory(standard=standard, position=1, name="海报", weight=30, required=4),
        ImageItemFactory(standard=standard, position=2, name="整洁", kind=ItemKind.LEVEL, weight=10, required=3),
    ]
    skus = [SkuFactory() for _ in range(3)]
    for sku in skus:
        PriceFactory(model=sku.model)
    plan = RoutePlanFactory(rep=cast.rep)
    return [make_store(cast, place, plan, standard, items, skus) for place in range(2)]


def make_store(cast, place, plan, standard, items, skus):
    store = StoreFactory(customer__rep=cast.rep, customer__center=cast.center, lon="121.470300", lat="31.230200")
    today, at = timezone.localdate(), timezone.now() - timedelta(days=7)
    last = VisitFactory(
        store=store, visited_on=at.date(), checked_in_at=at, status=VisitStatus.NO_CHECKOUT, image_standard=standard
    )
    for item in items:
        ImageCheck.objects.create(visit=last, item=item, measured=2)
    for sku in skus:
        StockCount.objects.create(store=store, sku=sku, counted_on=at.date(), quantity=5, recorded_at=at)
    PlannedVisitFactory(store=store, plan=plan, planned_on=today, position=place, arrive_minute=600 + place)
    return store
