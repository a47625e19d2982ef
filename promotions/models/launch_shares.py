"""A launch's quantity shared out: to centers, to their reps, to their stores (handbook H6.1).

On each level the numbers add up to the one above. `suggested` is the machine's, `typed` a person's; `quantity` is
what holds.
"""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from promotions.choices import ShareStatus
from promotions.models.launches import Launch
from promotions.querysets import LaunchStoreQuerySet
from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from stores.models import Store


class Share(ScopedModel):
    """A number that the machine suggests, and a person may fix."""

    suggested = models.PositiveIntegerField(_("suggested"), default=0)
    typed = models.PositiveIntegerField(_("fixed by hand"), null=True, blank=True)
    quantity = models.PositiveIntegerField(_("quantity"), default=0)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    @property
    def is_pinned(self) -> bool:
        return self.typed is not None


def _typed_holds(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(name=name, condition=Q(typed__isnull=True) | Q(typed=models.F("quantity")))


class LaunchCenter(Share):
    """A center's share, which its manager accepts or returns."""

    scope_rep = ()

    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="centers")
    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+", verbose_name=_("center"))
    status = models.CharField(_("status"), max_length=10, choices=ShareStatus, default=ShareStatus.WAITING)

    class Meta:
        verbose_name = _("center's share")
        verbose_name_plural = _("centers' shares")
        constraints = [
            models.UniqueConstraint(name="promotions_launchcenter_once", fields=["launch", "center"]),
            models.CheckConstraint(
                name="promotions_launchcenter_status_known", condition=Q(status__in=ShareStatus.values)
            ),
            _typed_holds("promotions_launchcenter_typed_holds"),
        ]

    def __str__(self) -> str:
        return f"{self.launch} · {self.center}"

    def get_absolute_url(self) -> str:
        return reverse("promotions:launch_center", args=[self.pk])


class LaunchRep(Share):
    """A rep's part of its center's share, as it was when the stores were chosen."""

    scope_center = "share__center"

    share = models.ForeignKey(LaunchCenter, on_delete=models.CASCADE, related_name="reps")
    rep = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("rep"))

    class Meta:
        verbose_name = _("rep's share")
        verbose_name_plural = _("reps' shares")
        constraints = [
            models.UniqueConstraint(name="promotions_launchrep_once", fields=["share", "rep"]),
            _typed_holds("promotions_launchrep_typed_holds"),
        ]

    def __str__(self) -> str:
        return f"{self.share.launch} · {self.rep}"

    def get_absolute_url(self) -> str:
        return reverse("promotions:launch_rep", args=[self.pk])


class LaunchStore(Share):
    """A target store with its quantity, and what the suggestion was made of.

    `sales_units` are the store's in the three full months before, `class_units` the mean of its class among the
    target stores, in tenths; `capacity_units` bounds the suggestion.
    """

    scope_center = "store__center"
    scope_rep = ("store__rep",)

    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="stores")
    part = models.ForeignKey(LaunchRep, on_delete=models.CASCADE, related_name="stores")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+", verbose_name=_("store"))
    store_class = models.CharField(_("class"), max_length=1)
    sales_units = models.PositiveIntegerField(_("sold in three months"), default=0)
    class_tenths = models.PositiveIntegerField(default=0)
    capacity_units = models.PositiveIntegerField(_("monthly capacity"), null=True)

    objects = LaunchStoreQuerySet.as_manager()

    class Meta:
        verbose_name = _("target store of a launch")
        verbose_name_plural = _("target stores of launches")
        constraints = [
            models.UniqueConstraint(name="promotions_launchstore_once", fields=["launch", "store"]),
            _typed_holds("promotions_launchstore_typed_holds"),
        ]
        indexes = [models.Index(fields=["store", "launch"], name="promotions_launch_of_store")]

    def __str__(self) -> str:
        return f"{self.launch} · {self.store}"

    def get_absolute_url(self) -> str:
        return reverse("promotions:launch_store", args=[self.pk])

    @property
    def weight(self) -> int:
        """Half the store's own sales, half its class's mean, in twentieths of a unit."""
        return 10 * self.sales_units + self.class_tenths

    @property
    def class_mean(self) -> Decimal:
        return Decimal(self.class_tenths) / 10

    @property
    def is_at_capacity(self) -> bool:
        return self.capacity_units is not None and self.suggested >= max(1, self.capacity_units)
