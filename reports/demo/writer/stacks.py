"""Stacks of plans and reviews that went their way long ago: one person moved each of them in one sitting.

The rooms' own services take a transaction and a message for each; of the past only the trace is wanted.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import models

from reports.demo.writer.written import BATCH, BECAUSE
from salesops.accounts.actor import Actor
from salesops.periods.choices import DeadlineKind
from salesops.periods.models import Deadline
from salesops.periods.month import Month
from salesops.workflow.flow import Step
from salesops.workflow.models import AuditEvent


def record_sitting(stack: Sequence[models.Model], step: Step, *, before: str, actor: Actor, at: datetime) -> None:
    """One event for each of the stack, as the step would have left it."""
    AuditEvent.objects.bulk_create(
        (
            AuditEvent(
                object_type=one._meta.label_lower,
                object_id=one.pk,
                step=step.name,
                before=before,
                after=step.target,
                actor_id=actor.user_id,
                at=at,
            )
            for one in stack
        ),
        batch_size=BATCH,
    )


def meet_deadlines(kind: DeadlineKind, month: Month, customer_ids: Sequence[int], *, at: datetime) -> None:
    deadlines = Deadline.objects.unscoped(because=BECAUSE).of_month(month)
    deadlines.filter(kind=kind, subject_id__in=customer_ids).update(met_at=at)
