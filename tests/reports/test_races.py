"""Several at once: one review per customer, one decision (reliability C1, J2)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from reports.choices import ReviewStatus
from reports.models import BusinessReview
from reports.services.reviews import confirm_review, return_review
from salesops.workflow.flow import NotPossibleNow
from salesops.workflow.models import AuditEvent
from tests.factories.reports import BusinessReviewFactory
from tests.factories.stores import CustomerFactory
from tests.reports.services.month import LATER, a_month, built, lines

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
AT_ONCE = 8


def at_once(deed) -> list:
    def run(number):
        try:
            return deed(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, range(AT_ONCE)))


def test_eight_builders_make_one_review():
    a_month()

    at_once(lambda _: built())

    assert BusinessReview.objects.unscoped(because="test").count() == 1
    assert lines() == [(10, 7, 9, None), (None, 4, 0, None)]
    assert AuditEvent.objects.filter(object_type="reports.businessreview", step="draft").count() == 1


def test_of_many_decisions_one_wins_and_the_others_are_told(cast):
    review = BusinessReviewFactory(customer=CustomerFactory(rep=cast.rep), status=ReviewStatus.SUBMITTED)
    manager = cast.actor("manager")

    def decide(number) -> bool:
        try:
            if number % 2:
                confirm_review(review, actor=manager, at=LATER)
            else:
                return_review(review, actor=manager, at=LATER, reason="再看看")
        except NotPossibleNow:
            return False
        return True

    assert sum(at_once(decide)) == 1
    assert AuditEvent.objects.filter(object_type="reports.businessreview").count() == 1
