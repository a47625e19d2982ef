"""Where a promotion lies in a month (handbook H6.2)."""

from datetime import date

from promotions.calc.calendar import bar_of, weeks_of

FIRST, LAST = date(2026, 12, 1), date(2026, 12, 31)


def test_a_bar_fills_the_month_together_with_its_free_days():
    bar = bar_of(date(2026, 12, 5), date(2026, 12, 14), FIRST, LAST)

    assert (bar.before, bar.span, bar.after) == (4, 10, 17)


def test_what_reaches_beyond_the_month_is_cut_and_says_so():
    bar = bar_of(date(2026, 11, 20), date(2027, 1, 3), FIRST, LAST)

    assert (bar.before, bar.span, bar.after, bar.begins_earlier, bar.ends_later) == (0, 31, 0, True, True)


def test_weeks_begin_on_monday_and_show_the_whole_month():
    weeks = weeks_of(FIRST, LAST)

    assert (weeks[0][0], weeks[-1][-1]) == (date(2026, 11, 30), date(2027, 1, 3))
