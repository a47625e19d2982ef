"""Who is not trained and tested by the launch stands out in red (handbook H6.1)."""

from datetime import date, timedelta

import pytest

from promotions.choices import LaunchStatus
from promotions.selectors.launch_training import untrained_of
from tests.factories.launches import LaunchFactory, LaunchStoreFactory
from tests.factories.promoters import AssignmentFactory
from tests.factories.training import CourseFactory, TrainingResultFactory

pytestmark = pytest.mark.django_db
START = date(2026, 12, 1)


@pytest.fixture
def launch():
    return LaunchFactory(course=CourseFactory(pass_score=60), status=LaunchStatus.PUBLISHED, starts_on=START)


def somebody(launch, cast, rep="rep", *scores):
    """A promoter in a target store, with the scores of the launch's course."""
    place = AssignmentFactory(promoter__rep=getattr(cast, rep))
    LaunchStoreFactory(launch=launch, store=place.store)
    for score in scores:
        TrainingResultFactory(promoter=place.promoter, session__course=launch.course, score=score)
    return place.promoter


def found(launch, cast, who="manager", on=START):
    return {one.promoter: (one.has_failed, one.is_red) for one in untrained_of(launch, cast.actor(who), on)}


def test_who_never_took_it_failed_it_or_was_not_tested_is_named_and_red_from_the_start(launch, cast):
    never, failed, untested, passed = (
        somebody(launch, cast, "rep", *scores) for scores in ((), (40,), (None,), (40, 60))
    )
    elsewhere = AssignmentFactory(promoter__rep=cast.rep).promoter
    TrainingResultFactory(promoter=never, score=90)

    at_start = found(launch, cast)

    assert at_start == {never: (False, True), failed: (True, True), untested: (False, True)}
    assert {passed, elsewhere}.isdisjoint(at_start)
    assert set(found(launch, cast, on=START - timedelta(days=1)).values()) == {(False, False), (True, False)}


def test_each_sees_the_own_people_and_a_launch_without_a_course_names_nobody(launch, cast):
    mine, colleagues = somebody(launch, cast), somebody(launch, cast, "colleague")

    assert set(found(launch, cast)) == {mine, colleagues}
    assert set(found(launch, cast, "rep")) == {mine}
    assert found(launch, cast, "stranger") == {}
    launch.course = None
    assert found(launch, cast) == {}


def test_it_costs_two_queries_however_many_people(launch, cast, django_assert_num_queries):
    for _ in range(4):
        somebody(launch, cast)

    with django_assert_num_queries(2):
        assert len(untrained_of(launch, cast.actor("manager"), START)) == 4
