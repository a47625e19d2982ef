"""Courses, the sessions in which they are given, and who took part with which score (handbook H7)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from promotions.models.promoters import Promoter
from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel

BEST_SCORE = 100


class Course(models.Model):
    """What promoters should know: required of all or not, passed from a score on, valid for a time."""

    name = models.CharField(_("course"), max_length=80, unique=True)
    is_required = models.BooleanField(_("required of every promoter"), default=True)
    required_from = models.DateField(
        _("required from"), help_text=_("Who was employed before has the days to do it from here on.")
    )
    days_to_do = models.PositiveSmallIntegerField(
        _("days to do it"), default=30, validators=[MinValueValidator(1), MaxValueValidator(366)]
    )
    pass_score = models.PositiveSmallIntegerField(
        _("passed from (points)"), default=60, validators=[MaxValueValidator(BEST_SCORE)]
    )
    valid_months = models.PositiveSmallIntegerField(
        _("valid for (months)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("Empty: for good."),
    )
    is_active = models.BooleanField(_("active"), default=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints = [
            models.CheckConstraint(name="promotions_course_pass_score", condition=Q(pass_score__lte=BEST_SCORE)),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("promotions:course_edit", args=[self.pk])


class TrainingSession(ScopedModel):
    """One time that a course was given, in a room or during visits."""

    scope_rep = ("held_by", "results__promoter__rep")

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="sessions", verbose_name=_("course"))
    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+", verbose_name=_("center"))
    held_on = models.DateField(_("held on"))
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("given by")
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("training session")
        verbose_name_plural = _("training sessions")
        indexes = [models.Index(fields=["center", "-held_on"], name="promotions_session_of_center")]

    def __str__(self) -> str:
        return f"{self.course} {self.held_on}"

    def get_absolute_url(self) -> str:
        return reverse("promotions:session_detail", args=[self.pk])


class TrainingResult(ScopedModel):
    """One person took part; the score comes with the test."""

    scope_center = "promoter__center"
    scope_rep = ("promoter__rep",)

    session = models.ForeignKey(TrainingSession, on_delete=models.CASCADE, related_name="results")
    promoter = models.ForeignKey(Promoter, on_delete=models.PROTECT, related_name="+", verbose_name=_("promoter"))
    score = models.PositiveSmallIntegerField(
        _("score"), null=True, blank=True, validators=[MaxValueValidator(BEST_SCORE)]
    )

    class Meta:
        verbose_name = _("training result")
        verbose_name_plural = _("training results")
        constraints = [
            models.UniqueConstraint(name="promotions_trainingresult_once", fields=["session", "promoter"]),
            models.CheckConstraint(
                name="promotions_trainingresult_score", condition=Q(score__isnull=True) | Q(score__lte=BEST_SCORE)
            ),
        ]
        indexes = [models.Index(fields=["promoter", "session"], name="promotions_result_of_promoter")]

    def __str__(self) -> str:
        return f"{self.promoter_id}: {self.score}"
