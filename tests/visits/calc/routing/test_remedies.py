"""The plan that says why not: what binds, and the smallest changes, each of which makes the work fit (H4.3)."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations, product

import pytest

from tests.visits.calc.routing.cities import HOME, city, store
from visits.calc.routing.problem import Cycle, Problem, Rep, RepairKind
from visits.calc.routing.remedies import (
    diagnose,
    diagnosis_of_record,
    record_of_diagnosis,
    with_remedy,
)
from visits.calc.routing.solver import solve

AT_HOME = {"lon": HOME[0], "lat": HOME[1]}
REP = Rep(start=HOME, end=HOME)
# Three days of 390 minutes; all stores in one place, so that minutes in store are all there is.
DAYS = Cycle((0, 2, 4), 1)
SMALL = Problem(
    (
        store("S1", minutes=200, visits_per_cycle=3, **AT_HOME),
        store("S2", minutes=150, visits_per_cycle=2, **AT_HOME),
        store("S3", minutes=120, visits_per_cycle=2, **AT_HOME),
        store("S4", minutes=60, visits_per_cycle=1, **AT_HOME),
    ),
    REP,
    DAYS,
)
SALES = {"S1": Decimal(90), "S2": Decimal(40), "S3": Decimal(10), "S4": Decimal(5)}
ROUNDS = 24_000


@pytest.fixture(scope="module")
def small():
    return diagnose(SMALL, solve(SMALL, rounds=ROUNDS), sales=SALES, rounds=ROUNDS)


def fits(problem):
    """By trying every choice of days: minutes in store are all that counts in one place."""
    length = problem.cycle.length
    choices = [list(combinations(problem.cycle.days, one.visits_per_cycle)) for one in problem.stores]
    for chosen in product(*choices):
        minutes = dict.fromkeys(range(length), 0)
        for one, days in zip(problem.stores, chosen, strict=True):
            for day in days:
                minutes[day] += one.minutes
        if max(minutes.values()) <= problem.rep.limit_minutes:
            return True
    return False


def of_kind(diagnosis, kind):
    return next(remedy for remedy in diagnosis.remedies if remedy.kind == kind)


def test_the_days_that_bind_are_named_with_their_minutes_over(small):
    assert not fits(SMALL)
    assert {row.day for row in small.binding} <= set(DAYS.days)
    assert max(row.minutes_over for row in small.binding) == of_kind(small, RepairKind.MORE_MINUTES).minutes_a_day


def test_each_remedy_makes_the_work_fit_when_it_is_planned_again(small):
    assert {remedy.kind for remedy in small.remedies} == {
        RepairKind.FEWER_VISITS,
        RepairKind.MORE_MINUTES,
        RepairKind.ANOTHER_DAY,
        RepairKind.ANOTHER_REP,
    }
    assert [solve(with_remedy(SMALL, remedy), rounds=ROUNDS).unplaced for remedy in small.remedies] == [()] * 4


def test_no_shorter_day_would_do(small):
    minutes = of_kind(small, RepairKind.MORE_MINUTES).minutes_a_day

    assert fits(replace(SMALL, rep=replace(REP, daily_minutes=480 + minutes)))
    assert not fits(replace(SMALL, rep=replace(REP, daily_minutes=480 + minutes - 1)))


def test_no_fewer_visits_would_do_and_of_as_many_those_with_least_sales_go(small):
    remedy = of_kind(small, RepairKind.FEWER_VISITS)

    possible = [
        (sum(one.visits_per_cycle for one in SMALL.stores) - sum(visits), risk(visits))
        for visits in product(*(range(1, one.visits_per_cycle + 1) for one in SMALL.stores))
        if fits(replace(SMALL, stores=with_visits(visits)))
    ]
    assert (sum(before - after for _code, before, after in remedy.visits), remedy.sales_at_risk) == min(possible)


def with_visits(visits):
    return tuple(replace(one, visits_per_cycle=count) for one, count in zip(SMALL.stores, visits, strict=True))


def risk(visits):
    shares = [
        (SALES[one.code] * (one.visits_per_cycle - count) / one.visits_per_cycle).quantize(Decimal("0.01"))
        for one, count in zip(SMALL.stores, visits, strict=True)
    ]
    return sum(shares, Decimal(0))


def test_no_fewer_stores_handed_over_would_do(small):
    remedy = of_kind(small, RepairKind.ANOTHER_REP)

    possible = [
        (len(gone), sum(one.minutes * one.visits_per_cycle for one in gone))
        for count in range(1, 3)
        for gone in combinations(SMALL.stores, count)
        if fits(replace(SMALL, stores=tuple(one for one in SMALL.stores if one not in gone)))
    ]
    assert (len(remedy.codes), remedy.minutes) == min(possible)


def test_remedies_are_ranked_and_read_back_from_their_record(small):
    assert [remedy.minutes for remedy in small.remedies] == sorted(remedy.minutes for remedy in small.remedies)
    assert diagnosis_of_record(record_of_diagnosis(small)) == small


def test_work_that_fits_or_that_no_change_of_plan_would_place_needs_no_remedy():
    lost = Problem((*city(3), store("LOST", lon=None)), REP)

    assert diagnose(lost, solve(lost, rounds=200)) is None
    assert record_of_diagnosis(None) is diagnosis_of_record(None) is None
