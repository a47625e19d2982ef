from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from salesops.workflow.selectors.history import history_of
from stores.models import DistributionLine
from stores.services import CannotAsk, Cell, ChangedMeanwhile, set_distribution
from tests.factories.stores import DistributionLineFactory, HandsetModelFactory, SkuFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 10, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
JANUARY, OCTOBER, DECEMBER = date(2026, 1, 1), date(2026, 10, 1), date(2026, 12, 1)


@pytest.fixture
def model(db):
    return HandsetModelFactory(name="星河 20")


def cell(model, store_class="A"):
    return Cell(model.pk, store_class, "multi")


def put(cast, wanted, starts_on=OCTOBER, who="marketing", reason=""):
    return set_distribution(wanted, starts_on=starts_on, actor=cast.actor(who), at=AT, reason=reason)


def lines():
    return list(DistributionLine.objects.order_by("starts_on").values_list("colours", "starts_on", "ends_on"))


def test_a_change_ends_the_former_line_and_begins_the_next(cast, model):
    put(cast, {cell(model): 2}, JANUARY)

    put(cast, {cell(model): 3}, OCTOBER)

    assert lines() == [(2, JANUARY, OCTOBER), (3, OCTOBER, None)]


def test_an_emptied_cell_asks_for_nothing_from_that_day_on(cast, model):
    put(cast, {cell(model): 2}, JANUARY)

    put(cast, {cell(model): None}, OCTOBER)

    assert lines() == [(2, JANUARY, OCTOBER)]


def test_what_was_to_change_later_still_changes_then(cast, model):
    put(cast, {cell(model): 2}, DECEMBER)

    put(cast, {cell(model): 1}, OCTOBER)

    assert lines() == [(1, OCTOBER, DECEMBER), (2, DECEMBER, None)]


@pytest.mark.parametrize(("colours", "left"), [(3, [(3, OCTOBER, None)]), (None, [])])
def test_a_line_of_the_same_day_is_corrected_in_place(cast, model, colours, left):
    put(cast, {cell(model): 2}, OCTOBER)

    put(cast, {cell(model): colours}, OCTOBER)

    assert lines() == left


def test_the_models_history_tells_who_asked_for_what_from_when_and_why(cast, model):
    put(cast, {cell(model): 2, cell(model, "B"): 1}, JANUARY)
    put(cast, {cell(model): 3, cell(model, "B"): 1}, OCTOBER, reason="新款主推")

    event = history_of(model).first()
    assert (event.actor, event.reason, event.step) == (cast.marketing, "新款主推", "distribution standard")
    assert [(one.field, one.before, one.after) for one in event.changes.all()] == [
        ("A · 多品牌店 2026-10-01", "2", "3")
    ]


def test_the_same_standard_again_leaves_no_trace(cast, model):
    put(cast, {cell(model): 2}, JANUARY)

    assert put(cast, {cell(model): 2}, OCTOBER) == []
    assert (len(lines()), history_of(model).count()) == (1, 1)


@pytest.mark.parametrize("who", ["rep", "manager", "hq"])
def test_only_marketing_and_admins_set_the_standard(cast, model, who):
    with pytest.raises(PermissionDenied):
        put(cast, {cell(model): 1}, who=who)
    put(cast, {cell(model): 1}, who="admin")


def test_nobody_asks_for_more_colours_than_the_model_comes_in(cast, model):
    SkuFactory(model=model, colour="黑")
    SkuFactory(model=model, colour="黑", memory="12+256")

    with pytest.raises(CannotAsk, match=r"1 .*2"):
        put(cast, {cell(model): 2})


@pytest.mark.parametrize(("colours", "is_own"), [(1, False), (0, True), (10, True)])
def test_what_makes_no_sense_is_refused(cast, colours, is_own):
    with pytest.raises(CannotAsk):
        put(cast, {cell(HandsetModelFactory(is_own=is_own)): colours})
    assert lines() == []


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [(date(2026, 5, 1), date(2026, 6, 1)), (date(2025, 5, 1), None), (date(2025, 5, 1), date(2026, 1, 2))],
)
def test_the_database_refuses_two_lines_of_a_cell_on_one_day(model, starts_on, ends_on):
    DistributionLineFactory(model=model, ends_on=date(2026, 10, 1))

    with pytest.raises(IntegrityError), transaction.atomic():
        DistributionLineFactory(model=model, starts_on=starts_on, ends_on=ends_on)


def test_lines_that_touch_and_lines_of_other_cells_stand_beside_each_other(model):
    DistributionLineFactory(model=model, ends_on=OCTOBER)
    DistributionLineFactory(model=model, starts_on=OCTOBER)
    DistributionLineFactory(model=model, starts_on=JANUARY, store_class="A")

    assert DistributionLine.objects.count() == 3


def test_a_line_cannot_be_moved_over_another_one(model):
    DistributionLineFactory(model=model, starts_on=OCTOBER)
    early = DistributionLineFactory(model=model, ends_on=OCTOBER)

    with pytest.raises(IntegrityError), transaction.atomic():
        DistributionLine.objects.filter(pk=early.pk).update(ends_on=DECEMBER)


def test_an_edit_on_top_of_another_is_refused(cast, model):
    put(cast, {cell(model): 2})

    with pytest.raises(ChangedMeanwhile, match="A"):
        set_distribution(
            {cell(model): 3}, starts_on=OCTOBER, seen={cell(model): None}, actor=cast.actor("marketing"), at=AT
        )
    assert lines() == [(2, OCTOBER, None)]


def test_many_cells_cost_as_many_queries_as_one(cast):
    models = HandsetModelFactory.create_batch(3)
    counts = []
    for some in (models[:1], models):
        put(cast, {cell(one): 1 for one in some}, JANUARY)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            put(cast, {cell(one, name): 2 for one in some for name in "ABC"})
        counts.append(len(queries))

    assert counts[0] == counts[1]
