"""Hand-overs of many stores from one rep to another, from a day on (handbook H0)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from stores.choices import HandOverOutcome, HandOverStatus
from stores.models.customers import Customer
from stores.models.stores import Store


class HandOver(ScopedModel):
    """What a manager hands over: a draft, then waiting for its day, then done; or cancelled before."""

    scope_rep = ("from_rep", "to_rep")

    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+", verbose_name=_("center"))
    from_rep = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("former rep")
    )
    to_rep = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("new rep")
    )
    on = models.DateField(_("from"))
    reason = models.CharField(_("reason"), max_length=200)
    status = models.CharField(_("status"), max_length=10, choices=HandOverStatus, default=HandOverStatus.DRAFT)
    revision = models.PositiveIntegerField(default=1, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("store hand-over")
        verbose_name_plural = _("store hand-overs")
        constraints = [
            models.CheckConstraint(name="stores_handover_to_another", condition=~Q(from_rep=F("to_rep"))),
            models.CheckConstraint(name="stores_handover_status_known", condition=Q(status__in=HandOverStatus.values)),
        ]
        indexes = [models.Index(fields=["status", "on"], name="stores_handover_due")]

    def __str__(self) -> str:
        return f"{self.from_rep} → {self.to_rep}"

    def get_absolute_url(self) -> str:
        return reverse("stores:hand_over_detail", args=[self.pk])


class HandOverLine(ScopedModel):
    """One store or customer of a hand-over, and what became of it; it waits in one hand-over at a time."""

    scope_center = "hand_over__center"
    scope_rep = ("hand_over__from_rep", "hand_over__to_rep")

    hand_over = models.ForeignKey(HandOver, on_delete=models.CASCADE, related_name="lines")
    store = models.ForeignKey(Store, on_delete=models.CASCADE, null=True, related_name="hand_over_lines")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, null=True, related_name="hand_over_lines")
    outcome = models.CharField(max_length=12, choices=HandOverOutcome, default=HandOverOutcome.DRAFT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="stores_handoverline_one_object",
                condition=Q(store__isnull=False, customer__isnull=True) | Q(store__isnull=True, customer__isnull=False),
            ),
            models.CheckConstraint(
                name="stores_handoverline_outcome_known", condition=Q(outcome__in=HandOverOutcome.values)
            ),
            models.UniqueConstraint(name="stores_handoverline_store_once", fields=["hand_over", "store"]),
            models.UniqueConstraint(name="stores_handoverline_customer_once", fields=["hand_over", "customer"]),
            models.UniqueConstraint(
                name="stores_handoverline_store_waits_once",
                fields=["store"],
                condition=Q(outcome=HandOverOutcome.WAITING),
            ),
            models.UniqueConstraint(
                name="stores_handoverline_customer_waits_once",
                fields=["customer"],
                condition=Q(outcome=HandOverOutcome.WAITING),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hand_over_id}: {self.store_id or self.customer_id}"
