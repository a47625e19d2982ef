"""Handing work over: who may, to whom, for which days (handbook H0)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from salesops.accounts.actor import actor_for
from salesops.accounts.models import Delegation
from salesops.accounts.services import HandOverRefused, end_hand_over, hand_over
from salesops.notices.models import Notice
from salesops.workflow.models import AuditEvent

AT = timezone.now()
FIRST, END = date(2026, 11, 2), date(2026, 11, 7)


def handed(cast, who="manager", **changes):
    values = {"rep": cast.rep, "colleague": cast.colleague, "starts_on": FIRST, "ends_on": END}
    return hand_over(**(values | changes), actor=cast.actor(who), at=AT, reason="年假")


@pytest.mark.parametrize("who", ["rep", "manager", "admin"])
def test_the_rep_its_manager_and_the_admin_hand_over(cast, who):
    handed(cast, who)

    assert actor_for(cast.colleague, FIRST).covers == {cast.rep.pk}
    assert actor_for(cast.colleague, END).covers == frozenset()


def test_the_colleague_is_told(cast):
    handed(cast)

    notice = Notice.objects.get()
    assert (notice.user, notice.text_key) == (cast.colleague, "hand_over")
    assert (notice.values["first"], notice.values["last"]) == ("2026-11-02", "2026-11-06")


@pytest.mark.parametrize("who", ["colleague", "stranger", "foreign_rep", "marketing", "hq"])
def test_others_may_not_hand_over(cast, who):
    with pytest.raises(PermissionDenied):
        handed(cast, who)


@pytest.mark.parametrize("other", ["foreign_rep", "manager", "hq"])
def test_only_a_rep_of_the_same_center_takes_the_work(cast, other):
    with pytest.raises(HandOverRefused):
        handed(cast, "admin", colleague=getattr(cast, other))


def test_the_days_of_two_hand_overs_do_not_meet(cast):
    handed(cast)

    with pytest.raises(HandOverRefused):
        handed(cast, starts_on=END - timedelta(days=1), ends_on=END + timedelta(days=3))


def test_a_hand_over_may_follow_another(cast):
    handed(cast)

    handed(cast, starts_on=END, ends_on=END + timedelta(days=1))

    assert Delegation.objects.count() == 2


def test_end_gives_the_work_back_from_that_day(cast):
    delegation = handed(cast)

    end_hand_over(delegation, on=FIRST + timedelta(days=2), actor=cast.actor("rep"), at=AT)

    delegation.refresh_from_db()
    assert delegation.ends_on == FIRST + timedelta(days=2)
    assert AuditEvent.objects.filter(step="end").get().changes.get().field == "ends_on"


def test_end_before_the_first_day_removes_it_and_keeps_the_trace(cast):
    end_hand_over(handed(cast), on=FIRST, actor=cast.actor("manager"), at=AT)

    assert not Delegation.objects.exists()
    assert AuditEvent.objects.filter(step="cancel").exists()


def test_what_is_over_cannot_end(cast):
    with pytest.raises(HandOverRefused):
        end_hand_over(handed(cast), on=END, actor=cast.actor("manager"), at=AT)


def test_the_colleague_may_not_end_it(cast):
    with pytest.raises(PermissionDenied):
        end_hand_over(handed(cast), on=FIRST, actor=cast.actor("colleague"), at=AT)
