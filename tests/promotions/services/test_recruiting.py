"""From a store's need to a promoter on probation: who may, what is kept, what goes along (handbook H7)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from promotions.models import Applicant, Assignment, Interview, Need, PersonalData, PersonalLook, Promoter
from promotions.services import applicants as deeds
from promotions.services.personal import read_personal
from promotions.services.recruiting import StillInProcess, open_need, withdraw_need
from promotions.services.retention import forget_leavers
from salesops.accounts.actor import Actor
from salesops.notices.models import Notice
from salesops.workflow.flow import NotPossibleNow, ReasonMissing
from salesops.workflow.models import AuditEvent
from tests.factories.promoters import ApplicantFactory, NeedFactory
from tests.factories.stores import StoreFactory

DAY = date(2026, 12, 1)
PHONE = "13800001234"


def acting(cast, who="rep"):
    return {"actor": cast.actor(who), "at": timezone.now()}


@pytest.fixture
def need(cast):
    return NeedFactory(store__customer__rep=cast.rep, share_percent=60)


@pytest.fixture
def applied(cast, need):
    values = {"name": "王小丽", "source": "referral", "note": ""}
    return deeds.add_applicant(need, values, personal={"phone": PHONE}, **acting(cast))


def now(model, row):
    return model.objects.unscoped(because="test").get(pk=row.pk)


def interviewed(cast, applicant, score=80):
    deeds.invite(applicant, interview_on=timezone.localdate(), **acting(cast))
    talk = {"held_on": timezone.localdate(), "score": score, "notes": "亲和力好"}
    deeds.hold_interview(now(Applicant, applicant), talk, **acting(cast))
    return now(Applicant, applicant)


def taken_on(cast, applicant, who="manager"):
    terms = {"employed_on": DAY, "monthly_cost_yuan": None, "reason": "经验足"}
    return deeds.take_on(applicant, **terms, **acting(cast, who))


def test_who_is_taken_on_is_a_promoter_on_probation_with_the_place_and_the_sealed_numbers(cast, applied, need):
    hired = taken_on(cast, interviewed(cast, applied))

    promoter = hired.promoter
    place = Assignment.objects.unscoped(because="test").get()
    assert (promoter.name, promoter.status, promoter.rep) == ("王小丽", "probation", cast.rep)
    assert (place.promoter, place.store, place.starts_on, place.share_percent) == (promoter, need.store, DAY, 60)
    assert now(Need, need).status == "done"
    assert read_personal(promoter, reason="联系", **acting(cast))["phone"] == PHONE
    assert not PersonalData.objects.unscoped(because="test").filter(applicant=hired).exists()
    assert AuditEvent.objects.get(step="take on").reason == "经验足"


def test_an_interview_waits_for_the_manager_and_the_decision_is_told_to_the_rep(cast, applied):
    waiting = interviewed(cast, applied)
    deeds.reject(waiting, reason="不能倒班", **acting(cast, "manager"))

    told = Notice.objects.filter(text_key__startswith="applicant").values_list("text_key", "user__name")
    assert set(told) == {("applicant_to_decide", "本经理"), ("applicant_decided", "本代表")}
    assert now(Applicant, applied).status == "rejected"


@pytest.mark.parametrize("who", ["rep", "colleague", "stranger", "marketing", "hq"])
def test_nobody_but_the_manager_takes_somebody_on(cast, applied, who):
    waiting = interviewed(cast, applied)

    with pytest.raises(PermissionDenied):
        taken_on(cast, waiting, who)

    assert not Promoter.objects.unscoped(because="test").exists()


def test_nobody_is_taken_on_before_an_interview_or_without_a_reason(cast, applied):
    with pytest.raises(NotPossibleNow):
        taken_on(cast, applied)
    with pytest.raises(ReasonMissing):
        deeds.reject(applied, reason=" ", **acting(cast, "manager"))


def test_a_place_is_given_once_and_the_second_applicant_may_go_to_another_need(cast, applied, need):
    other = ApplicantFactory(need=need, status="waiting", interview_on=DAY)
    taken_on(cast, interviewed(cast, applied))

    with pytest.raises(NotPossibleNow):
        taken_on(cast, now(Applicant, other))
    next_need = NeedFactory(store__customer__rep=cast.rep)
    deeds.edit_applicant(now(Applicant, other), {"need": next_need}, revision=1, **acting(cast))

    assert taken_on(cast, now(Applicant, other)).promoter.rep == cast.rep


def test_another_interview_keeps_the_first_one(cast, applied):
    waiting = interviewed(cast, applied, score=55)
    deeds.ask_again(waiting, reason="请店长一起面试", **acting(cast, "manager"))
    interviewed(cast, now(Applicant, applied), score=75)

    scores = Interview.objects.unscoped(because="test").order_by("pk").values_list("score", flat=True)
    assert list(scores) == [55, 75]


def test_an_interview_of_tomorrow_was_not_held(cast, applied):
    tomorrow = timezone.localdate() + timedelta(days=1)
    deeds.invite(applied, interview_on=tomorrow, **acting(cast))

    with pytest.raises(ValidationError):
        deeds.hold_interview(now(Applicant, applied), {"held_on": tomorrow, "score": 90, "notes": "x"}, **acting(cast))


def test_a_need_is_not_withdrawn_while_somebody_waits_for_an_answer(cast, applied, need):
    with pytest.raises(StillInProcess):
        withdraw_need(need, reason="编制取消", **acting(cast))
    assert now(Need, need).status == "open"

    deeds.give_up(applied, reason="找到别的工作", **acting(cast))

    assert withdraw_need(need, reason="编制取消", **acting(cast)).status == "withdrawn"


@pytest.mark.parametrize("who", ["colleague", "stranger", "marketing", "hq"])
def test_nobody_else_opens_a_need_for_the_reps_store(cast, who):
    store = StoreFactory(customer__rep=cast.rep)

    with pytest.raises(PermissionDenied):
        open_need({"store": store, "needed_from": DAY}, **acting(cast, who))


def test_a_applicants_numbers_are_read_for_a_reason_and_the_reading_stays(cast, applied):
    clear = read_personal(applied, reason="约面试", **acting(cast, "manager"))

    look = PersonalLook.objects.unscoped(because="test").get()
    assert clear == {"phone": PHONE}
    assert (look.person, look.reason, look.fields) == (applied, "约面试", "phone,id_number")
    assert Notice.objects.get(text_key="personal_data_read").user == cast.rep


@pytest.mark.parametrize(("days", "kept"), [(180, True), (181, False)])
def test_the_numbers_of_whom_nobody_took_on_go_as_those_of_leavers(cast, need, days, kept):
    at = timezone.now()
    old = ApplicantFactory(need=need, status="rejected", moved_on=timezone.localdate(at) - timedelta(days=days))
    PersonalData.objects.create(applicant=old, phone="x")

    forget_leavers(actor=Actor.system("test"), at=at)

    assert PersonalData.objects.unscoped(because="test").filter(applicant=old).exists() is kept
    assert now(Applicant, old).name == old.name
