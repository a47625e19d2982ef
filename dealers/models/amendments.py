"""What changes an approved plan: amendments by approval, shifts between stores by a reason (handbook H8.4)."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dealers.amendment_choices import OPEN_TO_TYPE, UNDECIDED, AmendmentKind, AmendmentStatus
from dealers.models.plans import ProfitPlan
from salesops.accounts.scoping import ScopedModel
from stores.models import HandsetModel, Store


class PlanAmendment(ScopedModel):
    """One change of an approved plan. In force it is a version of the plan, counted from 2; version 1 was approved.

    A shift is in force at once. Of what is not decided yet a plan has one at most.
    """

    scope_center = "plan__center"
    scope_rep = ("plan__rep",)

    plan = models.ForeignKey(
        ProfitPlan, on_delete=models.CASCADE, related_name="amendments", verbose_name=_("profit plan")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=AmendmentKind, default=AmendmentKind.AMENDMENT)
    version = models.PositiveSmallIntegerField(_("version"), null=True, editable=False)
    reason = models.CharField(_("reason"), max_length=400)

    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    approved_at = models.DateTimeField(_("in force since"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=AmendmentStatus, default=AmendmentStatus.DRAFT)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("amendment of a plan")
        verbose_name_plural = _("amendments of plans")
        constraints = [
            models.UniqueConstraint(name="dealers_amendment_version_once", fields=["plan", "version"]),
            models.UniqueConstraint(
                name="dealers_amendment_one_undecided", fields=["plan"], condition=Q(status__in=UNDECIDED)
            ),
            models.CheckConstraint(name="dealers_amendment_kind_known", condition=Q(kind__in=AmendmentKind.values)),
            models.CheckConstraint(
                name="dealers_amendment_status_known", condition=Q(status__in=AmendmentStatus.values)
            ),
            models.CheckConstraint(
                name="dealers_amendment_in_force_is_version",
                condition=Q(status=AmendmentStatus.APPROVED, version__gte=2, approved_at__isnull=False)
                | (~Q(status=AmendmentStatus.APPROVED) & Q(version__isnull=True, approved_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="dealers_amendment_shift_is_in_force",
                condition=~Q(kind=AmendmentKind.SHIFT) | Q(status=AmendmentStatus.APPROVED),
            ),
            models.CheckConstraint(name="dealers_amendment_has_reason", condition=~Q(reason="")),
        ]
        indexes = [models.Index(fields=["status", "plan"], name="dealers_amendment_by_status")]

    def __str__(self) -> str:
        return gettext("Amendment of %(plan)s") % {"plan": self.plan}

    def get_absolute_url(self) -> str:
        return reverse("dealers:amendment_detail", args=[self.pk])

    @property
    def is_editable(self) -> bool:
        return self.status in OPEN_TO_TYPE


class AmendmentLine(ScopedModel):
    """One store × model that an amendment changes, from what held when it was typed to what shall hold."""

    scope_center = "amendment__plan__center"
    scope_rep = ("amendment__plan__rep",)

    amendment = models.ForeignKey(PlanAmendment, on_delete=models.CASCADE, related_name="lines")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+", verbose_name=_("store"))
    model = models.ForeignKey(HandsetModel, on_delete=models.PROTECT, related_name="+", verbose_name=_("model"))
    before_quantity = models.PositiveIntegerField(_("before"))
    after_quantity = models.PositiveIntegerField(_("after"), validators=[MaxValueValidator(100_000)])

    class Meta:
        verbose_name = _("line of an amendment")
        verbose_name_plural = _("lines of amendments")
        constraints = [
            models.UniqueConstraint(name="dealers_amendmentline_once", fields=["amendment", "store", "model"]),
            models.CheckConstraint(
                name="dealers_amendmentline_changes", condition=~Q(before_quantity=F("after_quantity"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.store_id} {self.model_id}: {self.before_quantity} → {self.after_quantity}"

    @property
    def difference(self) -> int:
        return self.after_quantity - self.before_quantity
