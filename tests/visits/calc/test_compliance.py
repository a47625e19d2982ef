"""Figures of compliance with their numerators and denominators (H4.5)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visits.calc.compliance import (
    ActiveStore,
    DoneCall,
    Exclusion,
    PlannedCall,
    Ratio,
    compliance_by,
    longest_common_subsequence,
    measure_compliance,
)

MONDAY, TUESDAY = date(2026, 11, 2), date(2026, 11, 3)


def test_ratio_has_no_percentage_of_nothing():
    assert Ratio(0, 0).percent is None
    assert Ratio(2, 3).percent == Decimal("66.7")
    assert Ratio(Decimal("0.5"), 400).percent == Decimal("0.1")


def test_visit_counts_as_planned_on_its_day_only():
    planned = [PlannedCall("S1", MONDAY), PlannedCall("S2", MONDAY, missed_reason="closed for stocktaking")]
    done = [DoneCall("S1", MONDAY), DoneCall("S2", TUESDAY)]

    figures = measure_compliance(planned, done, [])

    assert figures.as_planned == Ratio(1, 2)
    assert figures.unplanned == Ratio(1, 2)
    assert figures.missed == (planned[1],)


@pytest.mark.parametrize("reason", list(Exclusion))
def test_excluded_visit_leaves_the_denominator(reason):
    planned = [PlannedCall("S1", MONDAY), PlannedCall("S2", MONDAY, excluded=reason)]

    figures = measure_compliance(planned, [DoneCall("S1", MONDAY)], [])

    assert figures.as_planned == Ratio(1, 1)
    assert figures.missed == ()
    assert figures.excluded == ((reason, 1),)


def test_excluded_visit_that_was_done_is_neither_compliant_nor_unplanned():
    planned = [PlannedCall("S1", MONDAY, excluded=Exclusion.HOLIDAY)]

    figures = measure_compliance(planned, [DoneCall("S1", MONDAY)], [])

    assert (figures.as_planned, figures.unplanned) == (Ratio(0, 0), Ratio(0, 1))


def test_second_visit_of_a_day_is_unplanned():
    figures = measure_compliance([PlannedCall("S1", MONDAY)], [DoneCall("S1", MONDAY)] * 2, [])

    assert (figures.as_planned, figures.unplanned) == (Ratio(1, 1), Ratio(1, 2))


def test_visit_without_check_out_is_not_done():
    figures = measure_compliance([PlannedCall("S1", MONDAY)], [DoneCall("S1", MONDAY, is_valid=False)], [])

    assert (figures.as_planned, figures.invalid) == (Ratio(0, 1), 1)


def test_frequency_and_coverage_look_at_active_stores():
    stores = [ActiveStore("S1", 2), ActiveStore("S2", 1), ActiveStore("S3", 1), ActiveStore("S4", 0)]
    done = [DoneCall("S1", MONDAY), DoneCall("S2", MONDAY), DoneCall("closed", MONDAY)]

    figures = measure_compliance([], done, stores)

    assert figures.frequency == Ratio(1, 3)
    assert figures.coverage == Ratio(2, 4)


def test_minutes_compare_only_what_is_known():
    done = [
        DoneCall("S1", MONDAY, minutes=Decimal("30.5"), standard_minutes=40),
        DoneCall("S2", MONDAY, minutes=None, standard_minutes=40),
        DoneCall("S3", MONDAY, minutes=99, standard_minutes=0),
    ]

    assert measure_compliance([], done, []).minutes == Ratio(Decimal("30.5"), 40)


def test_effective_visits_have_a_sell_in():
    done = [DoneCall("S1", MONDAY, has_sell_in=True), DoneCall("S2", MONDAY)]

    assert measure_compliance([], done, []).effective == Ratio(1, 2)


def test_order_kept_counts_the_longest_common_order_by_day():
    planned = [PlannedCall(code, MONDAY, place) for place, code in enumerate("ABCD")]
    planned.append(PlannedCall("A", TUESDAY, 0))
    done = [DoneCall(code, MONDAY, place) for place, code in enumerate("AXCBD")]

    assert measure_compliance(planned, done, []).order_kept == Ratio(3, 5)


@given(st.text("ABCD", max_size=8), st.text("ABCD", max_size=8))
def test_common_order_is_symmetric_and_no_longer_than_either(planned, actual):
    length = longest_common_subsequence(planned, actual)

    assert length == longest_common_subsequence(actual, planned) <= min(len(planned), len(actual))
    assert longest_common_subsequence(planned, planned) == len(planned)


def test_compliance_by_measures_each_group():
    planned = [PlannedCall("A1", MONDAY), PlannedCall("B1", MONDAY)]

    by_class = compliance_by(lambda row: row.code[0], planned, [DoneCall("A1", MONDAY)], [ActiveStore("B1")])

    assert by_class["A"].as_planned == Ratio(1, 1)
    assert by_class["B"].coverage == Ratio(0, 1)
