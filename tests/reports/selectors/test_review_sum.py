"""The review of a center and of the company is the sum of its customers', and opens down to them (handbook H9)."""

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from reports.calc.review import Comparison
from reports.choices import ReviewStatus
from reports.selectors.review_sum import Area, review_sum
from salesops.periods.month import Month
from tests.factories.reports import BusinessReviewFactory, ReviewLineFactory, ReviewWalkFactory
from tests.factories.stores import CustomerFactory, HandsetModelFactory
from tests.factories.visits import MORNING

OCTOBER = Month(2026, 10)

pytestmark = pytest.mark.django_db


@pytest.fixture
def model():
    return HandsetModelFactory(name="X60")


@pytest.fixture
def reviews(cast, model):
    """Two customers of the rep, one of its colleague, one of another center: 10 planned each, 7, 8, 9, 40 sold."""
    owners = (cast.rep, cast.rep, cast.colleague, None)
    made = []
    for owner, actual in zip(owners, (7, 8, 9, 40), strict=True):
        customer = CustomerFactory(rep=owner) if owner else CustomerFactory()
        review = BusinessReviewFactory(
            customer=customer, planned_profit_yuan=Decimal(100), earned_profit_yuan=Decimal(actual)
        )
        ReviewLineFactory(review=review, model=model, actual=actual)
        made.append(review)
    made[0].status, made[0].confirmed_at = ReviewStatus.CONFIRMED, MORNING
    made[0].save()
    ReviewWalkFactory(review=made[0])
    return made


def summed(cast, who, **area):
    return review_sum(cast.actor(who), Area(OCTOBER, **area))


def test_the_center_is_the_sum_of_its_reps(cast, reviews):
    whole = summed(cast, "manager")

    assert whole.sold == Comparison(24, 30, 24, 36)
    assert (whole.planned_profit_yuan, whole.earned_profit_yuan) == (300, 24)
    assert [(row.name, row.sold.actual) for row in whole.rows] == [(cast.rep.name, 15), (cast.colleague.name, 9)]
    assert (whole.state.reviews, whole.state.confirmed, whole.state.gone_through, whole.state.open) == (3, 1, 1, 2)


def test_the_company_is_the_sum_of_its_centers(cast, reviews):
    whole = summed(cast, "hq")

    assert (whole.sold.actual, whole.sold.plan) == (64, 40)
    assert {row.name for row in whole.rows} == {cast.center.name, reviews[3].center.name}
    assert whole.models == (("X60", Comparison(64, 40, 32, 48)),)


def test_each_level_opens_the_next_down_to_the_reviews(cast, reviews):
    center = summed(cast, "hq", center=cast.center.pk)
    rep = summed(cast, "hq", center=cast.center.pk, rep=cast.rep.pk)

    assert center.name == cast.center.name
    assert f"center={cast.center.pk}&rep={cast.rep.pk}" in {row.name: row.url for row in center.rows}[cast.rep.name]
    assert {row.url for row in rep.rows} == {review.get_absolute_url() for review in reviews[:2]}
    assert (rep.name, rep.sold.actual, rep.red_lines) == (cast.rep.name, 15, 1)


def test_a_manager_sees_nothing_of_another_center(cast, reviews):
    whole = summed(cast, "manager", center=reviews[3].center_id)

    assert (whole.name, whole.rows, whole.models, whole.sold.actual) == ("", (), (), 0)


@pytest.mark.parametrize("more", [0, 3])
def test_it_costs_a_fixed_number_of_queries(cast, reviews, more, django_assert_num_queries):
    for _ in range(more):
        ReviewLineFactory(review=BusinessReviewFactory(customer=CustomerFactory(rep=cast.rep)))

    with django_assert_num_queries(4):
        summed(cast, "manager")


def test_page_workbook_and_paper_say_the_same(client, cast, reviews):
    client.force_login(cast.manager)

    page = client.get(reverse("reports:review_sum") + "?month=2026-10").content.decode()
    workbook = client.get(reverse("reports:review_sum_export") + "?month=2026-10")
    paper = client.get(reverse("reports:review_sum_pdf") + "?month=2026-10")

    book = openpyxl.load_workbook(BytesIO(b"".join(workbook.streaming_content)))
    assert [row[:3] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)] == [
        (cast.rep.name, 20, 15),
        (cast.colleague.name, 10, 9),
    ]
    assert "24 ÷ 30" in page
    assert paper.content.startswith(b"%PDF-")
