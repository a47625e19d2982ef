"""A planned visit that is moved while its check-in arrives: one of both is told (H4.4, H5.2)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep
from uuid import uuid4

import pytest
from django.db import connection, transaction

from salesops.workflow.flow import NotPossibleNow
from tests.visits.routes.areas import MONDAY, calendar_of, plan_in_force_of, stores_of
from tests.visits.services.test_planned_visits import FRIDAY, moved
from visits.models import Visit
from visits.services.checkin import Arrival, check_in, new_visit, save_new


def a_planned_visit(cast):
    plan_in_force_of(cast.rep, stores=stores_of(cast.rep, 1))
    return calendar_of(cast.rep)[0]


def at_the_day_of(planned):
    return MONDAY + (planned.planned_on - MONDAY.date())


@pytest.mark.django_db
def test_a_visit_that_was_moved_while_its_check_in_was_checked_is_not_the_one_that_is_done(cast):
    planned = a_planned_visit(cast)
    by = {"actor": cast.actor("rep"), "at": at_the_day_of(planned)}
    visit = new_visit(planned.store, client_id=uuid4(), arrival=Arrival(), **by)
    moved(planned, FRIDAY, cast)

    saved = save_new(visit, **by)

    assert (saved.planned, saved.visited_on) == (None, planned.planned_on)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="needs PostgreSQL")
@pytest.mark.parametrize("who", ["rep", "manager"])
def test_who_moves_a_visit_at_its_check_in_waits_and_is_told_that_it_is_done(cast, who):
    planned, has_arrived = a_planned_visit(cast), Event()

    def arrive():
        try:
            with transaction.atomic():
                at = at_the_day_of(planned)
                check_in(planned.store, client_id=uuid4(), arrival=Arrival(), actor=cast.actor("rep"), at=at)
                has_arrived.set()
                sleep(0.5)
        finally:
            connection.close()

    def move():
        has_arrived.wait(10)
        try:
            return moved(planned, FRIDAY, cast, who=who)
        except NotPossibleNow as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        arrived, told = pool.submit(arrive), pool.submit(move)
        arrived.result()

    planned.refresh_from_db()
    visit = Visit.objects.unscoped(because="tests").get(planned=planned)
    assert (told.result(), planned.planned_on) == (NotPossibleNow, visit.visited_on)
