"""Seconds that are measured on the page, and the price of a version (handbook H5.1, H5.5)."""

from datetime import date, timedelta

import pytest

from tests.factories.visits import ImageItemFactory, ImageStandardFactory, RoutePlanFactory
from tests.visits.execution.payloads import ARRIVED
from visits.calc.minutes import ASSUMED_SECONDS
from visits.choices import RouteStatus, VisitStep
from visits.models import RouteStop, StepSeconds
from visits.selectors.minutes import price_of
from visits.services.minutes import note_seconds, write_seconds

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)


def test_seconds_go_to_the_step_that_was_saved_and_pauses_to_none(open_visit):
    for step, second in (("photo", 20), ("image", 32), ("image", 40), ("next", 300)):
        note_seconds(open_visit, VisitStep(step), at=ARRIVED + timedelta(seconds=second))

    rows = StepSeconds.objects.unscoped(because="tests")
    assert dict(rows.values_list("step", "seconds")) == {"photo": 20, "image": 20}


def test_what_a_phone_measured_stands_once(open_visit):
    for number in (14, 15):
        write_seconds(open_visit, {VisitStep.IMAGE: number, VisitStep.PHOTO: 0})

    rows = StepSeconds.objects.unscoped(because="tests")
    assert list(rows.values_list("step", "seconds")) == [("image", 15)]


def test_a_version_says_its_hours_and_the_day_that_no_longer_fits(cast, shop):
    draft = ImageStandardFactory(is_published=False)
    for item in range(5):
        ImageItemFactory(standard=draft, position=item, only_classes="" if item else "A")
    plan = RoutePlanFactory(rep=cast.rep, status=RouteStatus.APPROVED)
    stop = {"plan": plan, "store": shop.store, "cycle_day": 0, "route_name": "T1", "position": 1, "arrive_minute": 600}
    RouteStop.objects.create(**stop, minutes=360, travel_minutes=30, travel_metres=0)

    price = price_of(draft, ON)

    # One C store, once in two weeks; two items are asked now, four of the five would be there.
    assert (price.visits_a_week, price.seconds_a_visit) == (0.5, 2 * ASSUMED_SECONDS)
    assert price.hours == pytest.approx(0.5 * 2 * ASSUMED_SECONDS / 3600)
    assert [day.minutes for day in price.overfull] == [390]
