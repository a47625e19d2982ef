"""What is filled in during a visit, and the score that follows from it (handbook H5.5)."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from salesops.errors import DomainError
from tests.factories.visits import ImageItemFactory, ImageStandardFactory
from visits.calc.found import Counted, Measured
from visits.choices import VisitStep
from visits.models import ImageCheck, SkippedStep, VisitCount
from visits.selectors.filling import sku_rows
from visits.selectors.image import standard_on
from visits.services.filling import LevelTooHigh, save_counts, save_image, skip_step

pytestmark = pytest.mark.django_db


def rows_of(model):
    return model.objects.unscoped(because="looking at what was written")


def test_counts_are_replaced_and_an_emptied_sku_goes(cast, shop, open_visit):
    one, other = (sku.pk for sku in shop.skus)
    save_counts(open_visit, {one: Counted(3, 1), other: Counted(2, None)}, actor=cast.actor("rep"))

    save_counts(open_visit, {one: Counted(5, None), other: Counted()}, actor=cast.actor("rep"))

    assert list(rows_of(VisitCount).values_list("sku", "stock", "sold")) == [(one, 5, None)]


@pytest.mark.parametrize(
    ("posters", "tidiness", "score"),
    [
        (Measured(4), Measured(5), "100.0"),
        (Measured(3), Measured(4), "76.3"),  # (30 × 3/4 + 10 × 4/5) ÷ 40 × 100
        (Measured(9), Measured(0), "75.0"),
        (Measured(None, True), Measured(4), "80.0"),
        (Measured(0), Measured(0), "0.0"),
    ],
)
def test_the_score_is_the_handbooks_formula(cast, shop, open_visit, posters, tidiness, score):
    answers = {shop.posters.pk: posters, shop.tidiness.pk: tidiness}

    save_image(open_visit, shop.standard, answers, actor=cast.actor("rep"))

    open_visit.refresh_from_db()
    assert open_visit.image_score == Decimal(score)


def test_nothing_applicable_is_no_score(cast, shop, open_visit):
    answers = {shop.posters.pk: Measured(None, True), shop.tidiness.pk: Measured(None, True)}

    assert save_image(open_visit, shop.standard, answers, actor=cast.actor("rep")) is None


def test_a_level_above_the_highest_is_refused_and_keeps_the_former_answers(cast, shop, open_visit):
    save_image(open_visit, shop.standard, {shop.tidiness.pk: Measured(5)}, actor=cast.actor("rep"))

    with pytest.raises(LevelTooHigh):
        save_image(open_visit, shop.standard, {shop.tidiness.pk: Measured(6)}, actor=cast.actor("rep"))

    assert rows_of(ImageCheck).get().measured == 5


def test_a_new_version_leaves_old_scores_alone(cast, shop, open_visit):
    answers = {shop.posters.pk: Measured(2), shop.tidiness.pk: Measured(5)}
    save_image(open_visit, shop.standard, answers, actor=cast.actor("rep"))
    newer = ImageStandardFactory(valid_from=date(2026, 11, 1))
    ImageItemFactory(standard=newer, weight=99)

    open_visit.refresh_from_db()

    assert (open_visit.image_standard, open_visit.image_score) == (shop.standard, Decimal("62.5"))
    assert standard_on(date(2026, 11, 24)) == newer


def test_a_step_that_is_done_after_all_is_no_longer_skipped(cast, shop, open_visit):
    skip_step(open_visit, VisitStep.STOCK, "没时间", actor=cast.actor("rep"))
    skip_step(open_visit, VisitStep.SALES, "没时间", actor=cast.actor("rep"))

    save_counts(open_visit, {shop.skus[0].pk: Counted(1, None)}, actor=cast.actor("rep"))

    assert list(rows_of(SkippedStep).values_list("step", flat=True)) == ["sales"]


def test_a_step_is_not_skipped_without_a_reason(cast, open_visit):
    with pytest.raises(DomainError):
        skip_step(open_visit, VisitStep.STOCK, "  ", actor=cast.actor("rep"))


@pytest.mark.parametrize("who", ["colleague", "manager", "admin"])
def test_nobody_fills_in_the_visit_of_another(cast, shop, open_visit, who):
    with pytest.raises(PermissionDenied):
        save_counts(open_visit, {shop.skus[0].pk: Counted(1, 1)}, actor=cast.actor(who))


def test_an_added_sku_is_listed_after_what_the_store_carries(shop, open_visit, django_assert_num_queries):
    with django_assert_num_queries(5):
        rows = sku_rows(open_visit, [shop.skus[1].pk])

    assert [row.sku for row in rows] == [shop.skus[1]]
