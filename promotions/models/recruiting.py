"""Recruiting: what a store needs, who applies, and how the interviews went (handbook H7)."""

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from promotions.models.promoters import Promoter
from promotions.models.staffing import WHOLE
from promotions.promoter_choices import PersonalField, PromoterKind
from promotions.recruiting_choices import NEEDED_KINDS, ApplicantSource, ApplicantStatus, NeedReason, NeedStatus
from promotions.recruiting_querysets import ApplicantQuerySet, NeedQuerySet
from salesops.accounts.scoping import ScopedModel
from salesops.searching.rows import Searchable
from stores.models import Store

BEST_SCORE = 100


class Need(ScopedModel):
    """One place in a store that waits for a person; who takes it is an applicant first."""

    scope_center = "store__center"
    scope_rep = ("store__rep",)

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+", verbose_name=_("store"))
    kind = models.CharField(_("kind"), max_length=10, choices=NEEDED_KINDS, default=PromoterKind.PROMOTER)
    needed_from = models.DateField(_("needed from"))
    share_percent = models.PositiveSmallIntegerField(
        _("share of the working time (%)"),
        default=WHOLE,
        validators=[MinValueValidator(10), MaxValueValidator(WHOLE)],
    )
    reason = models.CharField(_("why"), max_length=10, choices=NeedReason, default=NeedReason.STANDARD)
    skills = models.CharField(_("skills looked for"), max_length=200, blank=True)

    status = models.CharField(_("status"), max_length=10, choices=NeedStatus, default=NeedStatus.OPEN)
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField()

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        constraints = [
            models.CheckConstraint(name="promotions_need_status_known", condition=Q(status__in=NeedStatus.values)),
            models.CheckConstraint(name="promotions_need_reason_known", condition=Q(reason__in=NeedReason.values)),
            models.CheckConstraint(
                name="promotions_need_kind_known", condition=Q(kind__in=[value for value, _label in NEEDED_KINDS])
            ),
            models.CheckConstraint(
                name="promotions_need_share", condition=Q(share_percent__gte=10, share_percent__lte=WHOLE)
            ),
        ]
        indexes = [models.Index(fields=["status", "needed_from"], name="promotions_need_open")]

    def __str__(self) -> str:
        return f"{self.store} · {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("promotions:need_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status == NeedStatus.OPEN

    def days_late(self, on: date) -> int:
        """How long an open need waits beyond its day."""
        return max(0, (on - self.needed_from).days) if self.is_open else 0


class Applicant(Searchable, ScopedModel):
    """One person that may take a place; taken on, it goes on as a promoter."""

    scope_center = "need__store__center"
    scope_rep = ("need__store__rep",)
    SEALED = frozenset({PersonalField.PHONE.value, PersonalField.ID_NUMBER.value})
    found_as_written = ()

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="applicants", verbose_name=_("need"))
    name = models.CharField(_("name"), max_length=60)
    source = models.CharField(_("found by"), max_length=10, choices=ApplicantSource, default=ApplicantSource.REFERRAL)
    note = models.CharField(_("note"), max_length=200, blank=True)
    interview_on = models.DateField(_("day of the interview"), null=True, blank=True)
    promoter = models.OneToOneField(
        Promoter,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="application",
        verbose_name=_("promoter"),
    )

    status = models.CharField(_("status"), max_length=10, choices=ApplicantStatus, default=ApplicantStatus.APPLIED)
    moved_on = models.DateField(_("last moved"), editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField()

    objects = ApplicantQuerySet.as_manager()

    class Meta:
        verbose_name = _("applicant")
        verbose_name_plural = _("applicants")
        constraints = [
            models.CheckConstraint(
                name="promotions_applicant_status_known", condition=Q(status__in=ApplicantStatus.values)
            ),
            models.CheckConstraint(
                name="promotions_applicant_source_known", condition=Q(source__in=ApplicantSource.values)
            ),
            models.CheckConstraint(
                name="promotions_applicant_hired_is_promoter",
                condition=Q(status=ApplicantStatus.HIRED, promoter__isnull=False)
                | (~Q(status=ApplicantStatus.HIRED) & Q(promoter__isnull=True)),
            ),
            models.CheckConstraint(
                name="promotions_applicant_invited_has_day",
                condition=~Q(status=ApplicantStatus.INVITED) | Q(interview_on__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["status", "moved_on"], name="promotions_applicant_moved")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("promotions:applicant_detail", args=[self.pk])

    @property
    def center_id(self) -> int:
        return self.need.store.center_id

    @property
    def rep_id(self) -> int:
        return self.need.store.rep_id


class Interview(ScopedModel):
    """One talk with an applicant: when, what was noted, how many points of a hundred."""

    scope_center = "applicant__need__store__center"
    scope_rep = ("applicant__need__store__rep",)

    applicant = models.ForeignKey(Applicant, on_delete=models.CASCADE, related_name="interviews")
    held_on = models.DateField(_("held on"))
    score = models.PositiveSmallIntegerField(
        _("score"), validators=[MaxValueValidator(BEST_SCORE)], help_text=_("0 to 100 points")
    )
    notes = models.TextField(_("notes"), max_length=1000)

    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        constraints = [
            models.CheckConstraint(name="promotions_interview_score", condition=Q(score__lte=BEST_SCORE)),
            models.CheckConstraint(name="promotions_interview_has_notes", condition=~Q(notes="")),
        ]

    def __str__(self) -> str:
        return f"{self.held_on}: {self.score}"
