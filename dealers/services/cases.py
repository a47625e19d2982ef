"""Channel conflicts opened, looked into, decided and settled (handbook H10.2)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dealers import case_steps as steps
from dealers.dealer_rules import keeps_business, keeps_case
from dealers.models import CaseEvidence, ChannelCase
from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from salesops.accounts.models import User
from salesops.notices.services import tell
from salesops.workflow.flow import Step, take_step
from salesops.workflow.services import create_with_history, record_change

# So long a center has when nobody says otherwise.
DAYS_TO_SETTLE = 14


def settle_by(found_on: date) -> date:
    return found_on + timedelta(days=DAYS_TO_SETTLE)


@transaction.atomic
def open_case(values: Mapping[str, Any], *, actor: Actor, at: datetime) -> ChannelCase:
    """Write down a conflict with its deadline, and tell the center's manager."""
    case = ChannelCase(**values, created_at=at)
    if not keeps_business(actor, case.customer):
        raise PermissionDenied("open_case")
    create_with_history(case, actor=actor, at=at)
    managers = User.objects.active().filter(role=Role.MANAGER, center_id=case.customer.center_id)
    tell(
        managers.exclude(pk=actor.user_id).values_list("pk", flat=True),
        "channel_case",
        values={"dealer": case.customer.name, "kind": case.get_kind_display(), "due_on": f"{case.due_on}"},
        url=case.get_absolute_url(),
        dedupe_key=f"channel_case {case.pk}",
        at=at,
    )
    return case


@transaction.atomic
def add_evidence(case: ChannelCase, text: str, *, actor: Actor, at: datetime) -> CaseEvidence:
    """Add what speaks for or against it; nothing is taken away any more."""
    if not keeps_case(actor, case):
        raise PermissionDenied("add_evidence")
    evidence = CaseEvidence(case=case, text=text, added_by_id=actor.user_id, added_at=at)
    evidence.full_clean()
    evidence.save(force_insert=True)
    record_change(case, {}, actor=actor, at=at, reason=text, step=steps.ADD_EVIDENCE)
    return evidence


def move_case(
    case: ChannelCase, step: Step, *, revision: int | None, actor: Actor, at: datetime, reason: str
) -> ChannelCase:
    return take_step(step, case, actor=actor, at=at, reason=reason, revision=revision)
