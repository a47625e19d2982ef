"""People are found by part of a name, by login or code, by pinyin and by initials, as stores are (handbook H2, H7)."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from promotions.models import Promoter
from salesops.accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.promoters import ApplicantFactory, PromoterFactory

pytestmark = pytest.mark.django_db

TYPED = ["陈晓明", "晓明", "chenxm", "cxm", "CHENXIAO", "cx 明"]


@pytest.fixture
def person():
    return UserFactory(name="陈晓明", username="chenxm01")


@pytest.mark.parametrize("typed", TYPED)
def test_the_list_of_users_finds_a_person(client, cast, person, typed):
    client.force_login(cast.admin)

    page = client.get(reverse("accounts:user_list"), {"q": typed})

    assert [row.record for row in page.context["table"].rows] == [person]


@pytest.mark.parametrize("typed", TYPED)
def test_a_choice_among_many_people_finds_one(person, typed):
    UserFactory(name="程小月")

    assert list(User.objects.look_up(typed)) == [person]


def test_who_is_renamed_is_found_by_the_new_name_alone(person):
    User.objects.filter(pk=person.pk).update(name="王强")

    assert list(User.objects.look_up("wq")) == [person]
    assert not User.objects.look_up("cxm").exists()


@pytest.mark.parametrize("typed", ["刘芳", "liuf", "lf", "P77"])
def test_the_list_of_promoters_finds_one(client, cast, typed):
    promoter = PromoterFactory(name="刘芳", code="P77", rep=cast.rep, center=cast.rep.center)
    PromoterFactory(name="张伟", code="X1", rep=cast.rep, center=cast.rep.center)
    client.force_login(cast.rep)

    page = client.get(reverse("promotions:promoter_list"), {"q": typed})

    assert [row.record for row in page.context["table"].rows] == [promoter]


@pytest.mark.parametrize("typed", ["刘芳", "liuf", "lf"])
def test_the_list_of_applicants_finds_one(client, cast, typed):
    applicant = ApplicantFactory(name="刘芳", need__store__customer__rep=cast.rep)
    ApplicantFactory(name="张伟", need=applicant.need)
    client.force_login(cast.rep)

    page = client.get(reverse("promotions:applicant_list"), {"q": typed})

    assert [row.record for row in page.context["table"].rows] == [applicant]


def test_promoters_that_are_written_at_once_are_found(cast):
    promoter = PromoterFactory(name="刘芳", code="P77", rep=cast.rep, center=cast.rep.center)
    rows = Promoter.objects.unscoped(because="test")

    promoter.name = "何洁"
    rows.bulk_update([promoter], ["name"])

    assert rows.look_up("hj").get() == promoter
    call_command("rebuild_search", "--check", verbosity=0)
