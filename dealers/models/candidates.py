"""Candidates on their way to dealers: facts, marks, visits (handbook H10.1)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dealers.dealer_choices import MARKS, SCORED_STATES, CandidateStatus, Criterion
from dealers.dealer_querysets import CandidateQuerySet
from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from stores.models import Customer


class DealerCandidate(ScopedModel):
    """A business that may become our dealer, found and visited by one rep."""

    name = models.CharField(_("name"), max_length=120)
    legal_name = models.CharField(_("legal name"), max_length=160, blank=True)
    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+", verbose_name=_("center"))
    rep = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("rep"))
    contact_name = models.CharField(_("contact"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    divisions = models.CharField(_("wanted territory"), max_length=200, blank=True)
    found_on = models.DateField(_("found on"))
    found_through = models.CharField(_("found through"), max_length=120, blank=True)
    note = models.TextField(_("note"), max_length=1000, blank=True)

    score = models.DecimalField(_("score"), max_digits=4, decimal_places=1, null=True, blank=True, editable=False)
    customer = models.ForeignKey(
        Customer,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("customer"),
    )
    status = models.CharField(_("stage"), max_length=12, choices=CandidateStatus, default=CandidateStatus.FOUND)
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField()

    objects = CandidateQuerySet.as_manager()

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        constraints = [
            models.CheckConstraint(
                name="dealers_candidate_status_known", condition=Q(status__in=CandidateStatus.values)
            ),
            models.CheckConstraint(
                name="dealers_candidate_scored_has_score",
                condition=Q(score__isnull=False) | ~Q(status__in=SCORED_STATES),
            ),
            models.CheckConstraint(
                name="dealers_candidate_contracted_is_customer",
                condition=Q(status=CandidateStatus.CONTRACTED, customer__isnull=False)
                | (~Q(status=CandidateStatus.CONTRACTED) & Q(customer__isnull=True)),
            ),
        ]
        indexes = [models.Index(fields=["center", "status"], name="dealers_candidate_of_center")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("dealers:candidate_detail", args=[self.pk])


class CandidateMark(ScopedModel):
    """What one candidate is worth by one criterion, and what that was seen by."""

    scope_center = "candidate__center"
    scope_rep = "candidate__rep"

    candidate = models.ForeignKey(DealerCandidate, on_delete=models.CASCADE, related_name="marks")
    criterion = models.CharField(_("criterion"), max_length=12, choices=Criterion)
    mark = models.PositiveSmallIntegerField(
        _("mark"), choices=MARKS, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    evidence = models.CharField(_("seen by"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("mark of a candidate")
        verbose_name_plural = _("marks of candidates")
        constraints = [
            models.UniqueConstraint(name="dealers_mark_one_per_criterion", fields=["candidate", "criterion"]),
            models.CheckConstraint(name="dealers_mark_criterion_known", condition=Q(criterion__in=Criterion.values)),
            models.CheckConstraint(name="dealers_mark_one_to_five", condition=Q(mark__gte=1, mark__lte=5)),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {self.mark}"


class CandidateVisit(ScopedModel):
    """Somebody of ours was with the candidate, whom it met and what it found."""

    scope_center = "candidate__center"
    scope_rep = "candidate__rep"

    candidate = models.ForeignKey(DealerCandidate, on_delete=models.CASCADE, related_name="visits")
    visited_on = models.DateField(_("visited on"))
    visited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("visited by")
    )
    met_with = models.CharField(_("met"), max_length=120, blank=True)
    findings = models.TextField(_("findings"), max_length=2000)
    next_step = models.CharField(_("next step"), max_length=200, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("visit to a candidate")
        verbose_name_plural = _("visits to candidates")
        indexes = [models.Index(fields=["candidate", "-visited_on"], name="dealers_visit_of_candidate")]

    def __str__(self) -> str:
        return f"{self.candidate_id} {self.visited_on}"

    def get_absolute_url(self) -> str:
        return reverse("dealers:candidate_detail", args=[self.candidate_id])
