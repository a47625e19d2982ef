"""Stores that a rep found and the center manager has not approved yet (handbook H2.2)."""

from datetime import time

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from stores.choices import CoordinateSystem, ProposalStatus, ProposedStart, StoreFormat
from stores.models.customers import Customer
from stores.models.stores import Store


class StoreProposal(ScopedModel):
    """What a rep says of a store that the archive has not; no store before it is approved.

    The customer is one of the archive, or a name that becomes a customer with the approval.
    """

    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+", verbose_name=_("center"))
    rep = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("rep"))

    name = models.CharField(_("store name"), max_length=120)
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("customer")
    )
    customer_name = models.CharField(_("new customer"), max_length=120, blank=True)
    format = models.CharField(_("format"), max_length=12, choices=StoreFormat)
    starts_as = models.CharField(_("begins as"), max_length=10, choices=ProposedStart, default=ProposedStart.PROSPECT)
    address = models.CharField(_("address"), max_length=200, blank=True)
    lon = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    lat = models.DecimalField(
        _("latitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    position_system = models.CharField(
        _("coordinate system"), max_length=6, choices=CoordinateSystem, default=CoordinateSystem.WGS84
    )
    contact_name = models.CharField(_("contact"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    opens_at = models.TimeField(_("opens at"), default=time(9))
    closes_at = models.TimeField(_("closes at"), default=time(21))

    is_similar = models.BooleanField(_("like another store"), default=False, editable=False)
    reason = models.CharField(_("why it is another store"), max_length=200, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=ProposalStatus, default=ProposalStatus.WAITING)
    proposed_at = models.DateTimeField(_("proposed at"))
    store = models.OneToOneField(
        Store,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("store"),
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("proposed store")
        verbose_name_plural = _("proposed stores")
        constraints = [
            models.CheckConstraint(
                name="stores_storeproposal_status_known", condition=Q(status__in=ProposalStatus.values)
            ),
            models.CheckConstraint(
                name="stores_storeproposal_start_known", condition=Q(starts_as__in=ProposedStart.values)
            ),
            models.CheckConstraint(
                name="stores_storeproposal_has_a_customer",
                condition=Q(customer__isnull=False) | ~Q(customer_name=""),
                violation_error_message=_("Choose a customer, or give the name of a new one."),
            ),
            models.CheckConstraint(
                name="stores_storeproposal_approved_is_a_store",
                condition=Q(status=ProposalStatus.APPROVED, store__isnull=False, customer__isnull=False)
                | (~Q(status=ProposalStatus.APPROVED) & Q(store__isnull=True)),
            ),
            models.CheckConstraint(
                name="stores_storeproposal_position_pair",
                condition=Q(lon__isnull=True, lat__isnull=True)
                | Q(lon__isnull=False, lat__isnull=False, lon__gte=-180, lon__lte=180, lat__gte=-90, lat__lte=90),
                violation_error_message=_("Give both longitude and latitude, or neither."),
            ),
            models.CheckConstraint(
                name="stores_storeproposal_opens_before_closing",
                condition=Q(opens_at__lt=F("closes_at")),
                violation_error_message=_("The store must open before it closes."),
            ),
        ]
        indexes = [models.Index(fields=["center", "status"], name="stores_storeproposal_inbox")]

    def __str__(self) -> str:
        return self.name

    @property
    def owner(self) -> str:
        """The customer's name, of the archive or new."""
        return self.customer.name if self.customer else self.customer_name

    def get_absolute_url(self) -> str:
        return reverse("stores:proposal_detail", args=[self.pk])
