"""Who gets what from the pages of plans."""

from uuid import uuid4

from dealers.choices import PlanStatus
from dealers.models import PlanAction
from tests.architecture.access import Access
from tests.factories.dealers import PlanLineFactory, ProfitPlanFactory
from tests.factories.stores import CustomerFactory, StoreFactory

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


def _see(subject) -> Access:
    return Access(subject=subject, colleague=404)


ROWS = {
    "dealers:plan_list": Access(),
    "dealers:plan_inbox": Access(rep=403, marketing=403, hq=403, admin=403),
    "dealers:plan_bulk_approve": Access(rep=403, manager=302, marketing=403, hq=403, admin=403, method="post"),
    "dealers:plan_detail": _see(plan),
    "dealers:plan_figures": _see(plan),
    "dealers:plan_profit_evidence": _see(plan),
    "dealers:plan_export": _see(plan),
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
