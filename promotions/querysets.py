"""The words in which promotions are asked for (handbook H6.2)."""

from datetime import date

from django.db import models

from promotions.choices import PromotionStatus
from salesops.accounts.actor import Actor


class PromotionQuerySet(models.QuerySet):
    """Promotions are the company's; a center sees the published ones that reach one of its stores."""

    def visible_to(self, actor: Actor):
        if actor is None:
            return self.none()
        if actor.sees_all:
            return self
        mine = self.model._meta.get_field("stores").related_model.objects.visible_to(actor)
        return self.exclude(status=PromotionStatus.DRAFT).filter(pk__in=mine.values("promotion"))

    def published(self):
        return self.filter(status=PromotionStatus.PUBLISHED)

    def within(self, start: date, end: date):
        """Running on some day from start to end, both included."""
        return self.filter(starts_on__lte=end, ends_on__gte=start)
