"""Choosing between two drafts, and putting a remedy into effect, from their pages (H4.3)."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from salesops.workflow.services import finish_job, start_job
from tests.visits.routes.areas import JOB, MONDAY, plan_in_force_of, stores_of
from visits.calc.routing.edited import plan_in_order
from visits.calc.routing.problem import RepairKind
from visits.calc.routing.remedies import Binding, Diagnosis, Remedy, record_of_diagnosis
from visits.choices import RouteBasis, RouteStatus
from visits.models import RoutePlan
from visits.selectors.route_runs import ROUTE_JOB
from visits.selectors.routes import route_problem_of
from visits.selectors.standards import parameters_of
from visits.services.routes import store_choice

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_drafts(cast):
    """A plan in force on Mondays and Thursdays; one draft keeps it, the other goes on Tuesdays and Fridays."""
    stores = stores_of(cast.rep, 2)
    plan_in_force_of(cast.rep, stores=stores)
    problem, codes = route_problem_of(cast.rep), [store.code for store in stores]
    plans = {
        basis: plan_in_order(problem, {day: codes if day in days else [] for day in problem.cycle.days})
        for basis, days in ((RouteBasis.KEPT, (0, 3, 7, 10)), (RouteBasis.ANEW, (1, 4, 8, 11)))
    }
    return store_choice(cast.rep, problem, plans, actor=JOB, at=MONDAY)


def test_two_drafts_stand_beside_the_plan_in_force_until_one_is_taken(client, cast, two_drafts):
    kept, anew = two_drafts
    client.force_login(cast.rep)

    page = client.get(reverse("visits:route_of_rep", args=[cast.rep.pk]), follow=True)
    taken = client.post(reverse("visits:route_take", args=[anew.pk]))

    shares = [candidate.change.figures.kept_share for candidate in page.context["candidates"][1:]]
    assert shares == [1, 0]
    assert taken["Location"] == anew.get_absolute_url()
    assert RoutePlan.objects.unscoped(because="tests").get(pk=kept.pk).status == RouteStatus.SUPERSEDED


def test_a_remedy_is_applied_with_one_tap_by_who_sets_the_standards(client, cast, two_drafts):
    _kept, anew = two_drafts
    remedy = Remedy(RepairKind.MORE_MINUTES, minutes=120, minutes_a_day=12, sales_at_risk=Decimal(0))
    found = Diagnosis((Binding(1, 12.0),), 2, 50, (remedy,))
    anew.totals |= {"diagnosis": record_of_diagnosis(found)}
    anew.save(update_fields=["totals"])
    address = reverse("visits:remedy_apply", args=[anew.pk, 0])

    client.force_login(cast.rep)
    seen = client.get(anew.get_absolute_url()).content.decode()
    refused = client.post(address)
    client.force_login(cast.manager)
    offered = client.get(anew.get_absolute_url()).content.decode()
    client.post(address)

    assert (address in seen, refused.status_code, address in offered) == (False, 403, True)
    assert parameters_of(cast.rep).daily_minutes == 492


def test_a_center_is_planned_rep_by_rep_and_each_result_stands_on_its_page(
    client, cast, django_capture_on_commit_callbacks
):
    stores_of(cast.rep, 2)
    stores_of(cast.colleague, 1)
    client.force_login(cast.manager)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("visits:center_order", args=[cast.center.pk]))
    page = client.get(reverse("visits:center_planning", args=[cast.center.pk])).context["page"]

    assert (page.is_at_work, page.run.done, page.run.total) == (False, 2, 2)
    assert [(line.progress.run.state, line.draft.totals["visits"]) for line in page.lines] == [("done", 8), ("done", 4)]


def test_a_running_plan_of_a_center_asks_again_until_it_is_stopped(client, cast):
    stores_of(cast.rep, 2)
    client.force_login(cast.manager)
    progress = reverse("visits:center_progress", args=[cast.center.pk])

    started = client.post(reverse("visits:center_order", args=[cast.center.pk]), headers={"HX-Request": "true"})
    stopped = client.post(reverse("visits:center_cancel", args=[cast.center.pk]), headers={"HX-Request": "true"})

    assert f'hx-get="{progress}"' in started.content.decode()
    assert f'hx-get="{progress}"' not in stopped.content.decode()


def test_after_the_stop_the_page_asks_again_until_the_rep_that_was_begun_is_through(client, cast):
    stores_of(cast.rep, 2)
    client.force_login(cast.manager)
    progress = reverse("visits:center_progress", args=[cast.center.pk])
    client.post(reverse("visits:center_order", args=[cast.center.pk]))
    begun = start_job(ROUTE_JOB, str(cast.rep.pk), total=3, at=timezone.now())

    stopped = client.post(reverse("visits:center_cancel", args=[cast.center.pk]), headers={"HX-Request": "true"})
    finish_job(begun, at=timezone.now())
    through = client.get(progress, headers={"HX-Request": "true"})

    assert f'hx-get="{progress}"' in stopped.content.decode()
    assert f'hx-get="{progress}"' not in through.content.decode()


def test_the_plan_that_is_seen_beside_others_can_be_taken_by_its_button(cast, two_drafts):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.rep)
    page = browser.get(reverse("visits:route_comparison", args=[cast.rep.pk])).content.decode()
    address = reverse("visits:route_take", args=[two_drafts[1].pk])
    token = re.search(rf'action="{address}".*?name="csrfmiddlewaretoken" value="(\w+)"', page)[1]

    assert browser.post(address, {"csrfmiddlewaretoken": token}).status_code == 302
