"""What a launch or a promotion costs the field, said before it is published (handbook H5.1, H6)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from promotions.choices import LaunchStatus
from promotions.selectors.work_price import GUESSED_SECONDS, price_of_launch, price_of_promotion
from tests.factories.launches import LaunchFactory, LaunchModelFactory, LaunchStoreFactory, SellInFactory
from tests.factories.promotions import ExecutionCheckFactory, PromotionFactory, PromotionStoreFactory
from tests.factories.stores import StoreFactory
from tests.factories.visits import RoutePlanFactory, VisitFactory
from visits.choices import RouteStatus, VisitStep
from visits.models import RouteStop, StepSeconds

pytestmark = pytest.mark.django_db


@pytest.fixture
def store(cast):
    """A C store, visited once in two weeks, on a day of its rep that has no minute to spare."""
    store = StoreFactory(customer__rep=cast.rep, customer__center=cast.center)
    plan = RoutePlanFactory(rep=cast.rep, status=RouteStatus.APPROVED)
    stop = {"plan": plan, "store": store, "cycle_day": 0, "route_name": "T1", "position": 1, "arrive_minute": 600}
    RouteStop.objects.create(**stop, minutes=360, travel_minutes=30, travel_metres=0)
    return store


@pytest.fixture
def launch(store):
    """Two models, for this store alone."""
    launch = LaunchFactory()
    LaunchModelFactory.create_batch(2, launch=launch)
    LaunchStoreFactory(launch=launch, store=store)
    StoreFactory(customer=store.customer)
    return launch


def test_a_launch_costs_an_answer_for_each_model_at_its_stores_alone(launch):
    price = price_of_launch(launch, timezone.localdate())

    assert (price.stores, price.visits_a_week, price.seconds_a_visit) == (1, 0.5, 2 * GUESSED_SECONDS)
    assert price.hours == pytest.approx(0.5 * 2 * GUESSED_SECONDS / 3600)
    assert ([day.minutes for day in price.overfull], price.pace.is_measured) == ([390], False)


def test_the_seconds_of_an_answer_are_measured_over_launches_and_promotions(launch, store):
    yesterday = timezone.localdate() - timedelta(days=1)
    for _ in range(20):
        visit = VisitFactory(store=store, status="no_checkout", visited_on=yesterday)
        StepSeconds.objects.create(visit=visit, step=VisitStep.WORK, seconds=28)
        SellInFactory(store=store, visit=visit, done_on=yesterday)
        ExecutionCheckFactory(visit=visit)

    price = price_of_launch(launch, timezone.localdate())

    assert (price.pace.seconds, price.pace.visits, price.seconds_a_visit) == (14, 20, 28)


def test_a_promotion_costs_one_proof_in_each_visit(store):
    promotion = PromotionFactory()
    nowhere = price_of_promotion(promotion, timezone.localdate())
    PromotionStoreFactory(promotion=promotion, store=store)

    price = price_of_promotion(promotion, timezone.localdate())

    assert (nowhere, price.seconds_a_visit, price.visits_a_week) == (None, GUESSED_SECONDS, 0.5)


def test_who_may_publish_reads_the_price_before_and_nobody_after(client, cast, launch, store):
    promotion = PromotionFactory(created_by=cast.marketing)
    PromotionStoreFactory(promotion=promotion, store=store)
    client.force_login(cast.marketing)

    pages = [client.get(one.get_absolute_url()).content.decode() for one in (launch, promotion)]
    launch.status = LaunchStatus.PUBLISHED
    launch.save()
    after = client.get(reverse("promotions:launch_detail", args=[launch.pk])).content.decode()

    assert ["work-price" in page for page in (*pages, after)] == [True, True, False]
    assert "390" in pages[0]
