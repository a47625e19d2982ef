"""What ran at a customer's stores stands in its review, as the plan knew it (handbook H6, H7, H9)."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from promotions.choices import Executed, PromotionStatus
from tests.factories.promoters import AssignmentFactory
from tests.factories.promotions import ExecutionCheckFactory, PromotionFactory, PromotionStoreFactory
from tests.factories.stores import StoreFactory
from tests.reports.services.month import a_month, built, the_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(cast):
    """Ten extra units of two stores, of which one proved it; one promoter in that store; 7 sold of the model."""
    store = a_month(center=cast.center, rep=cast.rep)
    store.customer.rep, store.customer.center = cast.rep, cast.center
    store.customer.save()
    other = StoreFactory(customer=store.customer, center=cast.center, rep=cast.rep)
    model = store.customer.plans.unscoped(because="test").get().lines.unscoped(because="test").get().model
    promotion = PromotionFactory(
        name="国庆礼包",
        status=PromotionStatus.PUBLISHED,
        starts_on=date(2026, 10, 1),
        ends_on=date(2026, 10, 8),
        handset_models=[model],
    )
    for place, units in ((store, 6), (other, 4)):
        PromotionStoreFactory(promotion=promotion, store=place, extra_units=units)
    ExecutionCheckFactory(promotion=promotion, store=store, checked_on=date(2026, 10, 3), executed=Executed.YES)
    AssignmentFactory(store=store, starts_on=date(2026, 9, 1))
    built(customer_ids=[store.customer_id])
    return the_review()


def test_a_promotion_says_what_was_planned_done_and_sold(review):
    campaigns = review.inputs["campaigns"]

    promotion, promoters = campaigns
    assert {name: promotion[name] for name in ("kind", "name", "stores", "done", "planned", "actual")} == {
        "kind": "promotion",
        "name": "国庆礼包",
        "stores": 2,
        "done": 1,
        "planned": 10,
        "actual": 7,
    }
    assert promoters == {"kind": "promoter", "people": 1, "stores": 1, "actual": 11}


def test_page_and_workbook_say_so_too(client, cast, review):
    client.force_login(cast.manager)

    page = client.get(review.get_absolute_url()).content.decode()
    answer = client.get(reverse("reports:review_export", args=[review.pk]))

    assert "国庆礼包" in page
    assert "1 ÷ 2" in page
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    assert next(book.worksheets[4].iter_rows(min_row=2, values_only=True)) == ("国庆礼包", 1, 2, 10, 7)


def test_a_second_build_finds_nothing_new(review):
    assert built(customer_ids=[review.customer_id]).outcomes["unchanged"] == 1
