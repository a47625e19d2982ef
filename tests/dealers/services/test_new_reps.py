"""What is still to be done goes with the customer to its new rep; what was done stays (handbook H0, H1)."""

from datetime import date

import pytest
from django.utils import timezone

from dealers.choices import PlanStatus
from dealers.models import ProfitPlan
from dealers.tasks import reconcile_plans
from reports.choices import ReviewStatus
from reports.models import BusinessReview
from reports.tasks import reconcile_reviews
from salesops.periods.choices import DeadlineKind
from salesops.periods.models import Deadline
from salesops.workflow.models import AuditEvent
from stores.models import Customer
from tests.factories.dealers import ProfitPlanFactory
from tests.factories.reports import BusinessReviewFactory
from tests.factories.stores import CustomerFactory

pytestmark = pytest.mark.django_db

MONTH = date(2026, 12, 1)
KINDS = {
    "plan": (ProfitPlanFactory, ProfitPlan, PlanStatus, reconcile_plans, DeadlineKind.PLAN),
    "review": (BusinessReviewFactory, BusinessReview, ReviewStatus, reconcile_reviews, DeadlineKind.REVIEW),
}


@pytest.fixture
def customer(cast):
    return CustomerFactory(rep=cast.rep)


def owed(document, kind):
    return Deadline.objects.create(
        kind=kind,
        month=document.month,
        subject_id=document.customer_id,
        subject="客户",
        center_id=document.center_id,
        rep_id=document.rep_id,
        due_on=MONTH,
    )


def hand_over(customer, to):
    Customer.objects.unscoped(because="test").filter(pk=customer.pk).update(rep=to, center=to.center)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("status", ["draft", "returned"])
def test_an_open_document_and_what_is_owed_go_to_the_new_rep(cast, customer, kind, status):
    factory, model, _states, reconcile, deadline_kind = KINDS[kind]
    document = factory(customer=customer, rep=cast.rep, center=cast.center, month=MONTH, status=status)
    deadline = owed(document, deadline_kind)
    hand_over(customer, cast.colleague)

    reconcile()
    reconcile()

    assert model.objects.unscoped(because="test").get(pk=document.pk).rep == cast.colleague
    assert Deadline.objects.unscoped(because="test").get(pk=deadline.pk).rep == cast.colleague
    events = AuditEvent.objects.filter(object_type=model._meta.label_lower, object_id=document.pk)
    assert list(events.values_list("step", flat=True)) == ["hand over"]
    assert events.get().changes.get().after == str(cast.colleague)


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_handed_in_stays_with_who_did_it(cast, customer, kind):
    factory, model, states, reconcile, _kind = KINDS[kind]
    at = timezone.now()
    document = factory(
        customer=customer,
        rep=cast.rep,
        center=cast.center,
        month=MONTH,
        status=states.SUBMITTED,
        submitted_at=at,
    )
    hand_over(customer, cast.colleague)

    reconcile()

    assert model.objects.unscoped(because="test").get(pk=document.pk).rep == cast.rep


@pytest.mark.parametrize("kind", KINDS)
def test_a_customer_that_went_to_another_center_leaves_its_papers(cast, customer, kind):
    factory, model, _states, reconcile, _kind = KINDS[kind]
    document = factory(customer=customer, rep=cast.rep, center=cast.center, month=MONTH)
    hand_over(customer, cast.foreign_rep)

    reconcile()

    assert model.objects.unscoped(because="test").get(pk=document.pk).rep == cast.rep
