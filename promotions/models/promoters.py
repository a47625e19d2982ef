"""Promoters, temporary promoters and store staff, and what is sealed of them (handbook H7, H0 privacy)."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from promotions.promoter_choices import LeavingReason, PersonalField, PromoterKind, PromoterStatus
from promotions.promoter_querysets import PromoterQuerySet
from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from salesops.searching.rows import Searchable


class Promoter(Searchable, ScopedModel):
    """One person that sells in stores, led by one rep; who is no login and never will be."""

    scope_rep = ("rep", "assignments__store__rep")
    SEALED = frozenset(PersonalField.values)

    code = models.CharField(_("promoter code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=PromoterKind, default=PromoterKind.PROMOTER)
    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+", verbose_name=_("center"))
    rep = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("led by")
    )
    employed_on = models.DateField(_("employed since"))
    left_on = models.DateField(_("last day"), null=True, blank=True)
    leaving_reason = models.CharField(_("left because"), max_length=10, choices=LeavingReason, blank=True)
    monthly_cost_yuan = models.DecimalField(
        _("monthly cost (CNY)"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Wage and contributions without incentives."),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    status = models.CharField(_("status"), max_length=10, choices=PromoterStatus, default=PromoterStatus.ACTIVE)
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField()

    objects = PromoterQuerySet.as_manager()

    class Meta:
        verbose_name = _("promoter")
        verbose_name_plural = _("promoters")
        constraints = [
            models.CheckConstraint(name="promotions_promoter_kind_known", condition=Q(kind__in=PromoterKind.values)),
            models.CheckConstraint(
                name="promotions_promoter_status_known", condition=Q(status__in=PromoterStatus.values)
            ),
            models.CheckConstraint(
                name="promotions_promoter_left_is_told",
                condition=Q(status=PromoterStatus.LEFT, left_on__isnull=False, leaving_reason__in=LeavingReason.values)
                | (~Q(status=PromoterStatus.LEFT) & Q(left_on__isnull=True, leaving_reason="")),
                violation_error_message=_("Who left has a last day and a reason, who is employed has neither."),
            ),
            models.CheckConstraint(
                name="promotions_promoter_left_after_start",
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("employed_on")),
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                name="promotions_promoter_cost_positive",
                condition=Q(monthly_cost_yuan__isnull=True) | Q(monthly_cost_yuan__gte=0),
            ),
        ]
        indexes = [
            models.Index(fields=["center", "status"], name="promotions_promoter_of_center"),
            models.Index(fields=["status", "left_on"], name="promotions_promoter_leavers"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("promotions:promoter_detail", args=[self.pk])

    @property
    def is_here(self) -> bool:
        return self.status != PromoterStatus.LEFT

    @property
    def stores_in_words(self) -> str:
        """Of rows that `with_stores` brought: where the person works, with the share where it is not the whole."""
        return ", ".join(place.told for place in self.places)


_OF_ONE = Q(promoter__isnull=False, applicant__isnull=True) | Q(promoter__isnull=True, applicant__isnull=False)


class PersonalData(ScopedModel):
    """Phone, id card and bank account of one promoter or applicant, sealed; the row goes when its time is over.

    An applicant that is taken on keeps the row: it is the promoter's from then on.
    """

    scope_center = ("promoter__center", "applicant__need__store__center")
    scope_rep = ("promoter__rep", "applicant__need__store__rep")

    promoter = models.OneToOneField(Promoter, on_delete=models.CASCADE, null=True, blank=True, related_name="personal")
    applicant = models.OneToOneField(
        "promotions.Applicant", on_delete=models.CASCADE, null=True, blank=True, related_name="personal"
    )
    phone = models.TextField(_("phone number"), blank=True)
    id_number = models.TextField(_("id card number"), blank=True)
    bank_account = models.TextField(_("bank account number"), blank=True)
    # A keyed hash, so that an exact number is found and no list of numbers can be tried without the key.
    phone_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("personal data")
        verbose_name_plural = _("personal data")
        constraints = [models.CheckConstraint(name="promotions_personaldata_of_one", condition=_OF_ONE)]
        indexes = [models.Index(fields=["phone_digest"], name="promotions_personal_phone")]

    def __str__(self) -> str:
        return f"{self.promoter_id or self.applicant_id}"


class PersonalLook(ScopedModel):
    """Somebody read what is sealed, and why; the row is never changed and never deleted."""

    scope_center = ("promoter__center", "applicant__need__store__center")
    scope_rep = ("promoter__rep", "applicant__need__store__rep")

    promoter = models.ForeignKey(
        Promoter, on_delete=models.PROTECT, null=True, blank=True, related_name="looks", verbose_name=_("promoter")
    )
    applicant = models.ForeignKey(
        "promotions.Applicant",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="looks",
        verbose_name=_("applicant"),
    )
    fields = models.CharField(_("what was read"), max_length=60)
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("read by")
    )
    looked_at = models.DateTimeField(_("when"))
    reason = models.CharField(_("why"), max_length=200)

    class Meta:
        verbose_name = _("reading of personal data")
        verbose_name_plural = _("readings of personal data")
        constraints = [
            models.CheckConstraint(name="promotions_personallook_of_one", condition=_OF_ONE),
            models.CheckConstraint(name="promotions_personallook_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="promotions_personallook_has_fields", condition=~Q(fields="")),
        ]
        indexes = [models.Index(fields=["promoter", "-looked_at"], name="promotions_look_of_promoter")]

    def __str__(self) -> str:
        return f"{self.promoter_id or self.applicant_id} {self.looked_at}"

    @property
    def person(self) -> models.Model:
        """Whose data were read."""
        return self.promoter or self.applicant
