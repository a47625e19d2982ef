"""Dealers measured each quarter, and what people make of it (handbook H10.6, H1)."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from dealers.calc.quarters import Quarter
from dealers.models import DealerEvaluation, EvaluationLine, EvaluationTerms, ProfitPlan
from dealers.selectors.evaluation_terms import evaluation_terms_of
from dealers.services.evaluation_decisions import (
    approve_evaluation,
    propose,
    return_evaluation,
    set_evaluation_terms,
    type_score,
)
from dealers.services.evaluations import evaluate_dealers
from salesops.accounts.actor import Actor
from salesops.periods.models import Deadline
from salesops.workflow.flow import NotPossibleNow
from salesops.workflow.selectors.history import history_of
from stores.models import StoreDistributionWeek
from tests.factories.dealer_business import ChannelCaseFactory, DealerStockFactory, ReceivableFactory
from tests.factories.dealer_development import DealerFactory
from tests.factories.dealer_evaluations import EvaluationFactory
from tests.factories.dealers import PlanLineFactory, ProfitPlanFactory
from tests.factories.stores import CustomerFactory, SalesMonthFactory, SalesRecordFactory, StoreFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 10, 1, 4, tzinfo=ZoneInfo("Asia/Shanghai"))
QUARTER = Quarter.parse("2026Q3")
JOB = Actor.system("test")
AUGUST = date(2026, 8, 1)


def run():
    return evaluate_dealers(QUARTER, actor=JOB, at=AT)


def the_evaluation():
    return DealerEvaluation.objects.unscoped(because="test").get()


def lines():
    return {line.measure: line for line in EvaluationLine.objects.unscoped(because="test")}


def drafted():
    return {name: line.drafted_score for name, line in lines().items()}


@pytest.fixture
def dealer(cast):
    return DealerFactory(rep=cast.rep, name="恒达")


@pytest.fixture
def by(cast):
    return {"actor": cast.actor("rep"), "at": AT}


def test_each_measure_is_made_of_its_evidence(dealer):
    store = StoreFactory(customer=dealer)
    plan = ProfitPlanFactory(customer=dealer, month=AUGUST)
    PlanLineFactory(plan=plan, store=store, baseline_quantity=20)
    type(plan).objects.unscoped(because="test").update(status="approved", approved_at=AT)
    SalesMonthFactory(store=store, month=AUGUST, sell_out=15)
    StoreDistributionWeek.objects.create(store=store, week=date(2026, 8, 3), asked=4, carried=1, is_known=True)
    StoreDistributionWeek.objects.create(store=store, week=date(2026, 9, 21), asked=4, carried=3, is_known=True)
    count = DealerStockFactory(customer=dealer, counted_on=date(2026, 9, 25), quantity=20)
    SalesRecordFactory(store=store, sku=count.sku, sold_on=date(2026, 9, 20), quantity=28)
    DealerStockFactory(customer=dealer, counted_on=date(2026, 9, 25), quantity=9)
    due = {"customer": dealer, "issued_on": date(2026, 7, 1), "due_on": date(2026, 8, 1), "amount_yuan": 100}
    ReceivableFactory(**due, paid_yuan=100, settled_on=date(2026, 8, 1))
    ReceivableFactory(**due, paid_yuan=100, settled_on=date(2026, 8, 2))
    ChannelCaseFactory(customer=dealer, found_on=AUGUST, due_on=AUGUST, status="proven")
    ChannelCaseFactory(customer=dealer, found_on=AUGUST, due_on=AUGUST, status="unfounded")
    ChannelCaseFactory(customer=dealer, found_on=AUGUST, due_on=AUGUST, status="proven", side="suffers")

    run()

    scores = {"target": 75, "distribution": 75, "stock": 50, "payment": 50, "discipline": 75, "team": None}
    assert drafted() == {**scores, "reporting": Decimal("8.3")}
    assert lines()["target"].evidence == [["2026-08", "15 / 20", False, plan.get_absolute_url()]]
    assert [row[2] for row in lines()["payment"].evidence] == [True, False]
    assert len(lines()["discipline"].evidence) == 1
    assert the_evaluation().score == Decimal("58.8")
    assert (the_evaluation().grade, the_evaluation().suggestion) == ("C", "improve")


def test_the_target_is_that_of_the_dealer_and_of_the_customers_that_it_supplies(cast, dealer):
    for owner in (dealer, CustomerFactory(rep=cast.rep, dealer=dealer), CustomerFactory(rep=cast.rep)):
        store = StoreFactory(customer=owner)
        PlanLineFactory(plan=ProfitPlanFactory(customer=owner, month=AUGUST), store=store, baseline_quantity=20)
        SalesMonthFactory(store=store, month=AUGUST, sell_out=15)
        SalesMonthFactory(store=store, month=date(2026, 9, 1), sell_out=99)
    ProfitPlan.objects.unscoped(because="test").update(status="approved", approved_at=AT)

    run()

    assert [row[1] for row in lines()["target"].evidence] == ["30 / 40"]


def test_measured_twice_there_is_one_evaluation_and_one_deadline(dealer):
    first, second = run(), run()

    assert (first.built, second.refreshed) == (1, 1)
    assert len(lines()) == 7
    assert Deadline.objects.unscoped(because="test").get().subject == "恒达"
    assert the_evaluation().due_on > date(2026, 10, 13)


def test_what_a_person_typed_stays_and_counts_when_the_machine_measures_anew(dealer, by):
    run()
    type_score(lines()["team"], score=Decimal(40), reason="两人离职", **by)
    ChannelCaseFactory(customer=dealer, found_on=AUGUST, due_on=AUGUST, status="proven")

    run()

    team = lines()["team"]
    assert (team.typed_score, team.typed_reason, team.score, team.drafted_score) == (40, "两人离职", 40, None)
    assert drafted()["discipline"] == 75
    # Discipline 75 × 10, team 40 × 5, reporting 0 × 10 of 25.
    assert the_evaluation().score == Decimal("38.0")


def test_a_typed_score_is_taken_back_by_an_empty_one_and_both_are_told(dealer, by):
    run()
    type_score(lines()["team"], score=Decimal(40), reason="两人离职", **by)
    type_score(lines()["team"], score=None, reason="", **by)

    assert lines()["team"].score is None
    told = [(c.before, c.after) for event in history_of(the_evaluation()) for c in event.changes.all()]
    assert told == [("40.0", ""), ("", "40")]


@pytest.mark.parametrize("other", [{"status": "ended"}, {"cooperates_since": date(2026, 10, 1)}, {"kind": "chain"}])
def test_only_dealers_that_worked_with_us_in_the_quarter_are_measured(cast, other):
    CustomerFactory(**{"rep": cast.rep, "kind": "dealer", **other})

    assert run().built == 0


def test_what_was_submitted_is_left_alone_and_a_returned_one_is_measured_again(cast, dealer, by):
    run()
    sent = propose(the_evaluation(), adjustment="keep", reason="稳定", **by)
    ChannelCaseFactory(customer=dealer, found_on=AUGUST, due_on=AUGUST, status="proven")

    assert run().left_alone == 1
    assert drafted()["discipline"] == 100
    return_evaluation(sent, revision=None, actor=cast.actor("manager"), at=AT, reason="补充团队")
    assert run().refreshed == 1
    assert drafted()["discipline"] == 75


def test_the_deadline_is_met_by_the_proposal_and_open_again_when_it_is_returned(cast, dealer, by):
    run()
    sent = propose(the_evaluation(), adjustment="keep", reason="稳定", **by)
    met = Deadline.objects.unscoped(because="test").get().met_at

    return_evaluation(sent, revision=None, actor=cast.actor("manager"), at=AT, reason="补充")

    assert met == AT
    assert Deadline.objects.unscoped(because="test").get().met_at is None


@pytest.mark.parametrize(
    ("adjustment", "day"), [("improve", None), ("keep", date(2026, 12, 1)), ("improve", date(2026, 9, 1))]
)
def test_improving_has_a_day_to_come_and_nothing_else_has_one(dealer, by, adjustment, day):
    run()

    with pytest.raises(ValidationError, match="improve_by"):
        propose(the_evaluation(), adjustment=adjustment, reason="x", improve_by=day, **by)


@pytest.mark.parametrize("who", ["rep", "admin", "hq", "stranger"])
def test_only_the_centers_manager_approves(cast, dealer, who):
    sent = EvaluationFactory(customer=dealer, submitted=True)

    with pytest.raises(PermissionDenied):
        approve_evaluation(sent, revision=None, actor=cast.actor(who), at=AT)


def test_an_approved_evaluation_takes_no_other_score(cast, dealer, by):
    run()
    sent = propose(the_evaluation(), adjustment="keep", reason="稳定", **by)
    approve_evaluation(sent, revision=sent.revision, actor=cast.actor("manager"), at=AT)

    with pytest.raises(NotPossibleNow):
        type_score(lines()["team"], score=Decimal(1), reason="x", **by)


def test_the_second_d_in_a_row_suggests_the_end(dealer):
    EvaluationFactory(customer=dealer, quarter=date(2026, 4, 1), grade="D", submitted=True, status="approved")
    for _number in range(4):
        ChannelCaseFactory(customer=dealer, found_on=AUGUST, due_on=AUGUST, status="proven")

    run()

    evaluation = DealerEvaluation.objects.unscoped(because="test").get(quarter=QUARTER.first_day)
    assert (evaluation.grade, evaluation.suggestion) == ("D", "end")


def test_a_centers_weights_hold_from_the_next_measuring_on(cast, dealer):
    run()
    weights = {"discipline_weight": 0, "reporting_weight": 20}
    terms = evaluation_terms_of(cast.center)
    manager = {"actor": cast.actor("manager"), "at": AT}

    set_evaluation_terms(terms, weights, revision=0, **manager)
    run()

    assert EvaluationTerms.objects.unscoped(because="test").get().target_weight == 25
    assert {name: line.weight for name, line in lines().items() if name in {"discipline", "reporting"}} == {
        "discipline": 0,
        "reporting": 20,
    }
    with pytest.raises(ValidationError):
        set_evaluation_terms(evaluation_terms_of(cast.center), {"team_weight": 90}, revision=1, **manager)


def test_the_command_says_what_it_did(dealer, capsys):
    call_command("evaluate_dealers", "--quarter", "2026Q3", "--json")

    assert capsys.readouterr().out.strip() == '{"quarter": "2026Q3", "built": 1, "refreshed": 0, "left_alone": 0}'
