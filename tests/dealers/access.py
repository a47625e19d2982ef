"""Who gets what from the pages of plans."""

from datetime import date
from uuid import uuid4

from django.utils import timezone

from dealers.choices import PlanStatus
from dealers.models import PlanAction
from salesops.periods.month import Month
from stores.choices import CustomerKind
from tests.architecture.access import Access
from tests.factories.amendments import AmendmentLineFactory
from tests.factories.dealer_business import ChannelCaseFactory, MovementFactory, ReceivableFactory
from tests.factories.dealer_development import CandidateFactory, DealerFactory, TerritoryFactory
from tests.factories.dealer_evaluations import EvaluationFactory, EvaluationLineFactory
from tests.factories.dealer_team import PersonFactory, PersonStoreFactory
from tests.factories.dealers import PlanLineFactory, ProfitPlanFactory
from tests.factories.stores import CustomerFactory, StoreFactory
from tests.factories.targets import node_of, place_in_targets
from tests.factories.tracking import PlanWeekFactory, TrackedLineFactory

REP_ONLY = {"manager": 403, "marketing": 403, "hq": 403, "admin": 403, "colleague": 404}
MANAGER_ONLY = {"rep": 403, "marketing": 403, "hq": 403, "admin": 403, "colleague": 404}


def _plan(cast, **options):
    return ProfitPlanFactory(customer=CustomerFactory(rep=cast.rep), **options)


def plan(cast) -> dict:
    return {"pk": _plan(cast).pk}


def submitted(cast) -> dict:
    return {"pk": _plan(cast, status=PlanStatus.SUBMITTED).pk}


def line(cast) -> dict:
    return {"pk": PlanLineFactory(plan=_plan(cast)).pk}


def action(cast) -> dict:
    owner = _plan(cast)
    made = PlanAction.objects.create(
        plan=owner,
        store=StoreFactory(customer=owner.customer),
        text="陈列到位",
        due_on="2026-12-10",
        task_client_id=uuid4(),
    )
    return {"pk": made.pk}


def _targets(cast, **options):
    return place_in_targets(StoreFactory(customer=CustomerFactory(rep=cast.rep)), **options)


def split(cast) -> dict:
    return {"pk": _targets(cast).pk}


def submitted_split(cast) -> dict:
    return {"pk": _targets(cast, status="submitted").pk}


def split_in_force(cast) -> dict:
    return {"pk": _targets(cast, status="approved").pk}


def company(cast) -> dict:
    return {"pk": _targets(cast).basis_id}


def place(cast) -> dict:
    return {"pk": node_of(_targets(cast, status="approved"), level="rep").pk}


def place_in_work(cast) -> dict:
    return {"pk": node_of(_targets(cast), level="rep").pk}


def _see(subject) -> Access:
    return Access(subject=subject, colleague=404)


NOT_THEIRS = {"rep": 404, "colleague": 404}
WRITE_SPLIT = NOT_THEIRS | {"marketing": 403, "hq": 403, "admin": 403}
DECIDE_SPLIT = NOT_THEIRS | {"manager": 403, "marketing": 302, "hq": 302, "admin": 403}
TARGET_ROWS = {
    "dealers:target_list": Access(),
    "dealers:target_create": Access(rep=403, manager=403),
    "dealers:target_split": Access(rep=403, marketing=403, hq=403, admin=403),
    "dealers:target_detail": _see(split_in_force),
    "dealers:target_below": _see(place),
    "dealers:target_versions": _see(split_in_force),
    "dealers:target_gap": Access(),
    "dealers:target_export": _see(split_in_force),
    "dealers:target_file": Access(subject=split, **WRITE_SPLIT),
    "dealers:target_number_edit": Access(subject=place_in_work, **WRITE_SPLIT),
    "dealers:target_amend": Access(subject=company, rep=404, manager=404, colleague=404),
    "dealers:target_submit": Access(manager=302, method="post", subject=split, **WRITE_SPLIT),
    "dealers:target_withdraw": Access(manager=302, method="post", subject=submitted_split, **WRITE_SPLIT),
    "dealers:target_discard": Access(
        manager=302, method="post", subject=split, data={"reason": "重新测算"}, **WRITE_SPLIT
    ),
    "dealers:target_approve": Access(method="post", subject=submitted_split, **DECIDE_SPLIT),
    "dealers:target_return": Access(method="post", subject=submitted_split, data={"reason": "偏低"}, **DECIDE_SPLIT),
}

ROWS = TARGET_ROWS | {
    "dealers:plan_list": Access(),
    "dealers:plan_inbox": Access(rep=403, marketing=403, hq=403, admin=403),
    "dealers:plan_bulk_approve": Access(rep=403, manager=302, marketing=403, hq=403, admin=403, method="post"),
    "dealers:plan_detail": _see(plan),
    "dealers:plan_figures": _see(plan),
    "dealers:plan_profit_evidence": _see(plan),
    "dealers:plan_planner_record": Access(subject=plan, marketing=403, hq=403, admin=403, colleague=404),
    "dealers:plan_export": _see(plan),
    "dealers:plan_sheet_pdf": _see(plan),
    "dealers:plan_sheet_xlsx": _see(plan),
    "dealers:plan_line": _see(line),
    "dealers:plan_line_evidence": _see(line),
    "dealers:plan_submit": Access(rep=302, method="post", subject=plan, **REP_ONLY),
    "dealers:plan_withdraw": Access(rep=302, method="post", subject=submitted, **REP_ONLY),
    "dealers:plan_refresh": Access(rep=302, method="post", subject=plan, **REP_ONLY),
    "dealers:plan_terms": Access(subject=plan, **REP_ONLY),
    "dealers:plan_line_add": Access(subject=plan, **REP_ONLY),
    "dealers:plan_action_add": Access(subject=plan, **REP_ONLY),
    "dealers:plan_line_edit": Access(subject=line, **REP_ONLY),
    "dealers:plan_line_reset": Access(rep=302, method="post", subject=line, **REP_ONLY),
    "dealers:plan_action_remove": Access(rep=302, method="post", subject=action, **REP_ONLY),
    "dealers:plan_approve": Access(manager=302, method="post", subject=submitted, **MANAGER_ONLY),
    "dealers:plan_return": Access(
        manager=302, method="post", subject=submitted, data={"reason": "数量偏高"}, **MANAGER_ONLY
    ),
}


def candidate(cast) -> dict:
    return {"pk": CandidateFactory(rep=cast.rep, status="visited").pk}


def scored(cast) -> dict:
    return {"pk": CandidateFactory(rep=cast.rep, scored=True).pk}


def accepted(cast) -> dict:
    return {"pk": CandidateFactory(rep=cast.rep, status="accepted", score=60).pk}


def turned_down(cast) -> dict:
    return {"pk": CandidateFactory(rep=cast.rep, status="turned_down").pk}


def dealer(cast) -> dict:
    return {"pk": DealerFactory(rep=cast.rep).pk}


def territory(cast) -> dict:
    return {"pk": TerritoryFactory(customer__rep=cast.rep).pk}


def movement(cast) -> dict:
    return {"pk": MovementFactory(customer__rep=cast.rep).pk}


def receivable(cast) -> dict:
    return {"pk": ReceivableFactory(customer__rep=cast.rep).pk}


def case(cast) -> dict:
    return {"pk": ChannelCaseFactory(customer__rep=cast.rep).pk}


def to_prove(cast) -> dict:
    return case(cast) | {"step": "prove"}


def evaluation(cast) -> dict:
    return {"pk": EvaluationFactory(customer__rep=cast.rep).pk}


def proposed(cast) -> dict:
    return {"pk": EvaluationFactory(customer__rep=cast.rep, submitted=True).pk}


def scored_line(cast) -> dict:
    return {"pk": EvaluationLineFactory(evaluation__customer__rep=cast.rep).pk}


def own_center(cast) -> dict:
    return {"center": cast.center.pk}


def person(cast) -> dict:
    return {"pk": PersonFactory(customer__rep=cast.rep).pk}


def persons_store(cast) -> dict:
    return {"pk": PersonStoreFactory(person__customer__rep=cast.rep).pk}


def _approved(cast):
    """A plan of the next month, which may be amended whatever day it is."""
    month = (Month.of(timezone.localdate()) + 1).first_day
    return _plan(cast, month=month, status=PlanStatus.APPROVED, approved_at=timezone.now())


def approved(cast) -> dict:
    return {"pk": _approved(cast).pk}


def amendment(cast) -> dict:
    return {"pk": AmendmentLineFactory(amendment__plan=_approved(cast)).amendment_id}


def submitted_amendment(cast) -> dict:
    line = AmendmentLineFactory(amendment__plan=_approved(cast), amendment__status="submitted", before_quantity=0)
    return {"pk": line.amendment_id}


ROWS |= {
    "dealers:plan_versions": _see(approved),
    "dealers:plan_versions_export": _see(approved),
    "dealers:plan_amend": Access(subject=approved, **REP_ONLY),
    "dealers:plan_shift": Access(subject=approved, **REP_ONLY),
    "dealers:amendment_list": Access(),
    "dealers:amendment_detail": _see(amendment),
    "dealers:amendment_numbers": Access(rep=302, method="post", subject=amendment, **REP_ONLY),
    "dealers:amendment_line_add": Access(subject=amendment, **REP_ONLY),
    "dealers:amendment_withdraw": Access(rep=302, method="post", subject=submitted_amendment, **REP_ONLY),
    "dealers:amendment_give_up": Access(rep=302, method="post", subject=amendment, **REP_ONLY),
    "dealers:amendment_approve": Access(manager=302, method="post", subject=submitted_amendment, **MANAGER_ONLY),
    "dealers:amendment_return": Access(
        manager=302, method="post", subject=submitted_amendment, data={"reason": "偏低"}, **MANAGER_ONLY
    ),
}


def week(cast) -> dict:
    return {"pk": PlanWeekFactory(plan=_plan(cast)).pk}


def interim(cast) -> dict:
    plan = ProfitPlanFactory(customer=CustomerFactory(rep=cast.rep, kind=CustomerKind.DEALER), month=date(2026, 10, 1))
    return {"pk": PlanWeekFactory(plan=plan, week_on=date(2026, 10, 12)).pk}


def red_line(cast) -> dict:
    return {"pk": TrackedLineFactory(week__plan=_plan(cast), answered=True).pk}


ROWS |= {
    "dealers:interim_list": Access(),
    "dealers:interim_detail": _see(interim),
    "dealers:interim_export": _see(interim),
    "dealers:interim_pdf": _see(interim),
    "dealers:tracking_list": Access(),
    "dealers:tracking_detail": _see(week),
    "dealers:tracking_export": _see(week),
    "dealers:tracked_line_list": Access(),
    "dealers:tracked_line_answer": Access(subject=red_line, **REP_ONLY),
    "dealers:tracking_terms": Access(rep=403, marketing=403, hq=403, subject=own_center),
}

KEEPERS = {"colleague": 404, "marketing": 403, "hq": 403}
BINDERS = {**KEEPERS, "rep": 403}

ROWS |= {
    "dealers:candidate_list": Access(),
    "dealers:candidate_create": Access(marketing=403, hq=403),
    "dealers:candidate_detail": _see(candidate),
    "dealers:candidate_edit": Access(subject=candidate, **KEEPERS),
    "dealers:candidate_visit": Access(subject=candidate, **KEEPERS),
    "dealers:candidate_marks": Access(subject=candidate, **KEEPERS),
    "dealers:candidate_give_up": Access(subject=candidate, **KEEPERS),
    "dealers:candidate_accept": Access(subject=scored, **MANAGER_ONLY),
    "dealers:candidate_turn_down": Access(subject=scored, **MANAGER_ONLY),
    "dealers:candidate_take_up_again": Access(subject=turned_down, **MANAGER_ONLY),
    "dealers:candidate_contract": Access(subject=accepted, **MANAGER_ONLY),
    "dealers:dealer_list": Access(),
    "dealers:dealer_detail": _see(dealer),
    "dealers:contract_add": Access(subject=dealer, **BINDERS),
    "dealers:territory_list": Access(),
    "dealers:territory_add": Access(subject=dealer, **BINDERS),
    "dealers:person_list": Access(),
    "dealers:person_add": Access(subject=dealer, **KEEPERS),
    "dealers:person_detail": _see(person),
    "dealers:person_edit": Access(subject=person, **KEEPERS),
    "dealers:person_leave": Access(subject=person, **KEEPERS),
    "dealers:person_store_add": Access(subject=person, **KEEPERS),
    "dealers:person_store_end": Access(subject=persons_store, **KEEPERS),
    "dealers:person_train": Access(subject=person, **KEEPERS),
    "dealers:evaluation_list": Access(),
    "dealers:evaluation_detail": _see(evaluation),
    "dealers:evaluation_score": Access(subject=scored_line, **KEEPERS, admin=403),
    "dealers:evaluation_propose": Access(subject=evaluation, **KEEPERS, admin=403),
    "dealers:evaluation_approve": Access(subject=proposed, **MANAGER_ONLY),
    "dealers:evaluation_return": Access(subject=proposed, **MANAGER_ONLY),
    "dealers:evaluation_terms": Access(rep=403, marketing=403, hq=403, subject=own_center),
    "dealers:territory_end": Access(subject=territory, **BINDERS),
    "dealers:movement_list": Access(),
    "dealers:movement_add": Access(subject=dealer, **KEEPERS),
    "dealers:movement_take_back": Access(subject=movement, **KEEPERS),
    "dealers:stock_list": Access(),
    "dealers:stock_count": Access(subject=dealer, **KEEPERS),
    "dealers:receivable_list": Access(),
    "dealers:receivable_add": Access(subject=dealer, **KEEPERS),
    "dealers:receivable_detail": _see(receivable),
    "dealers:receivable_pay": Access(subject=receivable, **KEEPERS),
    "dealers:case_list": Access(),
    "dealers:case_open": Access(subject=dealer, **KEEPERS),
    "dealers:case_detail": _see(case),
    "dealers:case_evidence_add": Access(subject=case, **KEEPERS),
    "dealers:case_move": Access(subject=to_prove, **MANAGER_ONLY),
}
