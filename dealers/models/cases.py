"""Channel conflicts: goods outside their territory, prices below the agreed ones (handbook H10.2)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dealers.business_choices import CaseKind, CaseSide, CaseStatus
from dealers.business_querysets import CaseQuerySet
from salesops.accounts.scoping import ScopedModel
from stores.models import Customer, HandsetModel, Store
from visits.models import MarketReport


class ChannelCase(ScopedModel):
    """One conflict that a dealer caused or suffers from, to be settled by a day."""

    scope_center = "customer__center"
    scope_rep = "customer__rep"

    kind = models.CharField(_("kind"), max_length=12, choices=CaseKind)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", verbose_name=_("dealer"))
    side = models.CharField(_("side"), max_length=8, choices=CaseSide, default=CaseSide.DID)
    counterpart = models.CharField(_("other side"), max_length=120, blank=True)
    store = models.ForeignKey(
        Store, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("seen at the store")
    )
    model = models.ForeignKey(
        HandsetModel, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("model")
    )
    units = models.PositiveIntegerField(_("units"), null=True, blank=True)
    price_yuan = models.DecimalField(_("price seen (CNY)"), max_digits=9, decimal_places=2, null=True, blank=True)
    market_report = models.ForeignKey(
        MarketReport, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("market report")
    )
    what = models.TextField(_("what happened"), max_length=2000)
    found_on = models.DateField(_("found on"))
    due_on = models.DateField(_("to be settled by"))

    status = models.CharField(_("status"), max_length=10, choices=CaseStatus, default=CaseStatus.OPEN)
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField()

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("channel conflict")
        verbose_name_plural = _("channel conflicts")
        constraints = [
            models.CheckConstraint(name="dealers_case_kind_known", condition=Q(kind__in=CaseKind.values)),
            models.CheckConstraint(name="dealers_case_side_known", condition=Q(side__in=CaseSide.values)),
            models.CheckConstraint(name="dealers_case_status_known", condition=Q(status__in=CaseStatus.values)),
            models.CheckConstraint(
                name="dealers_case_due_after_found",
                condition=Q(due_on__gte=F("found_on")),
                violation_error_message=_("The deadline lies before the day on which it was found."),
            ),
        ]
        indexes = [models.Index(fields=["customer", "status"], name="dealers_case_of_dealer")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.found_on}"

    def get_absolute_url(self) -> str:
        return reverse("dealers:case_detail", args=[self.pk])


class CaseEvidence(ScopedModel):
    """One thing that speaks for or against a case: what was seen, by whom, which numbers; never changed."""

    scope_center = "case__customer__center"
    scope_rep = "case__customer__rep"

    case = models.ForeignKey(ChannelCase, on_delete=models.CASCADE, related_name="evidence")
    text = models.TextField(_("evidence"), max_length=2000)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("added by")
    )
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("evidence of a case")
        verbose_name_plural = _("evidence of cases")

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        return reverse("dealers:case_detail", args=[self.case_id])
