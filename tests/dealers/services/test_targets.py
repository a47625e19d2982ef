"""Targets from the company to its stores: what is made, what is typed, what holds (handbook H8.1)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from dealers.calc.target_scope import read_scope
from dealers.calc.targets import Parts
from dealers.models import TargetCell
from dealers.selectors.target_scope import series_in
from dealers.selectors.target_tallies import assert_tallies
from dealers.services.target_moves import BasisReplaced, return_targets, submit_targets
from dealers.services.target_numbers import TargetDoesNotFit, TargetLocked, TargetMoved, free_number, type_number
from dealers.services.targets import TargetsNotReady, VersionOpen, amend_company_targets
from salesops.notices.models import Notice
from salesops.workflow.flow import ReasonMissing
from salesops.workflow.selectors.history import history_of
from stores.models import Store
from tests.factories.stores import HandsetModelFactory
from tests.factories.targets import (
    AT,
    HQ,
    YEAR,
    approved,
    center_targets,
    company_targets,
    node_of,
    root_of,
    stores_that_sell,
    units_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def shops(cast):
    """Two reps here with stores that sell 30, 10 and 20 a month of each series, one elsewhere that sells 40."""
    models = [HandsetModelFactory(series="星"), HandsetModelFactory(series="云")]
    here = stores_that_sell(cast.rep, 30, 10, models=models) + stores_that_sell(cast.colleague, 20, models=models)
    return here + stores_that_sell(cast.foreign_rep, 40, models=models)


@pytest.fixture
def draft(shops):
    return company_targets(1200)


@pytest.fixture
def split(cast, draft):
    approved(draft)
    return center_targets(cast)


def typed(node, span, units, *, actor=HQ, series=None, seen=None, reason="开学季", **options):
    scope = read_scope(YEAR, span, series, series_in(node.version))
    cells = TargetCell.objects.unscoped(because="test").filter(
        node=node, month__in=[month.first_day for month in scope.months], series__in=scope.series
    )
    now = sum(cells.values_list("quantity", flat=True)) if seen is None else seen
    return type_number(node, scope, units, seen=now, actor=actor, at=AT, reason=reason, **options)


def numbers(version):
    rows = TargetCell.objects.unscoped(because="test").filter(node__version=version)
    return sorted(rows.values_list("node__level", "node__store", "month", "series", "quantity"))


def test_a_year_lies_on_months_series_and_centers_and_adds_up(cast, draft):
    assert_tallies(draft)
    assert units_of(root_of(draft)) == 1200
    assert units_of(node_of(draft, center=cast.center)) == 720
    assert units_of(node_of(draft, center=cast.other_center)) == 480


def test_a_center_shares_its_number_out_to_reps_customers_and_stores(cast, shops, split):
    assert_tallies(split)
    assert units_of(root_of(split)) == 720
    assert units_of(node_of(split, level="rep", rep=cast.rep)) == 480
    assert [units_of(node_of(split, store=store)) for store in shops[:3]] == pytest.approx([360, 120, 240], abs=12)


def test_equal_parts_ask_nothing_of_what_was_sold(cast, draft):
    approved(draft)

    version = center_targets(cast, parts=Parts(0, 0, 0, 1))

    assert units_of(node_of(version, level="rep", rep=cast.rep)) == 480
    assert units_of(node_of(version, level="rep", rep=cast.colleague)) == 240


def test_a_number_typed_for_a_rep_moves_the_other_and_all_below_and_keeps_its_reason(cast, shops, split):
    rep = node_of(split, level="rep", rep=cast.rep)

    typed(rep, "year", 600, actor=cast.actor("manager"), reason="新开两店")

    assert_tallies(split)
    assert units_of(node_of(split, level="rep", rep=cast.colleague)) == 120
    assert units_of(node_of(split, store=shops[2])) == 120
    event = history_of(split)[0]
    assert (event.reason, event.changes.get().before, event.changes.get().after) == ("新开两店", "480", "600")


def test_what_was_fixed_for_a_month_stays_when_the_year_is_typed(cast, split):
    rep, manager = node_of(split, level="rep", rep=cast.rep), cast.actor("manager")
    typed(rep, "m3", 55, actor=manager)

    typed(rep, "year", 500, actor=manager)
    typed(rep, "year", 510, actor=manager)

    assert (units_of(rep, 3), units_of(rep)) == (55, 510)
    assert_tallies(split)


def test_a_fixed_store_stays_when_its_rep_gets_less(cast, shops, split):
    manager = cast.actor("manager")
    typed(node_of(split, store=shops[1]), "m3", 11, actor=manager)

    typed(node_of(split, level="rep", rep=cast.rep), "m3", 30, actor=manager)

    assert units_of(node_of(split, store=shops[1]), 3) == 11
    assert units_of(node_of(split, store=shops[0]), 3) == 19


def test_pins_that_do_not_fit_refuse_with_the_difference(cast, shops, split):
    manager = cast.actor("manager")
    typed(node_of(split, store=shops[1]), "m3", 20, actor=manager)
    before = numbers(split)

    with pytest.raises(TargetDoesNotFit) as refusal:
        typed(node_of(split, level="rep", rep=cast.rep), "m3", 15, actor=manager)

    assert refusal.value.difference == 5
    assert numbers(split) == before


def test_a_freed_number_is_what_the_weights_say_again(cast, split):
    rep, manager, before = node_of(split, level="rep", rep=cast.rep), cast.actor("manager"), numbers(split)
    typed(rep, "q2", 150, actor=manager)
    scope = read_scope(YEAR, "q2", None, series_in(split))

    free_number(rep, scope, seen=150, actor=manager, at=AT, reason="按系统建议")

    assert numbers(split) == before


def test_the_companys_month_makes_another_year_unless_the_year_is_to_stay(draft):
    root = root_of(draft)

    typed(root, "m10", 200)
    assert units_of(root) == 1300
    typed(root, "m11", 40, holds_year=True)

    assert (units_of(root), units_of(root, 10), units_of(root, 11)) == (1300, 200, 40)
    assert_tallies(draft)


def test_a_series_of_a_month_is_typed_for_itself(draft):
    root = root_of(draft)

    typed(root, "m10", 90, series="星")

    cells = TargetCell.objects.unscoped(because="test").filter(node=root, month__month=10).order_by("series")
    assert dict(cells.values_list("series", "quantity")) == {"云": 50, "星": 90}


def test_nobody_types_over_a_number_that_was_not_seen(cast, split):
    with pytest.raises(TargetMoved):
        typed(node_of(split, level="rep", rep=cast.rep), "m3", 15, actor=cast.actor("manager"), seen=1)


def test_every_change_needs_a_reason(cast, split):
    with pytest.raises(ReasonMissing):
        typed(node_of(split, level="rep", rep=cast.rep), "m3", 15, actor=cast.actor("manager"), reason=" ")


@pytest.mark.parametrize("who", ["stranger", "rep", "marketing", "hq"])
def test_a_centers_split_is_its_managers(cast, split, who):
    with pytest.raises(PermissionDenied):
        typed(node_of(split, level="rep", rep=cast.rep), "m3", 15, actor=cast.actor(who))


@pytest.mark.parametrize("who", ["manager", "rep"])
def test_the_companys_numbers_are_not_the_centers(cast, shops, who):
    with pytest.raises(PermissionDenied):
        company_targets(actor=cast.actor(who))


def test_the_center_cannot_change_what_the_company_gave_it(cast, split):
    with pytest.raises(TargetLocked):
        typed(root_of(split), "year", 900, actor=cast.actor("manager"))


def test_a_center_waits_for_the_companys_approval(cast, draft):
    with pytest.raises(TargetsNotReady):
        center_targets(cast)


def test_one_version_is_in_work_at_a_time(draft):
    with pytest.raises(VersionOpen):
        company_targets(900)


def test_what_was_handed_in_is_locked_and_comes_back_with_a_reason(cast, split):
    manager = cast.actor("manager")
    submitted = submit_targets(split, actor=manager, at=AT)
    rep = node_of(split, level="rep", rep=cast.rep)
    with pytest.raises(TargetLocked):
        typed(rep, "m3", 15, actor=manager)

    return_targets(submitted, actor=cast.actor("marketing"), at=AT, reason="县城偏低")
    typed(rep, "m3", 15, actor=manager)

    assert units_of(rep, 3) == 15
    assert Notice.objects.filter(user=cast.manager, text_key="targets_returned").count() == 1


def test_approved_numbers_are_locked_in_the_database_too(cast, split):
    approved(split, writer=cast.actor("manager"))

    with pytest.raises(DatabaseError), transaction.atomic():
        TargetCell.objects.unscoped(because="test").filter(node__version=split).update(quantity=1)


def test_the_next_version_begins_with_the_numbers_and_pins_that_hold(draft):
    root = root_of(draft)
    typed(root, "m10", 200)
    former = approved(draft)

    version = amend_company_targets(former, actor=HQ, at=AT, reason="下半年新品提前")

    assert [row[2:] for row in numbers(version)] == [row[2:] for row in numbers(former)]
    assert approved(version).number == 2
    former.refresh_from_db()
    assert former.status == "replaced"


def test_a_center_whose_number_stays_keeps_its_split_and_the_other_splits_anew(cast, shops, split):
    manager = cast.actor("manager")
    typed(node_of(split, store=shops[0]), "m3", 25, actor=manager)
    approved(split, writer=manager)
    company = split.basis
    second = amend_company_targets(company, actor=HQ, at=AT, reason="东区加量")
    typed(node_of(second, center=cast.other_center), "m6", 50)
    approved(second)
    split.refresh_from_db()

    assert split.basis == company
    anew = center_targets(cast, reason="公司新版本")

    assert_tallies(anew)
    assert (anew.number, anew.basis) == (2, second)
    assert units_of(node_of(anew, store=shops[0]), 3) == 25


def test_a_split_on_replaced_numbers_is_not_approved(cast, split):
    second = amend_company_targets(split.basis, actor=HQ, at=AT, reason="加量")
    typed(root_of(second), "m6", 150)
    approved(second)

    with pytest.raises(BasisReplaced):
        submit_targets(split, actor=cast.actor("manager"), at=AT)


def test_a_split_with_the_same_numbers_moves_to_the_new_version(cast, split):
    second = amend_company_targets(split.basis, actor=HQ, at=AT, reason="仅说明")
    approved(second)

    split.refresh_from_db()

    assert split.basis == second
    assert_tallies(split)


def test_a_closed_store_is_asked_for_nothing_any_more(cast, shops, draft):
    approved(draft)
    Store.objects.unscoped(because="test").filter(pk=shops[0].pk).update(status="closed", closed_on=AT.date())

    version = center_targets(cast)

    assert not version.nodes.unscoped(because="test").filter(store=shops[0]).exists()
    assert units_of(root_of(version)) == 720
    assert_tallies(version)
