from datetime import timedelta

import pytest
from django.utils import timezone

from salesops.accounts.actor import Actor
from salesops.notices.models import Notice
from salesops.workflow.choices import JobState
from salesops.workflow.models import JobRun
from stores.choices import HandOverStatus
from stores.models import ClassificationRun
from stores.services import decide_hand_over, discard_run, prepare_hand_over
from stores.tasks import PROPOSING, carry_out_hand_overs, end_class_overrides, propose_classifications
from tests.factories.stores import CustomerFactory, StoreFactory
from tests.stores.classes import AT, area_of

pytestmark = pytest.mark.django_db


def runs():
    return ClassificationRun.objects.unscoped(because="test")


def test_the_night_proposes_for_each_center_and_twice_is_once(cast):
    area_of(cast.rep, 45, 30)
    propose_classifications(month="2026-11")
    propose_classifications(month="2026-11")

    assert [run.center for run in runs()] == [cast.center]
    assert Notice.objects.filter(text_key="classification_proposed").count() == 1
    states = JobRun.objects.filter(job=PROPOSING).order_by("subject").values_list("subject", "state")
    assert dict(states) == {
        f"{cast.center.code} 2026-11": JobState.DONE,
        f"{cast.other_center.code} 2026-11": JobState.FAILED,
    }


def test_a_month_that_was_decided_is_left_alone(cast):
    area_of(cast.rep, 45, 30)
    propose_classifications(month="2026-11")
    discard_run(runs().get(), actor=Actor.system("test"), at=AT)

    propose_classifications(month="2026-11")

    assert [run.status for run in runs()] == ["discarded"]


def test_overrides_end_without_a_hand(db):
    end_class_overrides()


def test_a_hand_over_whose_day_has_come_is_carried_out_and_told_once(cast):
    store = StoreFactory(customer=CustomerFactory(rep=cast.rep))
    deed = {"actor": cast.actor("manager"), "at": timezone.now() - timedelta(days=2)}
    hand_over = prepare_hand_over(
        cast.rep, cast.colleague, [store], on=timezone.localdate() - timedelta(days=1), reason="调区", **deed
    )
    assert decide_hand_over(hand_over, **deed).status == HandOverStatus.WAITING

    for _ in range(2):
        carry_out_hand_overs()

    store.refresh_from_db()
    assert store.rep == cast.colleague
    told = Notice.objects.filter(text_key="stores_handed_over").values_list("user__name", flat=True)
    assert sorted(told) == sorted(["本代表", "同事", "本经理"])
