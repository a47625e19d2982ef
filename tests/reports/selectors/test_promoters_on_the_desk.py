"""What waits of promoters and of launches' training stands on the desks, and its list shows the same (H7, H12.2)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from promotions.choices import LaunchStatus
from reports.selectors.waiting import waiting_for
from tests.factories.launches import LaunchFactory, LaunchStoreFactory
from tests.factories.promoters import (
    ApplicantFactory,
    AssignmentFactory,
    GuidanceFactory,
    HeadcountLineFactory,
    PromoterFactory,
)
from tests.factories.stores import StoreFactory
from tests.factories.training import CourseFactory, TrainingResultFactory

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def counts(cast, who):
    """What waits for somebody of promoters, by the address of its list."""
    found = {one.url: one.count for one in waiting_for(cast.actor(who), TODAY) if one.count}
    return {url: count for url, count in found.items() if url.startswith("/promotions/")}


def shown(client, cast, who, url):
    client.force_login(getattr(cast, who))
    return len(client.get(url).context["table"].rows)


def address(name, query):
    return reverse(f"promotions:{name}") + query


@pytest.fixture
def promoters(cast):
    """At the rep's store one of two who are due, on probation, to be looked at again; the same of another center's."""
    HeadcountLineFactory(store_class="A", format="multi", promoters=2)
    for rep in (cast.rep, cast.foreign_rep):
        store = StoreFactory(customer__rep=rep, store_class="A")
        place = AssignmentFactory(promoter__rep=rep, promoter__status="probation", store=store)
        GuidanceFactory(promoter=place.promoter, held_on=date(2026, 11, 2), look_again_on=date(2026, 11, 3))
    return cast


LISTED = {
    "manager": ("promoter_list?status=probation", "staffing?only=missing", "guidance_list?state=due"),
    "marketing": ("staffing?only=missing",),
    "rep": ("guidance_list?state=due",),
}


@pytest.mark.parametrize("who", LISTED)
def test_each_count_is_what_its_list_shows(client, promoters, who):
    found = counts(promoters, who)

    for listed in LISTED[who]:
        name, query = listed.split("?")
        url = address(name, f"?{query}")
        assert found[url] == shown(client, promoters, who, url) == (2 if who == "marketing" else 1)


def test_a_colleague_has_nothing_of_anothers_promoters(promoters):
    assert counts(promoters, "colleague") == {}


def test_last_months_appraisals_wait_until_they_are_confirmed(cast):
    PromoterFactory(rep=cast.rep)
    PromoterFactory(rep=cast.rep, employed_on=TODAY)
    PromoterFactory(rep=cast.rep, kind="staff")

    assert counts(cast, "manager") == {reverse("promotions:appraisals"): 1}


def test_an_applicant_waits_for_the_managers_decision(cast):
    ApplicantFactory(need__store__customer__rep=cast.rep, status="waiting")
    ApplicantFactory(need__store__customer__rep=cast.rep, status="new")

    assert counts(cast, "manager") == {reverse("promotions:recruiting"): 1}


@pytest.mark.parametrize(("score", "waits"), [(None, 1), (59, 1), (60, 0)])
def test_a_launch_waits_until_all_at_its_stores_have_passed_its_course(client, cast, score, waits):
    course = CourseFactory(pass_score=60)
    days = {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=27)}
    launch = LaunchFactory(status=LaunchStatus.PUBLISHED, course=course, **days)
    place = AssignmentFactory(promoter__rep=cast.rep)
    LaunchStoreFactory(launch=launch, store=place.store)
    if score is not None:
        held = {"session__course": course, "session__held_on": TODAY}
        TrainingResultFactory(promoter=place.promoter, score=score, **held)
    url = address("launch_list", "?desk=untrained")

    assert counts(cast, "marketing").get(url, 0) == shown(client, cast, "marketing", url) == waits
