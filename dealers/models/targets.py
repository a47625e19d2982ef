"""Targets: a year's units by month and series, shared out from the company to its stores (handbook H8.1).

A version of the company holds the company's numbers and the centers'; a version of a center begins with the center's
number in the company's version that is its `basis` and goes on to reps, customers and stores.
"""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dealers.target_choices import OPEN, WRITABLE, TargetLevel, TargetStatus
from dealers.target_querysets import TargetVersionQuerySet
from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from stores.models import Customer, Store

FIRST_YEAR, LAST_YEAR = 2000, 2199


def parts(name: Promise, default: int) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(name, default=default, validators=[MaxValueValidator(100)])


class TargetVersion(ScopedModel):
    """One version of a year's targets, of the company or of one center.

    The four parts say by what the machine shared out; who typed a number did so with a reason in the history.
    """

    scope_rep = ("nodes__rep",)

    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    center = models.ForeignKey(
        Center, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("center")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    basis = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="splits")

    history_parts = parts(_("parts by last year's sales"), 50)
    season_parts = parts(_("parts by last year's same month"), 30)
    potential_parts = parts(_("parts by the stores' capacity"), 20)
    equal_parts = parts(_("parts in equal shares"), 0)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    status = models.CharField(_("status"), max_length=10, choices=TargetStatus, default=TargetStatus.DRAFT)
    created_at = models.DateTimeField(_("made at"))
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = TargetVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("targets")
        verbose_name_plural = _("targets")
        constraints = [
            models.UniqueConstraint(
                name="dealers_targetversion_number_once",
                fields=["year", "center", "number"],
                condition=Q(center__isnull=False),
            ),
            models.UniqueConstraint(
                name="dealers_targetversion_company_number_once",
                fields=["year", "number"],
                condition=Q(center__isnull=True),
            ),
            models.UniqueConstraint(
                name="dealers_targetversion_one_open",
                fields=["year", "center"],
                condition=Q(center__isnull=False, status__in=OPEN),
            ),
            models.UniqueConstraint(
                name="dealers_targetversion_company_one_open",
                fields=["year"],
                condition=Q(center__isnull=True, status__in=OPEN),
            ),
            models.UniqueConstraint(
                name="dealers_targetversion_one_in_force",
                fields=["year", "center"],
                condition=Q(center__isnull=False, status=TargetStatus.APPROVED),
            ),
            models.UniqueConstraint(
                name="dealers_targetversion_company_one_in_force",
                fields=["year"],
                condition=Q(center__isnull=True, status=TargetStatus.APPROVED),
            ),
            models.CheckConstraint(
                name="dealers_targetversion_status_known", condition=Q(status__in=TargetStatus.values)
            ),
            models.CheckConstraint(
                name="dealers_targetversion_center_has_basis",
                condition=Q(center__isnull=True, basis__isnull=True) | Q(center__isnull=False, basis__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return gettext("Targets %(year)s · %(scope)s · version %(number)s") % {
            "year": self.year,
            "scope": self.center or TargetLevel.COMPANY.label,
            "number": self.number,
        }

    def get_absolute_url(self) -> str:
        return reverse("dealers:target_detail", args=[self.pk])

    @property
    def is_writable(self) -> bool:
        return self.status in WRITABLE


class TargetNode(ScopedModel):
    """One place of a version's tree; the levels above it are named too, so that each sees its own."""

    scope_rep = ("rep",)

    version = models.ForeignKey(TargetVersion, on_delete=models.CASCADE, related_name="nodes")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="children")
    level = models.CharField(_("level"), max_length=8, choices=TargetLevel)
    center = models.ForeignKey(Center, on_delete=models.PROTECT, null=True, related_name="+")
    rep = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, related_name="+")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("place in the targets")
        verbose_name_plural = _("places in the targets")
        constraints = [
            models.CheckConstraint(name="dealers_targetnode_level_known", condition=Q(level__in=TargetLevel.values)),
            models.UniqueConstraint(
                name="dealers_targetnode_store_once", fields=["version", "store"], condition=Q(store__isnull=False)
            ),
            models.CheckConstraint(
                name="dealers_targetnode_level_names_its_place",
                condition=Q(level=TargetLevel.COMPANY, center__isnull=True, rep__isnull=True, customer__isnull=True)
                | Q(level=TargetLevel.CENTER, center__isnull=False, rep__isnull=True, customer__isnull=True)
                | Q(level=TargetLevel.REP, rep__isnull=False, customer__isnull=True, store__isnull=True)
                | Q(level=TargetLevel.CUSTOMER, rep__isnull=False, customer__isnull=False, store__isnull=True)
                | Q(level=TargetLevel.STORE, rep__isnull=False, customer__isnull=False, store__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        place = self.store or self.customer or self.rep or self.center
        return str(getattr(place, "name", "") or TargetLevel.COMPANY.label)


class TargetCell(ScopedModel):
    """The units of one place, month and series.

    `suggested` is what the weights alone gave when the version was made; a `typed` number holds until somebody types
    a wider one: `breadth` is the number of cells it was typed for. `quantity` is what counts, and the cells of the
    places below add up to it.
    """

    scope_center = "node__center"
    scope_rep = ("node__rep",)

    node = models.ForeignKey(TargetNode, on_delete=models.CASCADE, related_name="cells")
    month = models.DateField(_("month"))
    series = models.CharField(_("series"), max_length=40, blank=True)
    weight = models.BigIntegerField(default=0)
    suggested = models.PositiveIntegerField(_("suggested"), default=0)
    typed = models.PositiveIntegerField(_("fixed by hand"), null=True, blank=True)
    breadth = models.PositiveSmallIntegerField(default=0)
    quantity = models.PositiveIntegerField(_("units"), default=0)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            models.UniqueConstraint(name="dealers_targetcell_once", fields=["node", "month", "series"]),
            models.CheckConstraint(name="dealers_targetcell_first_of_month", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="dealers_targetcell_typed_holds",
                condition=Q(typed__isnull=True, breadth=0) | Q(typed=models.F("quantity"), breadth__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.node_id} {self.month:%Y-%m} {self.series}: {self.quantity}"
