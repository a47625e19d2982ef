"""Figures, months, states and links as people read them."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import translation

from salesops.periods.month import Month
from salesops.web.templatetags import web


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal(1234), "¥\u00a01,234.00"),
        (Decimal("-0.5"), "−¥\u00a00.50"),
        (0, "¥\u00a00.00"),
        (Decimal("123456789.05"), "¥\u00a0123,456,789.05"),
        (None, "–"),
    ],
)
def test_money(value, shown):
    assert web.money(value) == shown


@pytest.mark.parametrize(("value", "shown"), [(12345, "12,345"), (-7, "−7"), (None, "–"), (0, "0")])
def test_quantity(value, shown):
    assert web.quantity(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(Decimal("0.825"), "82.5\u00a0%"), (Decimal("-0.1"), "−10.0\u00a0%"), (None, "–")],
)
def test_percent(value, shown):
    assert web.percent(value) == shown


def test_percent_with_other_places():
    assert web.percent(Decimal("0.4"), 0) == "40\u00a0%"


@pytest.mark.parametrize(("share", "shown"), [("0.125", "13\u00a0%"), ("-0.125", "−13\u00a0%")])
def test_percent_of_a_half_is_rounded_away_from_nought_as_people_do(share, shown):
    assert web.percent(Decimal(share), 0) == shown


@pytest.mark.parametrize(("language", "shown"), [("zh-hans", "2026年11月"), ("en", "November 2026")])
def test_month_in_both_languages(language, shown):
    with translation.override(language):
        assert (web.month(Month(2026, 11)), web.month(date(2026, 11, 1))) == (shown, shown)


def test_no_month():
    assert web.month(None) == "–"


def test_badge_escapes_its_label():
    assert web.badge("draft", "<b>") == '<span class="badge state state-draft">&lt;b&gt;</span>'


def test_class_badge_of_nothing_and_of_a_provisional_class():
    assert "–" in web.class_badge("")
    assert "is-provisional" in web.class_badge("A", is_provisional=True)
    assert "is-provisional" not in web.class_badge("A")


def test_help_link_leads_to_the_clause():
    assert 'href="/handbook/H8.2/"' in web.help_link("H8.2")


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        (date(2026, 11, 1), date(2026, 11, 4), "2026-11-01 to 2026-11-03"),
        (date(2026, 11, 1), None, "since 2026-11-01"),
        (None, date(2026, 11, 4), "until 2026-11-03"),
        (None, None, "–"),
    ],
)
def test_span_of_days_leaves_out_its_end(start, end, shown):
    with translation.override("en"):
        assert web.since_until(start, end) == shown


def test_field_label_of_a_field_and_of_a_lost_one():
    with translation.override("en"):
        assert web.field_label("accounts.user", "role") == "Role"
    assert web.field_label("accounts.user", "lost") == "lost"
    assert web.field_label("lost.model", "name") == "name"


def test_field_label_of_a_set_of_rows_is_its_name_in_the_readers_language():
    with translation.override("en"):
        assert web.field_label("promotions.promotion", "stores") == "Stores"
    with translation.override("zh-hans"):
        assert web.field_label("promotions.promotion", "stores") == "门店"


def test_field_label_of_words_that_are_no_field_is_in_the_readers_language():
    with translation.override("zh-hans"):
        assert web.field_label("stores.completenessweights", "no position") == "没有位置"
        assert web.field_label("stores.store", "display sample:7") == "演示样机"


def test_step_label_of_a_known_and_of_a_room_s_own_step():
    with translation.override("en"):
        assert (web.step_label("edit"), web.step_label("take_up")) == ("Changed", "Take up")


def test_job_label_is_a_name_without_its_room():
    with translation.override("en"):
        assert web.job_label("dealers.draft_plans") == "draft plans"
    with translation.override("zh-hans"):
        assert web.job_label("dealers.draft_plans") == "生成盈利方案草稿"


def test_step_label_of_a_room_s_own_step_in_chinese():
    with translation.override("zh-hans"):
        assert web.step_label("take_up") == "受理"


def came_back(*steps):
    return web.sent_back([SimpleNamespace(step=step, reason=step, actor="") for step in steps])["event"]


def test_what_was_sent_back_says_why_until_it_is_handed_in_again():
    assert came_back("edit", "return", "submit").reason == "return"
    assert came_back("submit", "return", "submit") is None
    assert came_back("edit", "draft") is None
