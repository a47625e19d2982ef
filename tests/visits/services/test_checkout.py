"""Leaving a store (handbook H5.2, H5.3, H4.5)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from salesops.accounts.actor import Actor
from stores.models import SalesRecord, StockCount
from tests.factories.visits import PlannedVisitFactory, TaskFactory, VisitFactory
from tests.visits.execution.payloads import ARRIVED
from visits.calc.found import Counted, Measured
from visits.choices import PlannedVisitStatus, VisitStatus, VisitStep
from visits.models import Visit
from visits.services.checkout import StepsOpen, check_out, close_forgotten_visits
from visits.services.filling import VisitClosed, save_counts, save_image, skip_step

pytestmark = pytest.mark.django_db

LEFT = ARRIVED + timedelta(minutes=25)


def leave(visit, actor, *, at=LEFT, device_at=None):
    return check_out(visit, device_at=device_at, summary="好", actor=actor, at=at)


@pytest.fixture
def filled_visit(cast, shop, open_visit):
    """All steps answered but photo and next step, which are skipped."""
    actor = cast.actor("rep")
    save_counts(open_visit, {shop.skus[0].pk: Counted(4, 2), shop.skus[1].pk: Counted(None, 0)}, actor=actor)
    save_image(open_visit, shop.standard, {shop.posters.pk: Measured(4), shop.tidiness.pk: Measured(5)}, actor=actor)
    skip_step(open_visit, VisitStep.PHOTO, "不让拍", actor=actor)
    skip_step(open_visit, VisitStep.NEXT, "没有", actor=actor)
    return open_visit


def test_check_out_names_what_is_open(cast, open_visit):
    with pytest.raises(StepsOpen) as refused:
        leave(open_visit, cast.actor("rep"))

    assert refused.value.steps == ["photo", "image", "stock", "sales", "next"]


def test_a_part_of_the_image_is_no_image_check(cast, shop, filled_visit):
    save_image(filled_visit, shop.standard, {shop.posters.pk: Measured(4)}, actor=cast.actor("rep"))

    with pytest.raises(StepsOpen) as refused:
        leave(filled_visit, cast.actor("rep"))

    assert refused.value.steps == ["image"]


def test_check_out_books_stock_and_sales_of_the_visit(cast, shop, filled_visit):
    visit = leave(filled_visit, cast.actor("rep"))

    assert (visit.status, visit.minutes, visit.checked_out_at, visit.marks) == (VisitStatus.CLOSED, 25, LEFT, [])
    counted = StockCount.objects.unscoped(because="tests").values_list("sku", "quantity")
    sold = SalesRecord.objects.unscoped(because="tests").values_list("sku", "quantity", "document")
    assert list(counted) == [(shop.skus[0].pk, 4)]
    assert sorted(sold) == [(sku.pk, n, str(visit.client_id)) for sku, n in zip(shop.skus, (2, 0), strict=True)]


def test_where_sell_out_is_imported_a_visit_books_its_stock_alone(cast, filled_visit):
    cast.center.counts_visit_sales = False
    cast.center.save()

    leave(filled_visit, cast.actor("rep"))

    assert StockCount.objects.unscoped(because="tests").count() == 1
    assert not SalesRecord.objects.unscoped(because="tests").exists()


def test_leaving_twice_books_once(cast, filled_visit):
    first = leave(filled_visit, cast.actor("rep"))

    again = leave(filled_visit, cast.actor("rep"), at=LEFT + timedelta(hours=1))

    assert (again.checked_out_at, again.revision) == (first.checked_out_at, first.revision)
    assert SalesRecord.objects.unscoped(because="tests").count() == 2


def test_minutes_are_those_of_the_phones_one_clock(cast, filled_visit):
    visit = leave(filled_visit, cast.actor("rep"), device_at=LEFT, at=LEFT + timedelta(hours=5))

    assert (visit.minutes, visit.checked_out_at) == (25, LEFT)


def test_a_visit_shorter_than_plausible_is_marked(cast, filled_visit):
    visit = leave(filled_visit, cast.actor("rep"), at=ARRIVED + timedelta(minutes=2))

    assert [mark["code"] for mark in visit.marks] == ["too_short"]


def test_a_closed_visit_takes_nothing_more(cast, shop, filled_visit):
    leave(filled_visit, cast.actor("rep"))

    with pytest.raises(VisitClosed):
        save_counts(filled_visit, {shop.skus[0].pk: Counted(9, 9)}, actor=cast.actor("rep"))


@pytest.mark.parametrize("who", ["colleague", "manager", "stranger", "marketing", "hq", "admin"])
def test_nobody_leaves_for_another(cast, filled_visit, who):
    with pytest.raises(PermissionDenied):
        leave(filled_visit, cast.actor(who))


def test_a_left_visit_fulfils_its_planned_one(cast, shop, filled_visit):
    planned = PlannedVisitFactory(store=shop.store)
    Visit.objects.unscoped(because="tests").update(planned=planned)

    leave(filled_visit, cast.actor("rep"))

    planned.refresh_from_db()
    assert planned.status == PlannedVisitStatus.DONE


def test_a_forgotten_visit_ends_without_minutes_and_keeps_what_was_counted(cast, shop, filled_visit):
    planned = PlannedVisitFactory(store=shop.store)
    Visit.objects.unscoped(because="tests").update(planned=planned)
    midnight = ARRIVED.replace(hour=0) + timedelta(days=1)

    closed = close_forgotten_visits(before=midnight, actor=Actor.system("night"), at=midnight)
    again = close_forgotten_visits(before=midnight, actor=Actor.system("night"), at=midnight)

    filled_visit.refresh_from_db()
    planned.refresh_from_db()
    assert (closed, again) == (1, 0)
    assert (filled_visit.status, filled_visit.minutes) == (VisitStatus.NO_CHECKOUT, None)
    assert planned.status == PlannedVisitStatus.PLANNED
    assert StockCount.objects.unscoped(because="tests").count() == 1


def test_a_visit_of_today_is_not_forgotten(open_visit):
    assert close_forgotten_visits(before=ARRIVED.replace(hour=0), actor=Actor.system("night"), at=LEFT) == 0


def test_a_task_agreed_on_here_settles_the_next_step(cast, filled_visit):
    filled_visit.skipped_steps.unscoped(because="tests").filter(step="next").delete()
    TaskFactory(store=filled_visit.store, visit=filled_visit)

    assert leave(filled_visit, cast.actor("rep")).status == VisitStatus.CLOSED


def test_what_is_still_open_is_listed_as_the_readers_language_lists():
    with translation.override("en"):
        assert "Photo, Stock." in str(StepsOpen([VisitStep.PHOTO, VisitStep.STOCK]))
    with translation.override("zh-hans"):
        assert "照片、库存" in str(StepsOpen([VisitStep.PHOTO, VisitStep.STOCK]))


def test_a_forgotten_visit_that_cannot_be_closed_holds_up_no_other(shop, open_visit, caplog):
    other = VisitFactory(checked_in_at=ARRIVED)
    damaged, whole = sorted([open_visit, other], key=lambda visit: visit.pk)
    Visit.objects.unscoped(because="tests").filter(pk=damaged.pk).update(marks=["damaged"])
    midnight = ARRIVED.replace(hour=0) + timedelta(days=1)
    night = {"before": midnight, "actor": Actor.system("night"), "at": midnight}

    closed = close_forgotten_visits(**night)
    Visit.objects.unscoped(because="tests").filter(pk=damaged.pk).update(marks=[])
    next_night = close_forgotten_visits(**night)

    whole.refresh_from_db()
    assert (closed, whole.status, next_night) == (1, VisitStatus.NO_CHECKOUT, 1)
    assert f"end of forgotten visit {damaged.pk}" in caplog.text
