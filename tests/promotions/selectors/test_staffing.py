"""Stores against the headcount standard (handbook H7)."""

import json
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from promotions.calc.vacancies import Effects, StoreMonth
from promotions.models import HeadcountLine
from promotions.selectors.promoters import vacancy_of
from promotions.selectors.staffing import concerned, headcount_on, with_cost, with_staffing
from promotions.services.headcount import LaterVersion, set_headcount
from salesops.periods.month import Month
from stores.models import Store
from tests.factories.promoters import AssignmentFactory, HeadcountLineFactory
from tests.factories.stores import SalesMonthFactory, StoreFactory

TODAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
CELL = ("A", "multi")


def figures(store, on=TODAY):
    rows = Store.objects.unscoped(because="test").filter(pk=store.pk)
    return with_staffing(rows, on).values_list("required", "assigned_percent", "missing_percent").get()


def a_store(cast, **kwargs):
    return StoreFactory(customer__rep=cast.rep, store_class="A", **kwargs)


def test_shares_of_promoters_count_and_those_of_others_do_not(cast):
    HeadcountLineFactory(promoters=2)
    store = a_store(cast)
    AssignmentFactory(promoter__rep=cast.rep, store=store, share_percent=50)
    AssignmentFactory(promoter__rep=cast.rep, store=store)
    AssignmentFactory(promoter__rep=cast.rep, store=store, promoter__kind="staff")
    AssignmentFactory(promoter__rep=cast.rep, store=store, starts_on=date(2026, 12, 1))

    assert figures(store) == (2, 150, 50)


def test_a_store_that_asks_for_nobody_and_has_nobody_is_not_listed(cast):
    HeadcountLineFactory()
    asked, _other = a_store(cast), StoreFactory(store_class="C")

    assert list(concerned(with_staffing(Store.objects.unscoped(because="test"), TODAY))) == [asked]


def test_the_standard_of_a_day_holds_until_another_one(cast):
    deed = {"actor": cast.actor("hq"), "at": AT}
    set_headcount({CELL: 1}, starts_on=date(2026, 11, 1), **deed)
    set_headcount({CELL: 2}, starts_on=date(2026, 12, 1), **deed)
    set_headcount({CELL: 0}, starts_on=date(2027, 1, 1), **deed)

    days = [date(2026, 10, 31), date(2026, 11, 30), date(2026, 12, 31), date(2027, 1, 1)]
    assert [headcount_on(day).get(CELL) for day in days] == [None, 1, 2, None]
    with pytest.raises(LaterVersion):
        set_headcount({CELL: 3}, starts_on=date(2026, 11, 15), **deed)


def test_the_same_day_again_replaces_and_an_equal_number_changes_nothing(cast):
    deed = {"actor": cast.actor("hq"), "at": AT}
    set_headcount({CELL: 1}, starts_on=TODAY, **deed)

    assert set_headcount({CELL: 1}, starts_on=TODAY, **deed) == []
    assert set_headcount({CELL: 3}, starts_on=TODAY, **deed) == [CELL]
    assert HeadcountLine.objects.get().promoters == 3


@pytest.mark.parametrize("who", ["rep", "manager", "marketing"])
def test_only_headquarters_and_the_admin_set_the_standard(cast, who):
    with pytest.raises(PermissionDenied):
        set_headcount({CELL: 1}, starts_on=TODAY, actor=cast.actor(who), at=AT)


def test_the_database_refuses_two_numbers_for_one_day(db):
    HeadcountLineFactory(ends_on=date(2026, 6, 1))

    with pytest.raises(IntegrityError), transaction.atomic():
        HeadcountLineFactory(starts_on=date(2026, 5, 31))


def test_a_store_with_months_of_both_kinds_speaks_for_itself(cast):
    HeadcountLineFactory()
    store = a_store(cast)
    AssignmentFactory(promoter__rep=cast.rep, store=store, starts_on=date(2026, 5, 1), ends_on=date(2026, 8, 1))
    for month, units in ((5, 50), (6, 50), (7, 50), (8, 20), (9, 20), (10, 20)):
        first_day = Month(2026, month).first_day
        amounts = {"sell_out": units, "sell_out_yuan": units * 1000, "records": 1}
        SalesMonthFactory(store=store, month=first_day, **amounts)

    vacancy = vacancy_of(store, TODAY)

    assert (vacancy.is_own, vacancy.units, vacancy.yuan) == (True, Decimal("30.0"), Decimal("30000.000"))


def test_the_standard_that_a_page_has_says_the_same_as_one_that_is_looked_up(cast):
    HeadcountLineFactory()
    stores = Store.objects.unscoped(because="test").filter(pk__in=[a_store(cast).pk, a_store(cast, format="brand").pk])
    fields = ("pk", "required", "assigned_percent", "missing_percent")

    given = with_staffing(stores, TODAY, headcount_on(TODAY)).order_by("pk").values_list(*fields)

    assert list(given) == list(with_staffing(stores, TODAY).order_by("pk").values_list(*fields))
    assert [row[1] for row in given] == [1, 0]
    assert [row[1] for row in with_staffing(stores, TODAY, {}).values_list(*fields)] == [0, 0]


def test_where_too_few_months_tell_no_cost_is_invented(cast):
    HeadcountLineFactory()

    vacancy = vacancy_of(a_store(cast), TODAY)

    assert (vacancy.missing_percent, vacancy.effect, vacancy.yuan) == (100, None, None)


@pytest.mark.parametrize(
    ("required", "there_percent", "units", "yuan"), [(1, 0, 32, 32000), (4, 300, 8, 8000), (3, 250, "5.3", 5333)]
)
def test_the_list_counts_of_a_vacancy_what_is_missing_of_the_headcount(cast, required, there_percent, units, yuan):
    HeadcountLineFactory(promoters=required)
    store = a_store(cast)
    for share in [100] * (there_percent // 100) + [there_percent % 100]:
        if share:
            AssignmentFactory(promoter__rep=cast.rep, store=store, share_percent=share)
    sold = [(50, True)] * 6 + [(18, False)] * 6
    effects = Effects(StoreMonth("A", "multi", units, Decimal(units * 1000), there) for units, there in sold)

    rows = with_cost(with_staffing(Store.objects.unscoped(because="test").filter(pk=store.pk), TODAY), effects)

    listed = rows.values_list("lost_units", "lost_yuan").get()
    assert [round(figure, places) for figure, places in zip(listed, (1, 0), strict=True)] == [Decimal(units), yuan]


def test_the_page_counts_lost_units_to_one_place_and_calls_a_vacancy_no_stock_out(client, cast):
    """46.3 units, not 46.3000000000000, as SQLite gives them."""
    HeadcountLineFactory()
    a_store(cast, name="空缺店")
    rep = cast.rep
    for number in range(6):
        staffed, empty = a_store(cast), a_store(cast)
        AssignmentFactory(promoter__rep=rep, store=staffed)
        for store, units in ((staffed, 60 + number % 2), (empty, 14)):
            SalesMonthFactory(store=store, month=date(2026, 10, 1), sell_out=units, sell_out_yuan=units * 1000)
    client.force_login(cast.manager)

    page = client.get(reverse("promotions:staffing"), {"on": TODAY, "q": "空缺店"}).content.decode()

    assert ">46.5<" in page
    assert "空缺" in page
    assert "缺货" not in page
    assert "46.50" not in page


def test_the_command_prints_what_the_page_shows(cast, capsys):
    HeadcountLineFactory()
    a_store(cast)

    call_command("staffing", "--json", "--on", "2026-11-23", "--center", cast.center.code)

    assert json.loads(capsys.readouterr().out)[cast.center.code] == {
        "stores": 1,
        "required": 1,
        "there": 0.0,
        "missing": 1.0,
        "lost_units_a_month": 0.0,
        "lost_yuan_a_month": 0.0,
    }
