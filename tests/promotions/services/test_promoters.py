"""Promoters are taken on, work in stores by date, leave and come back (handbook H7)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from promotions.models import Assignment, Promoter
from promotions.promoter_choices import PromoterStatus
from promotions.services.assignments import NoRoom, assign, end_assignment
from promotions.services.promoters import add_promoter, come_back, edit_promoter, end_probation, leave
from salesops.workflow.flow import NotPossibleNow
from salesops.workflow.models import AuditEvent
from salesops.workflow.services import EditedMeanwhile
from tests.factories.promoters import AssignmentFactory, PromoterFactory
from tests.factories.stores import StoreFactory

DAY = date(2026, 12, 1)


def acting(cast, who="rep"):
    return {"actor": cast.actor(who), "at": timezone.now()}


def values(cast, **more):
    return {"name": "李芳", "kind": "promoter", "rep": cast.rep, "employed_on": DAY, **more}


def store_of(rep, **kwargs):
    return StoreFactory(customer__rep=rep, **kwargs)


def places():
    return Assignment.objects.unscoped(because="test").order_by("starts_on", "share_from")


def test_a_rep_takes_on_a_person_under_the_next_number_of_its_center(cast):
    first = add_promoter(values(cast), **acting(cast))
    second = add_promoter(values(cast), **acting(cast))

    assert (first.center, first.status) == (cast.center, PromoterStatus.ACTIVE)
    assert [first.code, second.code] == [f"{cast.center.code}-P0001", f"{cast.center.code}-P0002"]


@pytest.mark.parametrize("who", ["colleague", "stranger", "marketing", "hq"])
def test_nobody_else_takes_on_people_for_the_rep(cast, who):
    with pytest.raises(PermissionDenied):
        add_promoter(values(cast), **acting(cast, who))

    assert not Promoter.objects.unscoped(because="test").exists()


def test_a_rep_of_another_center_cannot_lead(cast):
    promoter = PromoterFactory(rep=cast.rep)

    with pytest.raises(ValidationError):
        edit_promoter(promoter, {"rep": cast.foreign_rep}, revision=1, **acting(cast, "manager"))


def test_two_who_edit_do_not_overwrite_each_other(cast):
    promoter = PromoterFactory(rep=cast.rep)
    edit_promoter(promoter, {"note": "早班"}, revision=1, **acting(cast))

    with pytest.raises(EditedMeanwhile):
        edit_promoter(promoter, {"note": "晚班"}, revision=1, **acting(cast, "manager"))


def test_the_manager_ends_a_probation_and_only_once(cast):
    promoter = PromoterFactory(rep=cast.rep, status=PromoterStatus.PROBATION)

    end_probation(promoter, **acting(cast, "manager"))

    with pytest.raises(NotPossibleNow):
        end_probation(promoter, **acting(cast, "manager"))
    with pytest.raises(PermissionDenied):
        end_probation(promoter, **acting(cast, "rep"))


def test_who_leaves_takes_the_places_along(cast):
    promoter = PromoterFactory(rep=cast.rep)
    running = AssignmentFactory(promoter=promoter, share_percent=50)
    later = DAY + timedelta(days=60)
    AssignmentFactory(promoter=promoter, store=running.store, starts_on=later, share_percent=50, share_from=50)

    gone = leave(promoter, left_on=DAY, why="resigned", reason="回老家", **acting(cast))

    assert (gone.status, gone.left_on, gone.leaving_reason) == ("left", DAY, "resigned")
    assert [row.ends_on for row in places()] == [DAY + timedelta(days=1)]
    assert AuditEvent.objects.get(step="leave").reason == "回老家"


def test_who_left_can_be_employed_again_with_a_reason(cast):
    promoter = PromoterFactory(rep=cast.rep)
    leave(promoter, left_on=DAY, why="campaign", **acting(cast))

    with pytest.raises(ValidationError):
        come_back(promoter_now(promoter), on=DAY, reason="旺季", **acting(cast, "manager"))
    back = come_back(promoter_now(promoter), on=DAY + timedelta(days=9), reason="旺季", **acting(cast, "manager"))

    assert (back.status, back.left_on, back.employed_on) == ("active", None, DAY + timedelta(days=9))


def promoter_now(promoter):
    promoter.refresh_from_db()
    return promoter


def test_two_stores_share_a_person_and_a_third_finds_no_room(cast):
    promoter, stores = PromoterFactory(rep=cast.rep), [store_of(cast.rep) for _number in range(3)]
    assign(promoter, stores[0], starts_on=DAY, share_percent=60, **acting(cast))
    assign(promoter, stores[1], starts_on=DAY + timedelta(days=3), share_percent=40, **acting(cast))

    with pytest.raises(NoRoom) as refusal:
        assign(promoter, stores[2], starts_on=DAY + timedelta(days=9), share_percent=10, **acting(cast))

    assert stores[0].name in str(refusal.value)
    assert [(row.share_from, row.share_percent) for row in places()] == [(0, 60), (60, 40)]


def test_the_days_after_a_place_are_free_again(cast):
    promoter, store = PromoterFactory(rep=cast.rep), store_of(cast.rep)
    first = assign(promoter, store, starts_on=DAY, **acting(cast))

    end_assignment(first, ends_on=DAY + timedelta(days=5), **acting(cast))
    assign(promoter, store, starts_on=DAY + timedelta(days=5), **acting(cast))

    assert places().count() == 2


@pytest.mark.parametrize("who", ["colleague", "stranger"])
def test_nobody_else_gives_a_person_to_a_store(cast, who):
    with pytest.raises(PermissionDenied):
        assign(PromoterFactory(rep=cast.rep), store_of(cast.rep), starts_on=DAY, **acting(cast, who))


@pytest.mark.parametrize("store", [{"status": "closed", "closed_on": DAY}, {"customer__rep": None}])
def test_a_closed_store_or_one_of_another_center_gets_nobody(cast, store):
    place = StoreFactory(customer__rep=cast.foreign_rep) if "customer__rep" in store else store_of(cast.rep, **store)

    with pytest.raises(ValidationError):
        assign(PromoterFactory(rep=cast.rep), place, starts_on=DAY, **acting(cast, "admin"))


def test_the_database_refuses_what_overlaps(cast):
    place = AssignmentFactory(promoter__rep=cast.rep, share_percent=60)
    shared = AssignmentFactory(promoter=place.promoter, store=place.store, share_percent=40, share_from=60)

    with pytest.raises(IntegrityError), transaction.atomic():
        AssignmentFactory(promoter=place.promoter, store=place.store, share_percent=20, share_from=50)
    with pytest.raises(IntegrityError), transaction.atomic():
        places().filter(pk=shared.pk).update(share_from=10)
