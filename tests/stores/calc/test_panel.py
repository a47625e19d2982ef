"""Laying a center's months out for the forecast (handbook H8.2)."""

import numpy as np

from salesops.periods.month import Month
from stores.calc.panel import Panel, StoreMonths

SEPTEMBER, OCTOBER, NOVEMBER = (Month(2026, month) for month in (9, 10, 11))


def test_panel_has_a_row_for_each_store_by_code_and_a_gap_for_each_missing_month():
    panel = Panel.of(
        [StoreMonths("S2", {OCTOBER: 5, NOVEMBER: 9}), StoreMonths("S1", {SEPTEMBER: 0, OCTOBER: 4})],
        end=NOVEMBER,
    )

    assert panel.months == (SEPTEMBER, OCTOBER)
    assert [store.code for store in panel.stores] == ["S1", "S2"]
    np.testing.assert_array_equal(panel.units, [[0, 4], [np.nan, 5]])


def test_panel_forgets_what_was_not_known_yet():
    panel = Panel.of([StoreMonths("S1", {SEPTEMBER: 3, OCTOBER: 4})], end=NOVEMBER)

    assert panel.before(OCTOBER).months == (SEPTEMBER,)
    assert panel.before(NOVEMBER) is panel


def test_panel_without_a_report_has_no_months():
    panel = Panel.of([StoreMonths("S1", {})], end=NOVEMBER)

    assert panel.months == ()
    assert panel.units.shape == (1, 0)
