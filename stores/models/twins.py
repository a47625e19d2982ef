"""Pairs of archives that are likely one shop or one customer (handbook H2.2)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from stores.models.customers import Customer
from stores.models.stores import Store
from stores.querysets import TwinsQuerySet


class Twins(ScopedModel):
    """A pair, the lower id first, with the points and reasons of the last search.

    A search writes and removes pairs; one that a person has called two different ones stays, and keeps
    the pair off the list until the person takes it back.
    """

    scope_rep = ()

    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+", verbose_name=_("center"))
    score = models.PositiveSmallIntegerField(_("points"))
    reasons = models.JSONField(default=list)
    rule_version = models.CharField(max_length=20)
    found_at = models.DateTimeField(_("found at"))

    parted_at = models.DateTimeField(_("called different at"), null=True, blank=True)
    parted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = TwinsQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(name="stores_%(class)s_once", fields=["first", "second"]),
            models.CheckConstraint(name="stores_%(class)s_in_order", condition=Q(first__lt=F("second"))),
            models.CheckConstraint(name="stores_%(class)s_points", condition=Q(score__lte=100)),
            models.CheckConstraint(
                name="stores_%(class)s_parted_by_somebody",
                condition=Q(parted_at__isnull=True, parted_by__isnull=True)
                | Q(parted_at__isnull=False, parted_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["center", "-score"], name="stores_%(class)s_list")]

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}"


class StoreTwins(Twins):
    first = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="+")

    class Meta(Twins.Meta):
        verbose_name = _("likely duplicate")
        verbose_name_plural = _("likely duplicates")


class CustomerTwins(Twins):
    first = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")

    class Meta(Twins.Meta):
        verbose_name = _("likely duplicate")
        verbose_name_plural = _("likely duplicates")
