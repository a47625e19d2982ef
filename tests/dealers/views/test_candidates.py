"""Pages of candidates, dealers and territories (handbook H10.1)."""

import pytest
from django.urls import reverse

from dealers.calc.candidates import WEIGHTS
from dealers.models import CandidateVisit, DealerCandidate
from tests.factories.dealer_development import (
    CandidateFactory,
    DealerContractFactory,
    DealerFactory,
    TerritoryFactory,
)
from tests.factories.stores import CustomerFactory, StoreFactory


def address(name, *args):
    return reverse(f"dealers:{name}", args=args)


def test_a_rep_finds_visits_and_scores_a_candidate_and_the_manager_accepts(client, cast):
    client.force_login(cast.rep)
    form_id = client.get(address("candidate_create")).context["form_id"]
    facts = {"name": "恒达商贸", "rep": cast.rep.pk, "found_on": "2026-11-01", "divisions": "杭州市西湖区 330108"}
    client.post(address("candidate_create"), {"form_id": form_id, **facts})
    candidate = DealerCandidate.objects.unscoped(because="test").get()
    visit = client.get(address("candidate_visit", candidate.pk)).context["form_id"]
    seen = {"form_id": visit, "visited_on": "2026-11-02", "findings": "仓库 400 平米"}
    client.post(address("candidate_visit", candidate.pk), seen)
    client.post(address("candidate_visit", candidate.pk), seen)
    client.post(address("candidate_marks", candidate.pk), dict.fromkeys(WEIGHTS, 4))

    client.force_login(cast.manager)
    client.post(address("candidate_accept", candidate.pk), {"reason": "网络好"})
    page = client.get(candidate.get_absolute_url()).content.decode()

    candidate.refresh_from_db()
    assert (candidate.status, candidate.score, candidate.divisions) == ("accepted", 80, "330106 330108")
    assert CandidateVisit.objects.unscoped(because="test").count() == 1
    assert "杭州市西湖区" in page
    assert "仓库 400 平米" in page
    assert "网络好" in page


@pytest.mark.parametrize(("typed", "told"), [("鼓楼区", "南京市鼓楼区 320106"), ("不存在区", "不存在区")])
def test_a_division_that_is_unclear_is_asked_for_with_those_that_are_called_so(client, cast, typed, told):
    client.force_login(cast.rep)
    facts = {"name": "恒达", "rep": cast.rep.pk, "found_on": "2026-11-01", "divisions": typed}

    page = client.post(address("candidate_create"), facts)

    assert page.status_code == 422
    assert told in page.content.decode()


def test_the_contract_form_refused_tells_who_has_the_territory(client, cast):
    other = TerritoryFactory(customer__rep=cast.colleague, is_exclusive=True).customer
    candidate = CandidateFactory(rep=cast.rep, status="accepted", score=60)
    client.force_login(cast.manager)
    terms = {"starts_on": "2026-12-01", "end_last_on": "2027-11-30", "divisions": "330106", "is_exclusive": "on"}

    page = client.post(address("candidate_contract", candidate.pk), terms | {"payment_days": 30, "credit_yuan": 0})

    assert page.status_code == 409
    assert other.name in page.content.decode()


def test_the_page_of_a_dealer_shows_contract_and_territory_and_so_does_its_archive(client, cast):
    dealer = DealerFactory(rep=cast.rep)
    DealerContractFactory(customer=dealer, number="HT-77")
    TerritoryFactory(customer=dealer)
    client.force_login(cast.rep)

    pages = [f"{address('dealer_detail', dealer.pk)}?tab=bound", f"{dealer.get_absolute_url()}?tab=dealer"]

    for page in pages:
        text = client.get(page).content.decode()
        assert "HT-77" in text
        assert "杭州市西湖区" in text


def test_a_customer_that_is_no_dealer_has_no_such_tab_and_no_such_page(client, cast):
    customer = CustomerFactory(rep=cast.rep)
    client.force_login(cast.rep)

    assert "tab=dealer" not in client.get(customer.get_absolute_url()).content.decode()
    assert client.get(address("dealer_detail", customer.pk)).status_code == 404


def test_a_rep_of_a_dealers_store_does_not_see_what_binds_the_dealer(client, cast):
    dealer = DealerFactory(rep=cast.colleague)
    StoreFactory(customer=dealer, rep=cast.rep)
    client.force_login(cast.rep)

    assert client.get(dealer.get_absolute_url()).status_code == 200
    assert client.get(address("dealer_detail", dealer.pk)).status_code == 404
    assert dealer.name not in client.get(address("dealer_list")).content.decode()


@pytest.mark.parametrize(("wanted", "found"), [("330106", 1), ("杭州", 1), ("浙江", 1), ("330108", 0)])
def test_territories_are_found_by_what_lies_in_and_around(client, cast, wanted, found):
    TerritoryFactory(customer__rep=cast.rep)
    client.force_login(cast.hq)

    page = client.get(address("territory_list"), {"division": wanted})

    assert len(page.context["object_list"]) == found


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", ["candidate_list", "dealer_list", "territory_list"])
def test_a_list_costs_the_same_whatever_its_length(client, cast, django_assert_max_num_queries, name, rows):
    for _number in range(rows):
        CandidateFactory(rep=cast.rep)
        TerritoryFactory(customer__rep=cast.rep)
    client.force_login(cast.manager)
    client.get("/")

    with django_assert_max_num_queries(10):
        assert client.get(address(name)).status_code == 200
