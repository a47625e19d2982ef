"""Measured travel times between stores, which planning takes before speed and detour (handbook H4.2)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from stores.models import Store


class TravelWays(ScopedModel):
    """The ways from one place to others: for a rep, or without one for all reps of a center.

    A row without a store is about the start and end place. `ways` holds [tenths of a minute, metres or null] by the
    id of the store they lead to, "0" being the start and end place. `lon` and `lat` say where the place lay when
    its ways came: those of a place that has moved since are not used.
    """

    scope_rep = ("center__users",)

    center = models.ForeignKey(Center, on_delete=models.CASCADE, related_name="+", verbose_name=_("center"))
    rep = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("rep"),
    )
    store = models.ForeignKey(
        Store, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("store")
    )
    ways = models.JSONField(default=dict)
    lon = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    lat = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)

    class Meta:
        verbose_name = _("travel times")
        verbose_name_plural = _("travel times")
        constraints = [
            models.UniqueConstraint(
                "center", Coalesce("rep", 0), Coalesce("store", 0), name="visits_travelways_one_per_place"
            ),
            models.CheckConstraint(
                name="visits_travelways_place_pair",
                condition=Q(lon__isnull=True, lat__isnull=True) | Q(lon__isnull=False, lat__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rep or self.center}: {self.store or '–'}"
