"""Who approves a promotion by its amount, and what its budget holds (handbook H6.2)."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone

from promotions.choices import ApprovalLevel, PromotionStatus
from promotions.models import ApprovalLimit, Promotion, PromotionBudget
from promotions.selectors.approval import limits
from promotions.services import (
    add_cost,
    approve_promotion,
    cancel_promotion,
    close_promotion,
    publish_promotion,
    return_promotion,
    submit_promotion,
    withdraw_promotion,
)
from promotions.services.approval import ApprovalNeeded, OverBudget, PromotionIncomplete, StillRunning
from salesops.notices.models import Notice
from salesops.workflow.flow import NotPossibleNow, ReasonMissing
from tests.factories.promotions import PromotionFactory, PromotionStoreFactory
from tests.factories.stores import HandsetModelFactory
from tests.factories.visits import MORNING


def acting(cast, who="marketing"):
    return {"actor": cast.actor(who), "at": MORNING}


def draft(cast, budget=0, **kwargs) -> Promotion:
    promotion = PromotionFactory(
        handset_models=[HandsetModelFactory()], target_units=10, budget_yuan=Decimal(budget), **kwargs
    )
    PromotionStoreFactory(promotion=promotion, store__customer__rep=cast.rep)
    return promotion


def of_the_center(cast, budget=0, has=Decimal(10_000), **kwargs) -> Promotion:
    PromotionBudget.objects.create(center=cast.center, month=date(2026, 12, 1), amount_yuan=has)
    return draft(cast, budget, center=cast.center, created_by=cast.manager, **kwargs)


@pytest.mark.parametrize(
    ("budget", "is_of_center", "level"),
    [
        (5_000, True, ApprovalLevel.MANAGER),
        (5_001, True, ApprovalLevel.MARKETING),
        (0, False, ApprovalLevel.MARKETING),
        (50_000, False, ApprovalLevel.MARKETING),
        (50_001, False, ApprovalLevel.HQ),
    ],
)
def test_the_amount_says_who_decides(cast, budget, is_of_center, level):
    make = of_the_center if is_of_center else draft

    submitted = submit_promotion(make(cast, budget), **acting(cast, "manager" if is_of_center else "marketing"))

    assert submitted.approval_level == level


def test_a_level_refuses_what_is_beyond_it(cast):
    promotion = submit_promotion(draft(cast, 60_000), **acting(cast))

    for who in ("marketing", "manager", "rep", "admin"):
        with pytest.raises(PermissionDenied):
            approve_promotion(promotion, **acting(cast, who))

    assert approve_promotion(promotion, **acting(cast, "hq")).status == PromotionStatus.PUBLISHED


def test_beyond_ones_own_limit_nothing_is_published_at_once(cast):
    promotion = draft(cast, 60_000)

    with pytest.raises(ApprovalNeeded):
        publish_promotion(promotion, **acting(cast))

    promotion.refresh_from_db()
    assert promotion.status == PromotionStatus.DRAFT


def test_the_limits_of_the_day_it_was_handed_in_hold(cast):
    promotion = submit_promotion(draft(cast, 60_000), **acting(cast))

    ApprovalLimit.objects.filter(level="marketing").update(up_to_yuan=Decimal(100_000))

    with pytest.raises(PermissionDenied):
        approve_promotion(promotion, **acting(cast))


@pytest.mark.django_db(transaction=True)
def test_an_emptied_database_has_the_limits_to_begin_with():
    call_command("flush", interactive=False, verbosity=0)

    assert limits() == {"manager": Decimal(5_000), "marketing": Decimal(50_000), "hq": None}


def test_of_two_who_decide_one_wins_and_the_other_is_told(cast):
    promotion = submit_promotion(draft(cast), **acting(cast))
    seen = promotion.revision
    approve_promotion(promotion, revision=seen, **acting(cast, "hq"))

    with pytest.raises(NotPossibleNow, match="总部"):
        return_promotion(promotion, reason="x", revision=seen, **acting(cast))

    promotion.refresh_from_db()
    assert promotion.status == PromotionStatus.PUBLISHED


def test_it_comes_back_with_a_remark_and_is_handed_in_again(cast):
    promotion = submit_promotion(of_the_center(cast, 8_000), **acting(cast, "manager"))
    with pytest.raises(ReasonMissing):
        return_promotion(promotion, reason=" ", **acting(cast))

    returned = return_promotion(promotion, reason="再便宜些", **acting(cast))

    told = Notice.objects.filter(user=cast.manager, text_key="promotion_returned").get()
    assert (returned.status, told.values["reason"]) == (PromotionStatus.RETURNED, "再便宜些")
    assert list(Promotion.objects.to_mend(cast.actor("manager"))) == [returned]
    assert submit_promotion(returned, **acting(cast, "manager")).status == PromotionStatus.SUBMITTED


def test_whoever_decides_is_told_and_finds_it_on_the_desk(cast):
    promotion = submit_promotion(of_the_center(cast, 8_000), **acting(cast, "manager"))

    told = Notice.objects.filter(text_key="promotion_submitted").values_list("user", flat=True)
    assert list(told) == [cast.marketing.pk]
    assert list(Promotion.objects.to_approve(cast.actor("marketing"))) == [promotion]
    assert not Promotion.objects.to_approve(cast.actor("hq")).exists()


def test_the_reps_and_managers_of_its_stores_are_told_of_what_is_announced(cast):
    publish_promotion(draft(cast), **acting(cast))

    told = set(Notice.objects.filter(text_key="promotion_published").values_list("user", flat=True))
    assert {cast.rep.pk, cast.manager.pk} <= told
    assert not {cast.colleague.pk, cast.stranger.pk} & told


def test_more_planned_than_the_budget_is_not_handed_in(cast):
    promotion = draft(cast, 100)
    line = {"stage": "planned", "kind": "gifts", "cost_on": date(2026, 12, 1), "quantity": 3, "unit_price_yuan": 40}
    add_cost(promotion, line, **acting(cast))

    with pytest.raises(OverBudget, match=r"20\.00"):
        submit_promotion(promotion, **acting(cast))


def test_a_center_spends_no_more_than_its_budget_of_the_month(cast):
    submit_promotion(of_the_center(cast, 3_000, has=Decimal(5_000)), **acting(cast, "manager"))
    second = draft(cast, 2_500, center=cast.center)

    with pytest.raises(OverBudget, match=r"2,000\.00.*500\.00"):
        publish_promotion(second, **acting(cast, "manager"))


def test_shares_that_do_not_tally_are_not_handed_in(cast):
    promotion = draft(cast)
    Promotion.objects.update(target_units=11)

    with pytest.raises(PromotionIncomplete, match="11"):
        submit_promotion(promotion, **acting(cast))


@pytest.mark.parametrize(("begins_on", "is_short"), [(6, True), (7, False)])
def test_what_begins_within_two_weeks_comes_at_short_notice(cast, begins_on, is_short):
    promotion = draft(cast, starts_on=date(2026, 12, begins_on))

    assert submit_promotion(promotion, **acting(cast)).is_short_notice == is_short


def test_what_was_handed_in_can_be_taken_back_and_cancelled(cast):
    promotion = withdraw_promotion(submit_promotion(draft(cast), **acting(cast)), **acting(cast))
    assert promotion.status == PromotionStatus.DRAFT

    submitted = submit_promotion(promotion, **acting(cast))
    assert cancel_promotion(submitted, reason="缺货", **acting(cast)).status == PromotionStatus.CANCELLED


def test_it_is_closed_after_its_last_day(cast):
    promotion = publish_promotion(draft(cast), **acting(cast))
    with pytest.raises(StillRunning):
        close_promotion(promotion, **acting(cast))

    later = timezone.make_aware(timezone.datetime(2026, 12, 11, 9))
    assert close_promotion(promotion, actor=cast.actor("marketing"), at=later).status == PromotionStatus.CLOSED
