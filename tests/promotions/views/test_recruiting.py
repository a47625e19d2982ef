"""The board and the pages of recruiting (handbook H7)."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from promotions.models import Applicant, Need, PersonalLook, Promoter
from tests.factories.promoters import ApplicantFactory, HeadcountLineFactory, NeedFactory, PromoterFactory
from tests.factories.stores import StoreFactory


def address(name, *args):
    return reverse(f"promotions:{name}", args=args)


def columns(client):
    found = client.get(address("recruiting")).context["columns"]
    return {column.stage.value: [str(card.row) for card in column.cards] for column in found}


def test_a_vacancy_leads_to_the_board_and_along_it_to_a_confirmed_promoter(client, cast):
    store = StoreFactory(customer__rep=cast.rep, store_class="A")
    HeadcountLineFactory()
    client.force_login(cast.rep)
    link = f"{address('need_create')}?store={store.pk}"
    assert link in client.get(f"{store.get_absolute_url()}?tab=promoters").content.decode()
    form = client.get(link).context
    assert form["form"].initial["store"] == store.pk

    asked = {"kind": "promoter", "needed_from": "2026-12-01", "share_percent": 100, "reason": "standard"}
    client.post(link, {"form_id": form["form_id"], "store": store.pk, **asked})
    need = Need.objects.unscoped(because="test").get()
    form_id = client.get(address("applicant_create", need.pk)).context["form_id"]
    person = {"form_id": form_id, "name": "王小丽", "source": "store", "phone": "138 0000 1234"}
    client.post(address("applicant_create", need.pk), person)
    applicant = Applicant.objects.unscoped(because="test").get()
    assert columns(client)["new"] == ["王小丽"]
    client.post(address("applicant_invite", applicant.pk), {"interview_on": "2026-11-02"})
    assert columns(client)["planned"] == ["王小丽"]
    talk = {"held_on": "2026-11-02", "score": 80, "notes": "好"}
    client.post(address("applicant_interview", applicant.pk), talk)
    assert columns(client)["waiting"] == ["王小丽"]

    client.force_login(cast.manager)
    client.post(address("applicant_take_on", applicant.pk), {"employed_on": timezone.localdate(), "reason": "经验足"})
    assert (columns(client)["need"], columns(client)["probation"]) == ([], ["王小丽"])
    promoter = Promoter.objects.unscoped(because="test").get()
    client.post(address("promoter_confirm", promoter.pk))
    assert columns(client)["active"] == ["王小丽"]


def test_a_rep_sees_the_needs_and_applicants_of_its_own_stores_only(client, cast):
    ApplicantFactory(need__store__customer__rep=cast.rep, name="自己的")
    ApplicantFactory(need__store__customer__rep=cast.colleague, name="同事的")
    client.force_login(cast.rep)

    assert columns(client)["new"] == ["自己的"]
    assert "同事的" not in client.get(address("applicant_list")).content.decode()


def test_probation_and_employment_are_the_promoters_own_states(client, cast):
    one = {"need__store__customer__rep": cast.rep, "status": "accepted"}
    for status in ("probation", "active"):
        promoter = PromoterFactory(rep=cast.rep, status=status, employed_on=timezone.localdate())
        ApplicantFactory(**one, name=status, promoter=promoter)
    client.force_login(cast.manager)

    found = columns(client)

    assert (found["probation"], found["active"]) == (["probation"], ["active"])


def test_whose_place_was_filled_is_told_and_is_not_offered_to_be_taken_on(client, cast):
    applicant = ApplicantFactory(
        need__store__customer__rep=cast.rep, need__status="done", status="waiting", interview_on=date(2026, 11, 2)
    )
    client.force_login(cast.manager)

    page = client.get(applicant.get_absolute_url()).content.decode()

    assert address("applicant_take_on", applicant.pk) not in page
    assert address("applicant_reject", applicant.pk) in page


def test_a_reading_of_a_applicant_stands_in_the_list_of_readings(client, cast):
    applicant = ApplicantFactory(need__store__customer__rep=cast.rep, name="王小丽")
    client.force_login(cast.manager)

    answer = client.post(address("applicant_personal_read", applicant.pk), {"reason": "约面试"})

    assert "no-store" in answer["Cache-Control"]
    assert PersonalLook.objects.unscoped(because="test").get().applicant == applicant
    assert "王小丽" in client.get(address("personal_look_list")).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "most"), [("recruiting", 9), ("applicant_list", 10)])
def test_the_board_costs_the_same_whatever_its_length(client, cast, django_assert_max_num_queries, name, most, rows):
    for _number in range(rows):
        NeedFactory(store__customer__rep=cast.rep)
        promoter = PromoterFactory(rep=cast.rep, status="probation")
        ApplicantFactory(need__store__customer__rep=cast.rep, status="accepted", promoter=promoter)
        ApplicantFactory(need__store__customer__rep=cast.rep)
    client.force_login(cast.manager)
    client.get("/")

    with django_assert_max_num_queries(most):
        assert client.get(address(name)).status_code == 200
