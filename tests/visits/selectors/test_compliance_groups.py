"""Compliance of any span by anything, each figure equal to its rows (H4.5)."""

from datetime import date

import pytest

from tests.factories.visits import RoutePlanFactory
from tests.visits.routes.areas import stores_of
from tests.visits.selectors.test_compliance import TODAY, month_of_work, planned, visited  # noqa: F401
from visits.calc.compliance import Ratio
from visits.selectors.compliance_calls import Span
from visits.selectors.compliance_groups import By, grouped, parts_of
from visits.selectors.compliance_rows import Figure, call_rows, store_rows

pytestmark = pytest.mark.django_db
NOVEMBER = Span(date(2026, 11, 1), date(2026, 11, 30))


def figures_by(cast, by, span=NOVEMBER):
    return grouped(cast.actor("manager"), [cast.rep, cast.colleague], span, by, on=TODAY)


@pytest.mark.parametrize("by", list(By))
def test_the_groups_add_up_to_the_whole(cast, month_of_work, by):  # noqa: F811
    found = figures_by(cast, by)

    assert found.whole.figures.as_planned == Ratio(1, 3)
    assert sum(group.figures.as_planned.numerator for group in found.groups) == 1
    assert sum(group.figures.as_planned.denominator for group in found.groups) == 3
    assert sum(group.figures.done for group in found.groups) == found.whole.figures.done == 2


def test_each_figure_counts_the_rows_that_it_opens_to(cast, month_of_work):  # noqa: F811
    whole = figures_by(cast, By.REP).whole.figures
    asked = {"by": By.REP, "group": "", "on": TODAY}

    counted = {
        figure: len(call_rows(cast.actor("manager"), [cast.rep, cast.colleague], NOVEMBER, figure, **asked))
        for figure in Figure
        if figure not in {Figure.FREQUENCY, Figure.COVERAGE}
    }

    assert counted == {
        Figure.PLANNED: whole.planned,
        Figure.KEPT: whole.as_planned.numerator,
        Figure.MISSED: len(whole.missed),
        Figure.EXCLUDED: 1,
        Figure.MOVED: 0,
        Figure.DONE: whole.done,
        Figure.UNPLANNED: whole.unplanned.numerator,
        Figure.EFFECTIVE: whole.effective.numerator,
        Figure.MINUTES: 1,
        Figure.INVALID: whole.invalid,
    }


def test_stores_below_their_frequency_come_first(cast, month_of_work):  # noqa: F811
    first, second = month_of_work
    asked = {"by": By.REP, "group": str(cast.rep.pk), "on": TODAY}

    rows = store_rows(cast.actor("manager"), [cast.rep], NOVEMBER, Figure.FREQUENCY, **asked)

    assert {(row.store, row.required, row.done) for row in rows} == {(first, 6, 1), (second, 6, 1)}


def test_kilometres_compare_the_way_gone_with_the_way_planned(cast):
    one, two, three = stores_of(cast.rep, 3)
    plan = RoutePlanFactory(rep=cast.rep)
    for place, store in enumerate((one, two, three)):
        planned(store, 2, plan, position=place)
    visited(one, 2, hour=9)
    visited(two, 2, hour=10)

    gone = figures_by(cast, By.REP).groups[0].kilometres

    assert 0 < gone.numerator < gone.denominator


def test_a_span_is_cut_into_its_weeks():
    weeks = list(parts_of(Span(date(2026, 11, 4), date(2026, 11, 17)), By.WEEK))

    assert [(week.first.day, week.last.day) for week in weeks] == [(4, 8), (9, 15), (16, 17)]


@pytest.mark.parametrize("count", [1, 3])
def test_a_grouping_costs_seven_queries(cast, django_assert_num_queries, count):
    plan = RoutePlanFactory(rep=cast.rep)
    for store in stores_of(cast.rep, count):
        visited(store, 2, planned=planned(store, 2, plan))
    actor = cast.actor("manager")

    with django_assert_num_queries(7):
        grouped(actor, [cast.rep], NOVEMBER, By.STORE, on=TODAY)
