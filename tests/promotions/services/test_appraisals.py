"""Appraisals count what is known, keep what was confirmed, and training is entered once and with a trace (H7)."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from promotions.models import Course, TrainingResult
from promotions.selectors.appraisals import sheet_of
from promotions.selectors.promoter_terms import terms_of
from promotions.services.appraisals import NothingToAppraise, confirm_appraisal, reopen_appraisal, set_appraisal
from promotions.services.headcount import set_terms
from promotions.services.training import add_course, hold_session, set_scores
from salesops.periods.month import Month
from salesops.workflow.flow import NotPossibleNow
from salesops.workflow.models import AuditEvent
from stores.models import SalesMonth
from tests.factories.promoters import AssignmentFactory, PromoterFactory, ShiftFactory
from tests.factories.stores import HandsetModelFactory
from tests.factories.visits import VisitFactory
from visits.choices import VisitStatus

MONTH = Month(2026, 10)
AT = datetime(2026, 11, 5, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


def acting(cast, who="manager"):
    return {"actor": cast.actor(who), "at": AT}


@pytest.fixture
def promoter(cast):
    """Sold 60 alone in one store, and was absent on one of two days."""
    place = AssignmentFactory(promoter__rep=cast.rep)
    month = {"store": place.store, "model": HandsetModelFactory(), "month": MONTH.first_day}
    SalesMonth.objects.create(**month, sell_out=60, records=1)
    for day in (12, 13):
        ShiftFactory(promoter=place.promoter, store=place.store, work_on=date(2026, 10, day))
    return place.promoter


def typed(cast, promoter, who="rep", revision=1, **values):
    return set_appraisal(promoter, MONTH, values, revision=revision, **acting(cast, who))


def course(cast, **kwargs):
    return add_course({"name": "新品卖点", "required_from": date(2026, 1, 1), **kwargs}, **acting(cast, "marketing"))


def test_a_month_is_counted_from_sales_roster_tests_and_mystery_shops(cast, promoter):
    terms = {"yuan_per_unit": Decimal(10), "full_score_yuan": Decimal(500)}
    set_terms(terms_of(cast.center), terms, revision=0, **acting(cast))
    session = hold_session(course(cast), [promoter], held_on=date(2026, 10, 9), note="", **acting(cast, "rep"))
    set_scores(session, {promoter.pk: 90}, **acting(cast, "rep"))
    typed(cast, promoter, target_units=80, recommendation_percent=50)

    sheet = sheet_of(promoter, MONTH, AT)

    points = {str(line.code): line.points for line in sheet.lines}
    # Nobody checked the image: 40 × 75 + 20 × 0 + 15 × 90 + 10 × 50, by 85 of the weights.
    assert points == {"sales": 75, "attendance": 0, "image": None, "skill": 90, "recommendation": 50}
    assert sheet.score == Decimal("57.1")
    assert (sheet.incentive.for_units_yuan, sheet.incentive.for_score_yuan) == (Decimal("600.00"), Decimal("285.50"))


def test_the_mean_of_the_image_is_rounded_half_up(cast, promoter):
    store = promoter.assignments.unscoped(because="tests").get().store
    for day, score in ((12, "72.0"), (13, "72.5")):
        VisitFactory(
            store=store,
            visited_on=date(2026, 10, day),
            image_score=Decimal(score),
            status=VisitStatus.NO_CHECKOUT,
        )

    (figures,) = sheet_of(promoter, MONTH, AT).stores

    assert (figures.image, figures.checks) == (Decimal("72.3"), 2)


def test_a_confirmed_month_stays_as_it_was_counted_until_it_is_opened_again(cast, promoter):
    typed(cast, promoter, target_units=60)
    confirm_appraisal(promoter, MONTH, **acting(cast))
    SalesMonth.objects.unscoped(because="test").update(sell_out=600)

    assert sheet_of(promoter, MONTH, AT).units == Decimal("60.0")
    with pytest.raises(NotPossibleNow):
        typed(cast, promoter, target_units=70, revision=3)
    reopen_appraisal(promoter, MONTH, reason="补录销量", **acting(cast))

    assert sheet_of(promoter, MONTH, AT).units == Decimal("600.0")
    assert AuditEvent.objects.get(step="open the appraisal again").reason == "补录销量"


@pytest.mark.parametrize("who", ["rep", "colleague", "stranger", "marketing", "hq"])
def test_nobody_but_the_manager_confirms(cast, promoter, who):
    typed(cast, promoter, target_units=60)

    with pytest.raises(PermissionDenied):
        confirm_appraisal(promoter, MONTH, **acting(cast, who))


def test_a_month_that_is_not_over_or_says_nothing_is_not_confirmed(cast, promoter):
    with pytest.raises(NothingToAppraise):
        confirm_appraisal(promoter, Month(2026, 11), **acting(cast))
    with pytest.raises(NothingToAppraise):
        confirm_appraisal(PromoterFactory(rep=cast.rep), MONTH, **acting(cast))


def test_store_staff_take_no_share_of_what_our_promoter_sold(cast, promoter):
    store = promoter.assignments.unscoped(because="test").get().store
    clerk = AssignmentFactory(promoter__rep=cast.rep, promoter__kind="staff", store=store).promoter

    assert sheet_of(promoter, MONTH, AT).units == Decimal("60.0")
    assert sheet_of(clerk, MONTH, AT) is None


@pytest.mark.parametrize("who", ["colleague", "stranger", "marketing", "hq"])
def test_nobody_else_sets_a_target(cast, promoter, who):
    with pytest.raises(PermissionDenied):
        typed(cast, promoter, who=who, target_units=1)


def test_the_weights_of_a_center_come_to_a_hundred(cast):
    terms = terms_of(cast.center)
    terms.weight_sales = 41

    with pytest.raises(ValidationError):
        terms.full_clean()


def test_courses_are_the_companys_and_sessions_the_reps_and_managers(cast, promoter):
    with pytest.raises(PermissionDenied):
        add_course({"name": "x", "required_from": MONTH.first_day}, **acting(cast, "manager"))
    held = course(cast)
    with pytest.raises(PermissionDenied):
        hold_session(held, [promoter], held_on=date(2026, 10, 9), note="", **acting(cast, "hq"))
    with pytest.raises(ValidationError):
        hold_session(held, [promoter], held_on=date(2026, 11, 6), note="", **acting(cast, "rep"))

    assert Course.objects.count() == 1
    assert not TrainingResult.objects.unscoped(because="test").exists()


def test_a_score_that_is_changed_stands_in_the_history(cast, promoter):
    session = hold_session(course(cast), [promoter], held_on=date(2026, 10, 9), note="", **acting(cast, "rep"))
    set_scores(session, {promoter.pk: 55}, **acting(cast, "rep"))
    set_scores(session, {promoter.pk: 75}, **acting(cast))

    changes = AuditEvent.objects.filter(step="edit").latest("pk").changes
    assert list(changes.values_list("before", "after")) == [("55", "75")]
    with pytest.raises(PermissionDenied):
        set_scores(session, {promoter.pk: 100}, **acting(cast, "colleague"))


def test_points_that_rest_on_too_little_are_paid_only_when_the_manager_says_why(cast, promoter):
    set_terms(terms_of(cast.center), {"full_score_yuan": Decimal(500)}, revision=0, **acting(cast))
    typed(cast, promoter, recommendation_percent=100)

    before = sheet_of(promoter, MONTH, AT)
    confirm_appraisal(promoter, MONTH, **acting(cast))
    withheld = sheet_of(promoter, MONTH, AT)
    reopen_appraisal(promoter, MONTH, reason="店长已证实", **acting(cast))
    confirm_appraisal(promoter, MONTH, reason="店长已证实", **acting(cast))
    paid = sheet_of(promoter, MONTH, AT)

    # Attendance and recommendation alone: 30 of the weight of 100.
    assert [one.is_withheld for one in (before, withheld, paid)] == [True, True, False]
    assert [one.incentive.for_score_yuan for one in (before, withheld, paid)] == [0, 0, Decimal("166.50")]
    confirmed = AuditEvent.objects.filter(step="confirm the appraisal").order_by("pk").values_list("reason", flat=True)
    assert list(confirmed) == ["", "店长已证实"]


def test_a_center_says_how_much_of_the_weight_has_to_be_known(cast, promoter):
    terms = {"full_score_yuan": Decimal(500), "least_known_percent": 30}
    set_terms(terms_of(cast.center), terms, revision=0, **acting(cast))
    typed(cast, promoter, recommendation_percent=100)

    assert not sheet_of(promoter, MONTH, AT).is_withheld
