"""Market reports: told at once, taken up, answered, closed (handbook H5.6)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from salesops.notices.models import Notice
from salesops.workflow.flow import NotPossibleNow, ReasonMissing
from tests.factories.visits import MORNING, MarketReportFactory, VisitFactory
from tests.visits.execution.payloads import make_shop
from visits.choices import ReportStatus
from visits.models import MarketReport
from visits.services.checkin import ClientIdTaken
from visits.services.findings import Finding, answer_report, close_report, report_market, take_up_report

pytestmark = pytest.mark.django_db

PRICE_CUT = Finding(kind="price", what="直降 300 元", strength="urgent")


def report(shop, actor, *, client_id=None, finding=PRICE_CUT, visit=None) -> MarketReport:
    return report_market(
        finding, client_id=client_id or uuid4(), store=shop.store, visit=visit, actor=actor, at=MORNING
    )


def told(key: str) -> set[str]:
    return set(Notice.objects.filter(text_key=key).values_list("user__name", flat=True))


def test_marketing_and_the_centers_manager_are_told_at_once(cast, shop):
    report(shop, cast.actor("rep"))

    assert told("market_report_urgent") == {cast.manager.name, cast.marketing.name}


@pytest.mark.parametrize(
    ("strength", "due"), [("urgent", 24), ("high", 25), ("medium", 28), ("low", 33)]
)  # fmt: skip
def test_the_answer_is_due_by_strength(cast, shop, strength, due):
    made = report(shop, cast.actor("rep"), finding=Finding("price", "直降", strength))

    assert (made.answer_due_on - date(2026, 11, 1)).days + 1 == due


def test_who_stood_in_tells_what_was_seen_on_the_visit_after_the_hand_over_ended(cast, shop):
    visit = VisitFactory(store=shop.store, done_by=cast.colleague)

    made = report(shop, cast.actor("colleague"), visit=visit)

    assert (made.rep, made.visit) == (cast.rep, visit)


def test_a_colleague_reports_nothing_from_anothers_visit_or_store(cast, shop, open_visit):
    with pytest.raises(PermissionDenied):
        report(shop, cast.actor("colleague"), visit=open_visit)
    with pytest.raises(PermissionDenied):
        report(shop, cast.actor("colleague"))


def test_the_same_client_id_reports_and_tells_once(cast, shop):
    client_id = uuid4()

    first = report(shop, cast.actor("rep"), client_id=client_id)

    assert report(shop, cast.actor("rep"), client_id=client_id) == first
    assert Notice.objects.filter(text_key="market_report_urgent").count() == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_sendings_at_once_make_one_report(cast):
    shop, actor, client_id = make_shop(cast), cast.actor("rep"), uuid4()

    def send(_number):
        try:
            return report(shop, actor, client_id=client_id).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(send, range(8)))

    assert len(set(made)) == 1


def test_the_id_of_another_visits_report_is_refused(cast, shop, open_visit):
    client_id = uuid4()
    report(shop, cast.actor("rep"), client_id=client_id)

    with pytest.raises(ClientIdTaken):
        report(shop, cast.actor("rep"), client_id=client_id, visit=open_visit)


@pytest.mark.parametrize("who", ["manager", "marketing"])
def test_a_report_goes_from_new_to_closed(cast, shop, who):
    made = MarketReportFactory(store=shop.store)

    made = take_up_report(made, actor=cast.actor(who), at=MORNING)
    made = answer_report(made, answer=" 跟进价格 ", actor=cast.actor(who), at=MORNING)
    made = close_report(made, actor=cast.actor(who), at=MORNING)

    assert (made.status, made.answer) == (ReportStatus.CLOSED, "跟进价格")
    assert told("market_report_answered") == {cast.rep.name}


@pytest.mark.parametrize("who", ["rep", "colleague", "stranger", "hq", "admin"])
def test_who_may_not_answer(cast, shop, who):
    made = MarketReportFactory(store=shop.store)

    with pytest.raises(PermissionDenied):
        answer_report(made, answer="好", actor=cast.actor(who), at=MORNING)


def test_an_answer_has_words(cast, shop):
    with pytest.raises(ReasonMissing):
        answer_report(MarketReportFactory(store=shop.store), answer=" ", actor=cast.actor("marketing"), at=MORNING)


def test_a_report_without_an_answer_is_not_closed(cast, shop):
    with pytest.raises(NotPossibleNow):
        close_report(MarketReportFactory(store=shop.store), actor=cast.actor("marketing"), at=MORNING)
