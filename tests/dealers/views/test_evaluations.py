"""Pages of evaluations of dealers (handbook H10.6)."""

from datetime import date

import pytest
from django.urls import reverse

from dealers.models import DealerEvaluation, EvaluationLine, EvaluationTerms
from tests.factories.dealer_development import DealerFactory
from tests.factories.dealer_evaluations import EvaluationFactory, EvaluationLineFactory


def address(name, *args):
    return reverse(f"dealers:{name}", args=args)


@pytest.fixture
def dealer(cast):
    return DealerFactory(rep=cast.rep)


@pytest.fixture
def evaluation(dealer):
    return EvaluationLineFactory(evaluation__customer=dealer).evaluation


def test_the_rep_types_a_score_and_proposes_and_the_manager_approves(client, cast, evaluation):
    line = EvaluationLine.objects.unscoped(because="test").get()
    client.force_login(cast.rep)
    client.post(address("evaluation_score", line.pk), {"score": "60", "reason": "有争议发票"})
    proposal = {"adjustment": "improve", "improve_by": "2199-01-01", "reason": "回款改善", "follow_up": "第一次评估"}
    client.post(address("evaluation_propose", evaluation.pk), proposal)
    client.force_login(cast.manager)
    page = client.get(evaluation.get_absolute_url()).content.decode()

    client.post(address("evaluation_approve", evaluation.pk), {"reason": ""})

    done = DealerEvaluation.objects.unscoped(because="test").get()
    assert (done.status, done.adjustment, done.score) == ("approved", "improve", 60)
    assert "有争议发票" in page
    assert "回款改善" in page


def test_each_score_opens_to_its_evidence(client, cast, evaluation):
    client.force_login(cast.manager)

    page = client.get(evaluation.get_absolute_url()).content.decode()

    assert "FP1 2026-08-01" in page
    assert "<details>" in page


def test_what_became_of_the_last_adjustment_stands_on_the_next_page(client, cast, dealer, evaluation):
    last = {"quarter": date(2026, 4, 1), "status": "approved", "adjustment": "improve", "score": 60}
    EvaluationFactory(customer=dealer, **last, adjustment_reason="清理库存", improve_by=date(2026, 9, 30))
    client.force_login(cast.rep)

    page = client.get(evaluation.get_absolute_url())

    assert "清理库存" in page.content.decode()
    assert page.context["follow_up"].change == 12
    assert page.context["follow_up"].is_late


def test_another_score_without_a_reason_is_refused_at_its_field(client, cast, evaluation):
    line = EvaluationLine.objects.unscoped(because="test").get()
    client.force_login(cast.rep)

    page = client.post(address("evaluation_score", line.pk), {"score": "60"})

    assert page.status_code == 422
    assert "reason" in page.context["form"].errors


@pytest.mark.parametrize(("team", "status"), [(10, 422), (5, 302)])
def test_weights_make_a_hundred(client, cast, team, status):
    client.force_login(cast.manager)
    form = client.get(address("evaluation_terms", cast.center.pk)).context["form"]
    typed = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}

    page = client.post(address("evaluation_terms", cast.center.pk), typed | {"team_weight": team})

    assert page.status_code == status
    assert EvaluationTerms.objects.unscoped(because="test").exists() is (status == 302)


@pytest.mark.parametrize(("quarter", "found"), [("2026Q3", 1), ("2026Q2", 0), ("drei", 0)])
def test_evaluations_are_found_by_their_quarter(client, cast, evaluation, quarter, found):
    client.force_login(cast.manager)

    assert len(client.get(address("evaluation_list"), {"quarter": quarter}).context["object_list"]) == found


def test_the_dealers_page_leads_to_its_evaluations(client, cast, dealer, evaluation):
    client.force_login(cast.rep)

    page = client.get(f"{address('dealer_detail', dealer.pk)}?tab=evaluations").content.decode()

    assert evaluation.get_absolute_url() in page


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_whatever_its_length(client, cast, django_assert_max_num_queries, rows):
    for _number in range(rows):
        EvaluationFactory(customer__rep=cast.rep)
    client.force_login(cast.manager)
    client.get("/")

    with django_assert_max_num_queries(10):
        assert client.get(address("evaluation_list")).status_code == 200
