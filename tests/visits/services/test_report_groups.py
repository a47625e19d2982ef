"""Reports that are put together, answered at once, and told of when they are late (handbook H5.6)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from salesops.notices.models import Notice
from tests.factories.stores import StoreFactory
from tests.factories.visits import MORNING, MarketReportFactory
from visits.choices import ReportStatus
from visits.models import MarketReport
from visits.selectors.report_groups import group_of
from visits.services.report_groups import (
    TakenUp,
    answer_all,
    group_reports,
    remind_of_answers,
    take_up_all,
    ungroup_report,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(cast, shop):
    """Two of the rep, one of another center, all of one competitor."""
    theirs = StoreFactory(customer__rep=cast.foreign_rep, customer__center=cast.other_center)
    stores = (shop.store, shop.store, theirs)
    return [MarketReportFactory(store=store, competitor="北辰") for store in stores]


def test_the_same_competitor_elsewhere_is_suggested_to_marketing_and_not_to_the_center(cast, three):
    lead, near, far = three

    seen = {who: set(group_of(cast.actor(who), lead).suggested) for who in ("marketing", "manager")}

    assert seen == {"marketing": {near, far}, "manager": {near}}


def test_a_group_is_answered_at_once_and_each_rep_is_told(cast, three):
    marketing = cast.actor("marketing")
    group_reports(three[0], three[1:], actor=marketing, at=MORNING)

    number = answer_all(group_of(marketing, three[0]).members, answer="跟进", actor=marketing, at=MORNING)

    rows = MarketReport.objects.unscoped(because="tests")
    assert (number, set(rows.values_list("status", flat=True))) == (3, {ReportStatus.ANSWERED})
    told = Notice.objects.filter(text_key="market_report_answered").values_list("user__name", flat=True)
    assert sorted(told) == sorted([cast.rep.name, cast.rep.name, cast.foreign_rep.name])


def test_a_report_is_in_one_group_and_may_leave_it(cast, three):
    marketing, (lead, near, far) = cast.actor("marketing"), three

    came = [group_reports(lead, [near, near, lead], actor=marketing, at=MORNING)]
    came.append(group_reports(far, [near, lead], actor=marketing, at=MORNING))
    ungroup_report(near, actor=marketing, at=MORNING)

    assert came == [1, 0]
    assert not MarketReport.objects.unscoped(because="tests").filter(lead__isnull=False).exists()


@pytest.mark.parametrize("who", ["rep", "hq", "admin", "stranger"])
def test_who_does_not_answer_does_not_group(cast, three, who):
    with pytest.raises(PermissionDenied):
        group_reports(three[0], [three[1]], actor=cast.actor(who), at=MORNING)


def test_only_what_is_new_is_taken_up(cast, three):
    marketing = cast.actor("marketing")
    take_up_all(three[:1], actor=marketing, at=MORNING)

    assert take_up_all(MarketReport.objects.visible_to(marketing), actor=marketing, at=MORNING) == TakenUp(2, 1)


def test_who_was_slower_with_one_takes_up_the_rest(cast, three):
    take_up_all(
        [MarketReport.objects.unscoped(because="tests").get(pk=three[1].pk)], actor=cast.actor("manager"), at=MORNING
    )

    result = take_up_all(three, actor=cast.actor("marketing"), at=MORNING)

    assert result == TakenUp(2, 1)
    assert not MarketReport.objects.unscoped(because="tests").filter(status=ReportStatus.NEW).exists()


def test_the_desk_tells_how_many_were_taken_up_and_how_many_not(client, cast, three):
    take_up_all(three[:1], actor=cast.actor("marketing"), at=MORNING)
    client.force_login(cast.marketing)

    answer = client.post(reverse("visits:reports_take_up"), {"report": [each.pk for each in three]}, follow=True)

    told = [str(message) for message in answer.context["messages"]]
    assert told == ["已受理 2 条报告。", "跳过 1 条报告：已不是新报告。"]


def test_a_late_answer_is_told_of_once_to_marketing_and_the_center(cast, three):
    for day in (date(2026, 11, 25), date(2026, 11, 26), date(2026, 11, 27)):
        remind_of_answers(on=day, at=MORNING)

    notices = Notice.objects.filter(text_key="market_report_overdue").values_list("user__name", flat=True)
    assert sorted(notices) == sorted([cast.marketing.name] * 3 + [cast.manager.name] * 2 + [cast.stranger.name])
