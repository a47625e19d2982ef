"""Quarterly evaluations of dealers, and what a center weighs in them (handbook H10.6)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dealers.calc.quarters import Quarter
from dealers.evaluation_choices import DECIDED_STATES, Adjustment, EvaluationStatus, Grade, Measure
from salesops.accounts.models import Center
from salesops.accounts.scoping import ScopedModel
from stores.models import Customer


def _points(label, default: int) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, default=default, validators=[MaxValueValidator(100)])


class EvaluationTerms(ScopedModel):
    """What one center weighs, and where it draws its lines; a center without a row has the defaults."""

    scope_rep = ("center__users",)

    center = models.OneToOneField(Center, on_delete=models.CASCADE, related_name="+", verbose_name=_("center"))
    target_weight = _points(_("weight of the target reached"), 25)
    distribution_weight = _points(_("weight of the distribution"), 15)
    stock_weight = _points(_("weight of the stock health"), 15)
    payment_weight = _points(_("weight of the payment on time"), 20)
    discipline_weight = _points(_("weight of the discipline"), 10)
    team_weight = _points(_("weight of the team"), 5)
    reporting_weight = _points(_("weight of the reporting"), 10)
    a_line = _points(_("grade A from (points)"), 85)
    b_line = _points(_("grade B from (points)"), 70)
    c_line = _points(_("grade C from (points)"), 55)
    shortest_cover_days = models.PositiveSmallIntegerField(_("shortest healthy stock cover (days)"), default=7)
    longest_cover_days = models.PositiveSmallIntegerField(_("longest healthy stock cover (days)"), default=45)
    points_per_breach = models.PositiveSmallIntegerField(
        _("points lost for each proven breach"),
        default=25,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("terms of the evaluation")
        verbose_name_plural = _("terms of the evaluation")
        constraints = [
            models.CheckConstraint(
                name="dealers_evaluationterms_weigh_a_hundred",
                condition=Q(
                    target_weight=100
                    - F("distribution_weight")
                    - F("stock_weight")
                    - F("payment_weight")
                    - F("discipline_weight")
                    - F("team_weight")
                    - F("reporting_weight")
                ),
                violation_error_message=_("The weights must make a hundred."),
            ),
            models.CheckConstraint(
                name="dealers_evaluationterms_lines_fall",
                condition=Q(a_line__gt=F("b_line"), b_line__gt=F("c_line"), a_line__lte=100),
                violation_error_message=_("A must begin above B, and B above C."),
            ),
            models.CheckConstraint(
                name="dealers_evaluationterms_cover_sane",
                condition=Q(longest_cover_days__gt=F("shortest_cover_days")),
                violation_error_message=_("The longest cover must be longer than the shortest."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.center)

    def weight_of(self, measure: str) -> int:
        return getattr(self, f"{measure}_weight")


class DealerEvaluation(ScopedModel):
    """One dealer's quarter: scores by the machine, an adjustment by people.

    Drafts are measured anew until they are submitted; what a person typed stays. `suggestion` is the rule's,
    `adjustment` the person's.
    """

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", verbose_name=_("dealer"))
    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+", verbose_name=_("center"))
    rep = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("rep"))
    quarter = models.DateField(_("quarter"))
    due_on = models.DateField(_("due on"))

    score = models.DecimalField(_("score"), max_digits=4, decimal_places=1, null=True, blank=True)
    grade = models.CharField(_("grade"), max_length=1, choices=Grade, blank=True)
    suggestion = models.CharField(_("suggested by the rule"), max_length=8, choices=Adjustment, blank=True)
    terms = models.JSONField(default=dict)
    rule = models.CharField(max_length=20)
    measured_at = models.DateTimeField(_("measured at"))

    adjustment = models.CharField(_("adjustment"), max_length=8, choices=Adjustment, blank=True)
    adjustment_reason = models.CharField(_("reason"), max_length=400, blank=True)
    improve_by = models.DateField(_("improve by"), null=True, blank=True)
    follow_up = models.TextField(_("what became of the last adjustment"), max_length=1000, blank=True)

    status = models.CharField(_("status"), max_length=10, choices=EvaluationStatus, default=EvaluationStatus.DRAFT)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("dealer evaluation")
        verbose_name_plural = _("dealer evaluations")
        constraints = [
            models.UniqueConstraint(name="dealers_evaluation_one_per_quarter", fields=["customer", "quarter"]),
            models.CheckConstraint(
                name="dealers_evaluation_first_of_quarter",
                condition=Q(quarter__day=1, quarter__month__in=(1, 4, 7, 10)),
            ),
            models.CheckConstraint(
                name="dealers_evaluation_status_known", condition=Q(status__in=EvaluationStatus.values)
            ),
            models.CheckConstraint(
                name="dealers_evaluation_grade_known", condition=Q(grade="") | Q(grade__in=Grade.values)
            ),
            models.CheckConstraint(
                name="dealers_evaluation_adjustment_known",
                condition=Q(adjustment__in=Adjustment.values) | (Q(adjustment="") & ~Q(status__in=DECIDED_STATES)),
            ),
            models.CheckConstraint(
                name="dealers_evaluation_improve_has_day",
                condition=Q(adjustment=Adjustment.IMPROVE, improve_by__isnull=False)
                | (~Q(adjustment=Adjustment.IMPROVE) & Q(improve_by__isnull=True)),
                violation_error_message=_("“Improve” needs the day, the others have none."),
            ),
            models.CheckConstraint(
                name="dealers_evaluation_adjusted_for_a_reason",
                condition=Q(adjustment="") | ~Q(adjustment_reason=""),
                violation_error_message=_("Please give a reason."),
            ),
        ]
        indexes = [models.Index(fields=["center", "quarter"], name="dealers_evaluation_of_center")]

    def __str__(self) -> str:
        return f"{self.customer} {self.quarter_words}"

    def get_absolute_url(self) -> str:
        return reverse("dealers:evaluation_detail", args=[self.pk])

    @property
    def quarter_words(self) -> str:
        return str(Quarter.of(self.quarter))


class EvaluationLine(ScopedModel):
    """One measure of an evaluation: what the machine found, with its evidence, and what a person says instead."""

    scope_center = "evaluation__center"
    scope_rep = "evaluation__rep"

    evaluation = models.ForeignKey(DealerEvaluation, on_delete=models.CASCADE, related_name="lines")
    measure = models.CharField(_("measure"), max_length=12, choices=Measure)
    weight = models.PositiveSmallIntegerField(_("weight"))
    numerator = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    denominator = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    evidence = models.JSONField(default=list)
    drafted_score = models.DecimalField(_("measured score"), max_digits=4, decimal_places=1, null=True)
    typed_score = models.DecimalField(
        _("score instead"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    typed_reason = models.CharField(_("reason"), max_length=200, blank=True)
    score = models.GeneratedField(
        expression=Coalesce("typed_score", "drafted_score"),
        output_field=models.DecimalField(max_digits=4, decimal_places=1, null=True),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("measure of an evaluation")
        verbose_name_plural = _("measures of evaluations")
        constraints = [
            models.UniqueConstraint(name="dealers_evaluationline_once", fields=["evaluation", "measure"]),
            models.CheckConstraint(
                name="dealers_evaluationline_measure_known", condition=Q(measure__in=Measure.values)
            ),
            models.CheckConstraint(
                name="dealers_evaluationline_scores_sane",
                condition=(Q(typed_score__isnull=True) | Q(typed_score__gte=0, typed_score__lte=100))
                & (Q(drafted_score__isnull=True) | Q(drafted_score__gte=0, drafted_score__lte=100)),
            ),
            models.CheckConstraint(
                name="dealers_evaluationline_typed_has_reason",
                condition=Q(typed_score__isnull=True) | ~Q(typed_reason=""),
                violation_error_message=_("Please say why the score is another one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.evaluation_id}"
