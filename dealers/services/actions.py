"""What is to be done for a plan; it becomes a task when the plan is approved (handbook H8.2, H5.7)."""

from datetime import date, datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dealers.models import PlanAction, ProfitPlan
from dealers.services.door import mark_edited, open_for_typing
from dealers.steps import ADD_ACTION, REMOVE_ACTION
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.services import record_change
from stores.models import Store


class ActionNotPossible(DomainError):
    """The action does not belong to the customer's stores, or its day is past."""


@transaction.atomic
def add_action(plan: ProfitPlan, *, store: Store, text: str, due_on: date, actor: Actor, at: datetime) -> PlanAction:
    """Note what somebody will do at one of the customer's stores."""
    plan = open_for_typing(plan.pk, actor=actor)
    if store.customer_id != plan.customer_id or store.center_id != plan.center_id:
        raise ActionNotPossible(_("%(store)s is not a store of this customer.") % {"store": store})
    if due_on < timezone.localdate(at):
        raise ActionNotPossible(_("This day is past: please choose today or a later one."))
    action = PlanAction(plan=plan, store=store, text=text, due_on=due_on, task_client_id=uuid4())
    action.full_clean()
    action.save(force_insert=True)
    mark_edited(plan)
    record_change(plan, {store.name[:60]: ("", text)}, actor=actor, at=at, step=ADD_ACTION)
    return action


@transaction.atomic
def remove_action(action: PlanAction, *, actor: Actor, at: datetime) -> ProfitPlan:
    """Take an action off an open plan; the second to do so finds it gone and is content."""
    plan = open_for_typing(action.plan_id, actor=actor)
    rows = PlanAction.objects.unscoped(because="part of a plan that the caller has opened for typing")
    deleted, _models = rows.filter(pk=action.pk, plan=plan).delete()
    if deleted:
        mark_edited(plan)
        gone = {action.store.name[:60]: (action.text, "")}
        record_change(plan, gone, actor=actor, at=at, step=REMOVE_ACTION)
    return plan
