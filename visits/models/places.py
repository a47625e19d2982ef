"""Proposed positions of stores, for the manager's one tap (handbook H5.3)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from stores.models import Store
from visits.choices import PlaceSource, PlaceStatus
from visits.models.visits import Visit


class PlaceProposal(ScopedModel):
    """Where a store seems to stand: told by a rep at the door, or agreed on by several people's check-ins.

    It is the store's place, not a person's; who was there when is not kept with it.
    """

    scope_rep = "store__rep"

    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+")
    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="place_proposals", verbose_name=_("store"))
    visit = models.ForeignKey(Visit, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    source = models.CharField(_("source"), max_length=8, choices=PlaceSource)
    lon = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6)
    lat = models.DecimalField(_("latitude"), max_digits=9, decimal_places=6)
    check_ins = models.PositiveIntegerField(_("check-ins"), default=1)
    people = models.PositiveIntegerField(_("people"), default=1)
    metres_off = models.PositiveIntegerField(_("from the archive's point (m)"), null=True, blank=True)

    status = models.CharField(_("status"), max_length=10, choices=PlaceStatus, default=PlaceStatus.PROPOSED)
    revision = models.PositiveIntegerField(default=1, editable=False)
    made_at = models.DateTimeField(_("proposed"))

    class Meta:
        verbose_name = _("proposed position")
        verbose_name_plural = _("proposed positions")
        constraints = [
            models.UniqueConstraint(
                name="visits_placeproposal_one_open", fields=["store"], condition=Q(status=PlaceStatus.PROPOSED)
            ),
            models.CheckConstraint(
                name="visits_placeproposal_status_known", condition=Q(status__in=PlaceStatus.values)
            ),
            models.CheckConstraint(
                name="visits_placeproposal_on_earth",
                condition=Q(lon__gte=-180, lon__lte=180, lat__gte=-90, lat__lte=90),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.store_id}: {self.lon}, {self.lat}"
