"""Pages of promoters (handbook H7)."""

from datetime import date

import pytest
from django.urls import reverse

from promotions.models import Assignment, HeadcountLine, PersonalData, PersonalLook, Promoter
from promotions.services.personal import set_personal
from tests.factories.promoters import AssignmentFactory, HeadcountLineFactory, PromoterFactory
from tests.factories.stores import StoreFactory
from tests.factories.visits import MORNING

PHONE = "13800001234"


def address(name, *args):
    return reverse(f"promotions:{name}", args=args)


@pytest.fixture
def promoter(cast):
    promoter = PromoterFactory(rep=cast.rep, name="李芳")
    set_personal(promoter, {"phone": PHONE}, actor=cast.actor("manager"), at=MORNING)
    return promoter


def test_a_rep_takes_on_a_promoter_and_gives_it_to_a_store(client, cast):
    store = StoreFactory(customer__rep=cast.rep)
    client.force_login(cast.rep)
    form = client.get(address("promoter_create")).context["form_id"]
    person = {"name": "李芳", "kind": "promoter", "rep": cast.rep.pk, "employed_on": "2026-11-01", "on_probation": "on"}

    client.post(address("promoter_create"), {"form_id": form, **person})
    client.post(address("promoter_create"), {"form_id": form, **person})
    promoter = Promoter.objects.unscoped(because="test").get()
    place = {"store": store.pk, "starts_on": "2026-11-02", "last_on": "2026-11-30", "share_percent": 100}
    client.post(address("assignment_add", promoter.pk), place)

    assignment = Assignment.objects.unscoped(because="test").get()
    assert promoter.status == "probation"
    assert (assignment.starts_on, assignment.ends_on) == (date(2026, 11, 2), date(2026, 12, 1))
    assert promoter.name in client.get(f"{store.get_absolute_url()}?tab=promoters").content.decode()


def test_days_given_away_already_are_told_at_the_form(client, cast, promoter):
    store = AssignmentFactory(promoter=promoter).store
    client.force_login(cast.rep)

    page = client.post(
        address("assignment_add", promoter.pk), {"store": store.pk, "starts_on": "2026-11-02", "share_percent": 100}
    )

    assert page.status_code == 409
    assert store.name in page.content.decode()


def test_the_page_shows_numbers_masked_and_once_in_full_for_a_reason(client, cast, promoter):
    client.force_login(cast.manager)

    page = client.get(promoter.get_absolute_url()).content.decode()
    answer = client.post(address("personal_read", promoter.pk), {"reason": "发工资"})

    assert "••••1234" in page
    assert PHONE not in page
    assert PHONE in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert PersonalLook.objects.unscoped(because="test").count() == 1
    assert "发工资" in client.get(address("personal_look_list")).content.decode()


@pytest.mark.parametrize("who", ["marketing", "hq"])
def test_company_roles_see_the_person_and_nothing_personal(client, cast, promoter, who):
    client.force_login(getattr(cast, who))

    page = client.get(promoter.get_absolute_url()).content.decode()

    assert promoter.name in page
    assert "1234" not in page


@pytest.mark.parametrize(("typed", "found"), [("138 0000 1234", 1), ("1380000", 0), ("13800001235", 0)])
def test_a_promoter_is_found_by_the_whole_phone_number_only(client, cast, promoter, typed, found):
    client.force_login(cast.manager)

    page = client.get(address("promoter_list"), {"phone": typed})

    assert len(page.context["object_list"]) == found


def test_a_wrong_id_card_number_is_told_and_not_stored(client, cast, promoter):
    client.force_login(cast.manager)

    page = client.post(address("personal_edit", promoter.pk), {"id_number": "110105194912310021"})

    assert page.status_code == 422
    assert PersonalData.objects.unscoped(because="test").get().id_number == ""


def test_headquarters_set_the_standard_and_the_center_sees_its_vacancies(client, cast):
    StoreFactory(customer__rep=cast.rep, store_class="A")
    client.force_login(cast.hq)
    form = client.get(address("headcount_edit")).context["form"]
    typed = {name: field.initial for name, field in form.fields.items()} | {"cell_A_multi": 2, "reason": "旺季"}

    client.post(address("headcount_edit"), typed)
    client.force_login(cast.manager)
    page = client.get(address("staffing"), {"only": "missing"})

    assert HeadcountLine.objects.get().promoters == 2
    assert page.context["totals"]["all_missing"] == 200


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "most"), [("promoter_list", 11), ("staffing", 13), ("personal_look_list", 9)])
def test_a_list_costs_the_same_whatever_its_length(client, cast, django_assert_max_num_queries, name, most, rows):
    HeadcountLineFactory(store_class="C")
    for _number in range(rows):
        AssignmentFactory(promoter__rep=cast.rep)
    client.force_login(cast.manager)
    client.get("/")

    with django_assert_max_num_queries(most):
        assert client.get(address(name)).status_code == 200


@pytest.mark.parametrize(("who", "shown"), [("manager", True), ("admin", True), ("rep", False), ("hq", False)])
def test_who_sets_a_centers_terms_finds_them_below_the_list(client, cast, who, shown):
    client.force_login(getattr(cast, who))

    page = client.get(address("promoter_list")).content.decode()

    assert (address("promoter_terms", cast.center.pk) in page) is shown
