"""Who gets what from reviews and dashboards."""

from django.utils import timezone

from dealers.selectors.missing import MONTH_JOB as PLANS_JOB
from reports.choices import ReviewStatus
from salesops.workflow.services import start_job
from tests.architecture.access import Access
from tests.factories.reports import BusinessReviewFactory, ReviewActionFactory, ReviewLineFactory, ReviewWalkFactory
from tests.factories.stores import CustomerFactory
from tests.factories.visits import MORNING


def review(cast, **values):
    return BusinessReviewFactory(customer=CustomerFactory(rep=cast.rep), **values)


def a_review(cast):
    return {"pk": review(cast).pk}


def a_submitted_review(cast):
    return {"pk": review(cast, status=ReviewStatus.SUBMITTED).pk}


def an_action(cast):
    return {"pk": ReviewActionFactory(review=review(cast)).pk}


def a_line(cast):
    return {"pk": ReviewLineFactory(review=review(cast)).pk}


CONFIRMED = {"status": ReviewStatus.CONFIRMED, "confirmed_at": MORNING}


def a_confirmed_review(cast):
    return {"pk": review(cast, **CONFIRMED).pk}


def a_review_gone_through(cast):
    return {"pk": ReviewWalkFactory(review=review(cast, **CONFIRMED)).review_id}


def a_walk(cast):
    return {"pk": ReviewWalkFactory(review=review(cast, **CONFIRMED)).pk}


PAGE = {"subject": a_review, "colleague": 404}
BY_REP = {"colleague": 404, "manager": 403, "marketing": 403, "hq": 403, "admin": 403}
DEED_OF_REP = {**BY_REP, "method": "post", "rep": 302}
DEED_OF_MANAGER = {
    "method": "post",
    "subject": a_submitted_review,
    "rep": 403,
    "colleague": 404,
    "manager": 302,
    "marketing": 403,
    "hq": 403,
    "admin": 403,
}


def a_build(cast):
    start_job(PLANS_JOB, "2026-12", total=1, at=timezone.now())
    return {"kind": "plans", "month": "2026-12"}


ADMINS = {"rep": 403, "manager": 403, "marketing": 403, "hq": 403}
BUILD = {**ADMINS, "method": "post", "subject": a_build, "is_shared": True, "admin": 302}

ROWS = {
    "reports:builds": Access(**ADMINS),
    "reports:build_stop": Access(**BUILD),
    "reports:build_resume": Access(**BUILD),
    "reports:build_repeat": Access(**BUILD),
    "reports:home": Access(rep=403),
    "reports:my_month": Access(manager=403, marketing=403, hq=403, admin=403),
    "reports:review_list": Access(),
    "reports:review_inbox": Access(rep=403, marketing=403, hq=403, admin=403),
    "reports:review_sum": Access(rep=403),
    "reports:review_sum_export": Access(rep=403),
    "reports:review_sum_pdf": Access(rep=403),
    "reports:review_detail": Access(**PAGE),
    "reports:review_profit": Access(**PAGE),
    "reports:review_line_evidence": Access(subject=a_line, colleague=404),
    "reports:review_export": Access(**PAGE),
    "reports:review_pdf": Access(**PAGE),
    "reports:review_edit": Access(**BY_REP, subject=a_review),
    "reports:review_submit": Access(**DEED_OF_REP, subject=a_review),
    "reports:review_withdraw": Access(**DEED_OF_REP, subject=a_submitted_review),
    "reports:review_refresh": Access(**DEED_OF_REP, subject=a_review),
    "reports:review_confirm": Access(**DEED_OF_MANAGER),
    "reports:review_return": Access(**DEED_OF_MANAGER, data={"reason": "原因不清楚"}),
    "reports:walk_add": Access(**BY_REP, subject=a_confirmed_review),
    "reports:walk_edit": Access(**BY_REP, subject=a_walk),
    "reports:agreed_add": Access(**BY_REP, subject=a_review_gone_through),
    "reports:action_add": Access(**BY_REP, subject=a_review),
    "reports:action_remove": Access(**DEED_OF_REP, subject=an_action),
}
