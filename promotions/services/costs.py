"""Planning and booking what a promotion costs (handbook H6.2)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from promotions.choices import OPEN_TO_CHANGE, CostStage, PromotionStatus
from promotions.models import CostLine, Promotion
from promotions.rules import may_plan
from salesops.accounts.actor import Actor
from salesops.errors import DomainError
from salesops.workflow.services import record_change


class CostsClosed(DomainError):
    """In this state of the promotion such costs are not written."""


@transaction.atomic
def add_cost(promotion: Promotion, values: Mapping[str, Any], *, actor: Actor, at: datetime) -> CostLine:
    """Write a planned cost of a draft, or a booked one of what is announced."""
    locked = Promotion.objects.select_for_update().get(pk=promotion.pk)
    line = CostLine(**values, promotion=locked, created_at=at, created_by_id=actor.user_id)
    _require_writable(locked, line, actor)
    line.full_clean()
    line.save(force_insert=True)
    record_change(locked, {f"cost line:{line.pk}": ("", _in_words(line))}, actor=actor, at=at)
    return line


@transaction.atomic
def remove_cost(line: CostLine, *, actor: Actor, at: datetime) -> None:
    """Take out a line that was written by mistake; the promotion's history keeps it."""
    locked = Promotion.objects.select_for_update().get(pk=line.promotion_id)
    _require_writable(locked, line, actor)
    record_change(locked, {f"cost line:{line.pk}": (_in_words(line), "")}, actor=actor, at=at)
    line.delete()


def may_cost(promotion: Promotion, actor: Actor, stage: str) -> bool:
    """The planner plans; what is announced is booked by the planner and by the managers of its stores."""
    if stage == CostStage.PLANNED:
        return promotion.status in OPEN_TO_CHANGE and may_plan(actor, promotion)
    return promotion.status == PromotionStatus.PUBLISHED and (may_plan(actor, promotion) or actor.is_manager)


def _require_writable(promotion: Promotion, line: CostLine, actor: Actor) -> None:
    owns = may_plan(actor, promotion)
    if not owns and not (line.store is not None and actor.manages(line.store.center_id)):
        raise PermissionDenied("cost")
    if not may_cost(promotion, actor, line.stage):
        if line.stage == CostStage.PLANNED:
            raise CostsClosed(_("Costs are planned before a promotion is handed in."))
        raise CostsClosed(_("Costs are booked from the announcement until the promotion is closed."))


def _in_words(line: CostLine) -> str:
    return f"{line.get_stage_display()} · {line} · {line.cost_on}"
