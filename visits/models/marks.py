"""Marks of a visit that people answer and judge (handbook H5.3)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from visits.choices import MarkGrade, MarkStatus
from visits.models.visits import Visit, VisitPart, VisitPhoto


class VisitMark(VisitPart):
    """One thing that was noticed about a visit: what the program says, what the rep answers, what the superior decides.

    `Visit.marks` holds the same for lists; this row holds what people say of it.
    """

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="judged_marks", verbose_name=_("visit"))
    code = models.CharField(_("mark"), max_length=24)
    grade = models.PositiveSmallIntegerField(_("weight of the mark"), choices=MarkGrade)
    params = models.JSONField(default=dict)
    photo = models.ForeignKey(VisitPhoto, on_delete=models.CASCADE, null=True, blank=True, related_name="marks")
    earlier_photo = models.ForeignKey(VisitPhoto, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    answer = models.CharField(_("answer"), max_length=500, blank=True)
    verdict = models.CharField(_("verdict"), max_length=500, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=MarkStatus, default=MarkStatus.OPEN)
    revision = models.PositiveIntegerField(default=1, editable=False)
    made_at = models.DateTimeField(_("noticed"))

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        constraints = [
            models.UniqueConstraint(
                name="visits_visitmark_once", fields=["visit", "code"], condition=Q(photo__isnull=True)
            ),
            models.UniqueConstraint(
                name="visits_visitmark_once_a_photo",
                fields=["visit", "code", "photo"],
                condition=Q(photo__isnull=False),
            ),
            models.CheckConstraint(name="visits_visitmark_status_known", condition=Q(status__in=MarkStatus.values)),
            models.CheckConstraint(name="visits_visitmark_grade_known", condition=Q(grade__in=MarkGrade.values)),
        ]
        indexes = [models.Index(fields=["status", "-grade"], name="visits_mark_by_status")]

    def __str__(self) -> str:
        return f"{self.code} {self.visit_id}"

    def get_absolute_url(self) -> str:
        return reverse("visits:mark_detail", args=[self.pk])
