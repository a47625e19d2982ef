"""The words in which promotions are asked for (handbook H6.2)."""

from datetime import date

from django.db import models
from django.db.models import Q

from promotions.choices import ANNOUNCED, ApprovalLevel, PromotionPhase, PromotionStatus
from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role


class PromotionQuerySet(models.QuerySet):
    """A center sees what was announced to one of its stores; its manager also what the center itself plans."""

    def visible_to(self, actor: Actor):
        if actor is None:
            return self.none()
        if actor.sees_all:
            return self
        places = self.model._meta.get_field("stores").related_model.objects.visible_to(actor)
        seen = Q(status__in=ANNOUNCED, pk__in=places.values("promotion"))
        if actor.is_manager and actor.center_id is not None:
            seen |= Q(center=actor.center_id)
        return self.filter(seen)

    def published(self):
        """Announced to the stores and not taken back; what ended and was closed stays so."""
        return self.filter(status__in=(PromotionStatus.PUBLISHED, PromotionStatus.CLOSED))

    def standing(self):
        """Planned or announced: what other promotions may clash with."""
        return self.exclude(status=PromotionStatus.CANCELLED)

    def within(self, start: date, end: date):
        """Running on some day from start to end, both included."""
        return self.filter(starts_on__lte=end, ends_on__gte=start)

    def in_phase(self, phase: str, on: date):
        """Published ones that are ahead, running or ended on a day."""
        days = {
            PromotionPhase.AHEAD: Q(starts_on__gt=on),
            PromotionPhase.RUNNING: Q(starts_on__lte=on, ends_on__gte=on),
            PromotionPhase.ENDED: Q(ends_on__lt=on),
        }
        return self.published().filter(days[PromotionPhase(phase)])

    def to_approve(self, actor: Actor):
        """Handed in, and this person's to decide first: no higher level, no lower one."""
        submitted = self.visible_to(actor).filter(status=PromotionStatus.SUBMITTED)
        level = {
            Role.MANAGER: ApprovalLevel.MANAGER,
            Role.MARKETING: ApprovalLevel.MARKETING,
            Role.HQ: ApprovalLevel.HQ,
        }.get(actor.role)
        return submitted.filter(approval_level=level) if level else submitted.none()

    def to_mend(self, actor: Actor):
        """Came back to the one who planned them."""
        return self.visible_to(actor).filter(status=PromotionStatus.RETURNED, created_by=actor.user_id)

    def to_close(self, actor: Actor, on: date):
        """Ended, and their costs are still open to be booked."""
        mine = Q(center=actor.center_id) if actor.is_manager else Q(center__isnull=True)
        return self.visible_to(actor).filter(mine, status=PromotionStatus.PUBLISHED, ends_on__lt=on)
