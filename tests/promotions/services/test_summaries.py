"""Measuring promotions and saying what was learned (handbook H6.2)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from promotions.models import PromotionStore, PromotionSummary, SummaryPart, SummarySeries, SummaryStore
from promotions.selectors.summaries import StoreMoney, due_for_measuring, money_of, summary_of
from promotions.services.summaries import (
    LessonsMissing,
    StillRuns,
    finish_summary,
    measure_promotion,
    measure_promotions,
    reopen_summary,
    write_lessons,
)
from salesops.accounts.actor import Actor
from salesops.notices.models import Notice
from salesops.workflow.flow import NotPossibleNow, ReasonMissing
from salesops.workflow.selectors.history import history_of
from stores.models import Store
from tests.factories.effects import ENDS_ON, FINAL_ON, STARTS_ON, days_looked_at, promoted_world, sells
from tests.factories.promotions import CostLineFactory
from tests.factories.stores import SkuFactory

pytestmark = pytest.mark.django_db

AT = timezone.now()
JOB = Actor.system("test")


@pytest.fixture
def promotion(cast):
    return promoted_world(cast.center, cast.rep)


def measured(promotion, on=FINAL_ON):
    return measure_promotion(promotion, on=on, actor=JOB, at=AT)


def acting(cast, who="marketing"):
    return {"actor": cast.actor(who), "at": AT}


def test_the_effect_is_measured_by_both_baselines(promotion):
    summary = measured(promotion)

    page = summary_of(promotion, JOB)
    assert (summary.method, summary.verdict, summary.is_final) == ("matched", "worked", True)
    assert (page.whole.baseline, page.whole.uplift, page.whole.after) == (100, 200, 0)
    assert (page.whole.method, page.other.method) == ("matched", "forecast")
    assert page.other.uplift == pytest.approx(200, abs=3)
    assert [row.net for row in page.rows] == [40] * 5
    assert len(page.rows[0].partners) == 5


def test_cost_per_extra_unit_and_return_only_where_it_worked(cast):
    worked, nothing = promoted_world(cast.center, cast.rep), promoted_world(cast.center, cast.rep, during=2)
    for promotion in (worked, nothing):
        CostLineFactory(promotion=promotion, quantity=1, unit_price_yuan=1000)
        measured(promotion)

    found, none = summary_of(worked, JOB), summary_of(nothing, JOB)

    assert (found.cost_per_unit_yuan, none.cost_per_unit_yuan) == (5, None)
    assert (none.summary.verdict, none.value_by_cost) == ("none_found", None)


def test_a_store_has_its_cost_and_a_price_only_where_its_own_range_excludes_nought(cast):
    worked, nothing = promoted_world(cast.center, cast.rep), promoted_world(cast.center, cast.rep, during=2)
    for promotion in (worked, nothing):
        CostLineFactory(promotion=promotion, quantity=1, unit_price_yuan=1000)
        measured(promotion)

    found, none = summary_of(worked, JOB), summary_of(nothing, JOB)

    assert [money_of(found, row).cost_per_unit_yuan for row in found.rows] == [5] * 5
    assert [money_of(none, row) for row in none.rows] == [StoreMoney(Decimal(200), None, None)] * 5
    assert sum(money_of(found, row).cost_yuan for row in found.rows) == found.cost_yuan


def test_where_nothing_was_found_no_lucky_store_has_a_price(cast):
    nothing = promoted_world(cast.center, cast.rep, during=2)
    CostLineFactory(promotion=nothing, quantity=1, unit_price_yuan=1000)
    measured(nothing)
    SummaryStore.objects.unscoped(because="test").update(net=4, net_low=1, net_high=7)

    page = summary_of(nothing, JOB)

    assert [money_of(page, row).cost_per_unit_yuan for row in page.rows] == [None] * 5


def test_each_series_is_measured_for_itself_and_one_alone_is_the_whole(cast, promotion):
    """Six a day instead of two of the one series, and of the other two as ever."""
    assert SummarySeries.objects.unscoped(because="test").filter(summary=measured(promotion)).count() == 0
    promotion.handset_models.update(series="飞云")
    steady = SkuFactory(model__is_own=True, model__series="山岚")
    promotion.handset_models.add(steady.model)
    for store in Store.objects.unscoped(because="test"):
        sells(store, steady, dict.fromkeys(days_looked_at(), 2))

    measured(promotion)

    page = summary_of(promotion, JOB)
    assert [(part.series, part.uplift, part.verdict) for part in page.series] == [
        ("飞云", 200, "worked"),
        ("山岚", 0, "none_found"),
    ]
    assert page.whole.uplift == 200


def test_a_manager_sees_the_series_of_its_center_and_a_rep_none(cast, promotion):
    summary = measured(promotion)
    figures = {"stores": 5, **dict.fromkeys(("baseline", "uplift", "uplift_low", "uplift_high"), 9)}
    figures |= dict.fromkeys(("net", "net_low", "net_high"), 9)
    for center in (None, cast.center, cast.other_center):
        SummarySeries.objects.create(summary=summary, series="飞云", method="matched", center=center, **figures)

    seen = {
        who: [part.center for part in summary_of(promotion, cast.actor(who)).series] for who in ("hq", "manager", "rep")
    }

    assert seen == {"hq": [None], "manager": [cast.center], "rep": []}


def test_a_dip_after_the_end_is_subtracted(cast):
    promotion = promoted_world(cast.center, cast.rep, during=6, after=1)

    measured(promotion)

    page = summary_of(promotion, JOB)
    assert (page.whole.uplift, page.whole.after) == (200, -70)
    assert 130 <= page.whole.net < 150


def test_while_it_runs_it_is_not_measured_and_before_the_weeks_after_not_for_good(promotion):
    with pytest.raises(StillRuns):
        measured(promotion, on=ENDS_ON)

    assert not measured(promotion, on=ENDS_ON + timedelta(days=3)).is_final
    assert measured(promotion).is_final


def test_measured_twice_there_is_one_summary_and_what_was_typed_stays(cast, promotion):
    first = measured(promotion)
    write_lessons(first, "赠品缺货", revision=1, **acting(cast))

    again = measured(promotion)

    assert (again.pk, again.lessons) == (first.pk, "赠品缺货")
    assert PromotionSummary.objects.count() == 1
    assert SummaryStore.objects.unscoped(because="test").count() == 5
    assert len(history_of(again)) == 2


def test_the_night_measures_what_ended_once_and_again_when_sales_come_in_late(promotion):
    assert measure_promotions(on=FINAL_ON, at=AT) == 1
    assert measure_promotions(on=FINAL_ON, at=AT) == 0

    store = PromotionStore.objects.unscoped(because="test").filter(promotion=promotion).first().store
    sku = promotion.handset_models.get().skus.get()
    sells(store, sku, {STARTS_ON - timedelta(weeks=40): 1}, recorded_at=AT + timedelta(hours=1))
    sells(store, sku, {FINAL_ON: 1}, recorded_at=AT + timedelta(hours=1))
    assert due_for_measuring(FINAL_ON) == []

    late = AT + timedelta(hours=1)
    sku.sales.unscoped(because="test").filter(store=store, sold_on=STARTS_ON).update(recorded_at=late)
    assert due_for_measuring(FINAL_ON) == [promotion]


def test_planner_and_manager_are_told_once_that_it_is_measured(cast, promotion):
    measured(promotion, on=ENDS_ON + timedelta(days=3))
    measured(promotion)
    measured(promotion)

    told = Notice.objects.filter(text_key="promotion_measured").values_list("user", flat=True)
    assert sorted(told) == sorted([promotion.created_by_id, cast.manager.pk])


def test_a_summary_is_finished_with_what_was_learned(cast, promotion):
    summary = measured(promotion)
    with pytest.raises(LessonsMissing):
        finish_summary(summary, **acting(cast))
    summary = write_lessons(summary, "陈列好的店卖得好", revision=summary.revision, **acting(cast))

    finished = finish_summary(summary, **acting(cast))

    with pytest.raises(NotPossibleNow):
        write_lessons(finished, "别的", revision=finished.revision, **acting(cast))
    with pytest.raises(ReasonMissing):
        reopen_summary(finished, reason=" ", **acting(cast))
    assert reopen_summary(finished, reason="漏了成本", **acting(cast)).status == "open"


def test_it_is_not_finished_before_the_days_after_are_over(cast, promotion):
    summary = measured(promotion, on=ENDS_ON + timedelta(days=3))
    summary = write_lessons(summary, "陈列好的店卖得好", revision=summary.revision, **acting(cast))

    with pytest.raises(StillRuns):
        finish_summary(summary, **acting(cast))


@pytest.mark.parametrize("who", ["rep", "manager", "hq"])
def test_the_company_s_summary_is_marketing_s_to_write(cast, promotion, who):
    summary = measured(promotion)

    with pytest.raises(PermissionDenied):
        write_lessons(summary, "x", revision=summary.revision, **acting(cast, who))


def test_each_sees_the_figures_of_its_own_stores(cast, promotion):
    measured(promotion)

    manager, rep = summary_of(promotion, cast.actor("manager")), summary_of(promotion, cast.actor("rep"))

    assert (manager.whole.center_id, manager.whole.net) == (cast.center.pk, 200)
    assert (rep.whole, rep.cost_by_store, len(rep.rows)) == (None, {}, 5)
    assert not SummaryPart.objects.visible_to(cast.actor("stranger")).exists()


def test_sales_told_in_one_sum_a_month_are_no_days(cast):
    promotion = promoted_world(cast.center, cast.rep)
    place = PromotionStore.objects.unscoped(because="test").filter(promotion=promotion).first()
    sold = place.store.sales.unscoped(because="test").filter(sold_on__month=9)
    sold.exclude(sold_on=date(2026, 9, 30)).delete()
    sold.update(quantity=60)

    measured(promotion)

    row = SummaryStore.objects.unscoped(because="test").get(store=place.store)
    assert (row.sold, row.net) == (None, 0)
