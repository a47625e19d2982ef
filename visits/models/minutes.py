"""How long the steps of visits take (handbook H5.1)."""

from django.db import models
from django.db.models import Q

from visits.choices import VisitStep
from visits.models.visits import Visit, VisitPart


class StepSeconds(VisitPart):
    """Seconds that went into one step of a visit, idle time left out."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="step_seconds")
    step = models.CharField(max_length=8, choices=VisitStep)
    seconds = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="visits_stepseconds_once", fields=["visit", "step"]),
            models.CheckConstraint(name="visits_stepseconds_step_known", condition=Q(step__in=VisitStep.values)),
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.seconds} s"
