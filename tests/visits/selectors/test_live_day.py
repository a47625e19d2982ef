"""The day of a center as it goes (handbook H5.3)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from salesops.workflow.flow import ReasonMissing
from tests.factories.stores import StoreFactory
from tests.factories.visits import MORNING, PlannedVisitFactory, VisitFactory
from tests.visits.execution.payloads import SENT, picture
from visits.calc.evidence import Grade, Signal, SignalCode
from visits.choices import VisitStatus, VisitStep
from visits.models import Task
from visits.selectors.gallery import photos_to_review
from visits.selectors.live_day import live_day
from visits.services.marks import add_marks
from visits.services.photos import encode, write_photo
from visits.services.reviewing import fault_photo, pass_photos

pytestmark = pytest.mark.django_db
ON = MORNING.date()


def closed(store, **more):
    left = MORNING + timedelta(minutes=20)
    return VisitFactory(store=store, status=VisitStatus.CLOSED, checked_out_at=left, minutes=20, **more)


def test_who_is_where_comes_from_acts_with_plan_and_marks(cast, shop):
    other = StoreFactory(customer=shop.store.customer)
    closed(shop.store, planned=PlannedVisitFactory(store=shop.store))
    ahead = PlannedVisitFactory(store=other, plan__rep=cast.rep, plan__version=2, arrive_minute=700)
    now = VisitFactory(store=StoreFactory(customer=shop.store.customer), checked_in_at=MORNING + timedelta(hours=1))
    add_marks(now, [Signal(SignalCode.NO_POSITION, Grade.WARNING)], at=SENT)

    day = live_day(cast.actor("manager"), ON)

    first = day.reps[0]
    assert (first.rep, first.open_visit, first.next_planned, first.next_at) == (cast.rep, now, ahead, "11:40")
    assert (first.done_as_planned, first.planned, first.marks) == (1, 2, 1)
    assert (day.in_store, day.not_begun) == (1, 1)


def test_another_centers_manager_sees_none_of_it(cast, shop):
    closed(shop.store)

    assert [rep.rep for rep in live_day(cast.actor("stranger"), ON).reps] == [cast.foreign_rep]


@pytest.mark.parametrize("number", [1, 4])
def test_the_page_costs_the_same_for_few_and_many(client, cast, shop, number, django_assert_max_num_queries):
    for _ in range(number):
        closed(StoreFactory(customer=shop.store.customer))
    client.force_login(cast.manager)

    with django_assert_max_num_queries(11):
        client.get(reverse("visits:live_day"), {"on": ON.isoformat()})


def test_photos_are_passed_at_once_and_a_poor_one_becomes_a_task(cast, shop, open_visit):
    colours = ("teal", "navy", "red")
    photos = [
        write_photo(open_visit, encode(picture(colour=colour)), client_id=uuid4(), step=VisitStep.PHOTO, at=SENT)
        for colour in colours
    ]
    manager = cast.actor("manager")

    with pytest.raises(ReasonMissing):
        fault_photo(photos[0], remark=" ", actor=manager, at=SENT)
    done = [fault_photo(photos[0], remark="看不清", actor=manager, at=SENT) for _ in range(2)]
    passed = pass_photos(photos, actor=manager, at=SENT)

    assert (done, passed, photos_to_review(manager, ON)) == ([True, False], 2, ([], 0))
    task = Task.objects.unscoped(because="tests").get()
    assert (task.rep, task.source, "看不清" in task.title) == (cast.rep, "photo", True)
