"""Telling of amendments and shifts (handbook H8.4, H12.7)."""

from datetime import datetime

from dealers.models import PlanAmendment, ProfitPlan
from salesops.accounts.choices import Role
from salesops.accounts.models import User
from salesops.notices.services import tell


def tell_managers(plan: ProfitPlan, text: str, amendment: PlanAmendment, *, at: datetime, **values: str) -> None:
    managers = User.objects.active().filter(role=Role.MANAGER, center=plan.center_id)
    _tell(managers.values_list("pk", flat=True), plan, text, amendment, at, values)


def tell_rep(plan: ProfitPlan, text: str, amendment: PlanAmendment, *, at: datetime, **values: str) -> None:
    _tell([plan.rep_id], plan, text, amendment, at, values)


def _tell(people, plan: ProfitPlan, text: str, amendment: PlanAmendment, at: datetime, values: dict) -> None:
    tell(
        people,
        text,
        values={"plan": str(plan), **values},
        url=amendment.get_absolute_url(),
        dedupe_key=f"{text}:{amendment.pk}:{amendment.revision}",
        at=at,
    )
