"""A candidate's way to a dealer (handbook H10.1)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from dealers.calc.candidates import WEIGHTS
from dealers.models import DealerCandidate, DealerContract, Territory
from dealers.services.candidates import accept, add_candidate, give_up, log_visit, set_marks, take_up_again, turn_down
from dealers.services.contracts import Terms, contract_candidate
from dealers.services.territories import GivenAway
from salesops.errors import DomainError
from salesops.notices.models import Notice
from salesops.workflow.flow import NotPossibleNow, ReasonMissing
from salesops.workflow.selectors.history import history_of
from stores.models import Customer
from tests.factories.dealer_development import CandidateFactory, TerritoryFactory
from tests.factories.visits import MORNING

pytestmark = pytest.mark.django_db

GOOD = dict.fromkeys(WEIGHTS, (4, ""))
VISIT = {"visited_on": MORNING.date(), "met_with": "王总", "findings": "仓库 400 平米", "next_step": ""}
TERMS = Terms("HT-1", date(2026, 12, 1), date(2027, 12, 1), ("330106",), True, 45, Decimal(200_000))


def by(cast, who="rep"):
    return {"actor": cast.actor(who), "at": MORNING}


def test_the_whole_way_from_found_to_contract(cast):
    values = {"name": "恒达商贸", "rep": cast.rep, "found_on": date(2026, 10, 1), "phone": "0571-1"}
    candidate = add_candidate(values, **by(cast))
    log_visit(candidate, VISIT, **by(cast))
    set_marks(candidate, GOOD, **by(cast))
    accept(candidate, revision=None, reason="网络好", **by(cast, "manager"))

    done = contract_candidate(candidate, TERMS, **by(cast, "manager"))

    dealer = Customer.objects.unscoped(because="test").get()
    territory = Territory.objects.unscoped(because="test").get()
    assert (done.status, done.customer, done.score) == ("contracted", dealer, Decimal(80))
    assert (dealer.kind, dealer.rep, dealer.payment_days, dealer.phone) == ("dealer", cast.rep, 45, "0571-1")
    assert (territory.customer, territory.is_exclusive, territory.ends_on) == (dealer, True, date(2027, 12, 1))
    assert DealerContract.objects.unscoped(because="test").get().number == "HT-1"
    assert [event.after for event in history_of(done) if event.after] == [
        *("contracted", "accepted", "scored", "visited")
    ]


def test_a_contract_whose_territory_is_given_away_makes_no_dealer(cast):
    other = TerritoryFactory(customer__rep=cast.colleague, division_code="330100", is_exclusive=True)
    candidate = CandidateFactory(rep=cast.rep, status="accepted", score=60)

    with pytest.raises(GivenAway, match=other.customer.name):
        contract_candidate(candidate, TERMS, **by(cast, "manager"))

    candidate.refresh_from_db()
    assert candidate.status == "accepted"
    assert Customer.objects.unscoped(because="test").get() == other.customer


@pytest.mark.parametrize("who", ["rep", "hq", "admin", "stranger"])
@pytest.mark.parametrize("deed", [accept, turn_down])
def test_only_the_centers_manager_decides(cast, deed, who):
    candidate = CandidateFactory(rep=cast.rep, scored=True)

    with pytest.raises(PermissionDenied):
        deed(candidate, revision=None, reason="x", **by(cast, who))


@pytest.mark.parametrize("deed", [accept, turn_down])
def test_a_decision_has_a_reason_and_the_rep_reads_it(cast, deed):
    candidate = CandidateFactory(rep=cast.rep, scored=True)

    with pytest.raises(ReasonMissing):
        deed(candidate, revision=None, reason=" ", **by(cast, "manager"))
    deed(candidate, revision=None, reason="资金不足", **by(cast, "manager"))

    assert "资金不足" in str(Notice.objects.get(user=cast.rep).values)


def test_an_unscored_candidate_cannot_be_accepted(cast):
    candidate = CandidateFactory(rep=cast.rep, status="visited")

    with pytest.raises(NotPossibleNow):
        accept(candidate, revision=None, reason="x", **by(cast, "manager"))


def test_marks_that_change_while_the_manager_reads_are_not_decided_on_unseen(cast):
    candidate = CandidateFactory(rep=cast.rep, scored=True)
    set_marks(candidate, GOOD, **by(cast))

    with pytest.raises(DomainError):
        accept(candidate, revision=candidate.revision, reason="x", **by(cast, "manager"))

    candidate.refresh_from_db()
    assert (candidate.status, candidate.score) == ("scored", Decimal(80))


def test_a_mark_that_changes_is_in_the_history_and_the_same_again_is_not(cast):
    candidate = CandidateFactory(rep=cast.rep, scored=True)
    marks = dict.fromkeys(WEIGHTS, (3, "")) | {"capital": (2, "银行流水")}

    set_marks(candidate, marks, **by(cast))
    set_marks(candidate, marks, **by(cast))

    (event,) = history_of(candidate)
    assert [(c.field, c.before, c.after) for c in event.changes.all()] == [("mark for capital", "3", "2 – 银行流水")]


def test_a_visit_is_not_in_the_future_and_not_to_whom_was_turned_down(cast):
    candidate = CandidateFactory(rep=cast.rep)

    with pytest.raises(ValidationError):
        log_visit(candidate, VISIT | {"visited_on": MORNING.date() + timedelta(days=1)}, **by(cast))
    turn_down(candidate, revision=None, reason="x", **by(cast, "manager"))
    with pytest.raises(NotPossibleNow):
        log_visit(candidate, VISIT, **by(cast))


def test_who_was_given_up_is_taken_up_again_with_a_new_visit(cast):
    candidate = CandidateFactory(rep=cast.rep, scored=True)
    give_up(candidate, revision=None, reason="无意向", **by(cast))
    take_up_again(candidate, revision=None, reason="换了老板", **by(cast, "manager"))

    log_visit(candidate, VISIT, **by(cast))

    assert DealerCandidate.objects.unscoped(because="test").get().status == "visited"
