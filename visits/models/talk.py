"""What is done in a store by talking: the visit's goal, a look from outside, greeting, training (handbook H5.2)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from visits.choices import SAID_STEPS, VisitStep
from visits.models.visits import Visit, VisitPart

MOST_PEOPLE = 99


class VisitSaid(VisitPart):
    """A step that was done, and what was said of it: the goal, what is seen outside, who was greeted."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="said")
    step = models.CharField(_("step"), max_length=8, choices=VisitStep)
    words = models.CharField(_("how it went"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="visits_visitsaid_once", fields=["visit", "step"]),
            models.CheckConstraint(name="visits_visitsaid_is_said", condition=Q(step__in=SAID_STEPS)),
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.words}"


class VisitTraining(VisitPart):
    """What the store's staff was trained in, and how many of them; nobody's name."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="trainings")
    topic = models.CharField(_("topic"), max_length=120)
    people = models.PositiveSmallIntegerField(
        _("people"), validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)]
    )

    class Meta:
        verbose_name = _("training in a visit")
        verbose_name_plural = _("trainings in visits")
        constraints = [
            models.UniqueConstraint(name="visits_visittraining_topic_once", fields=["visit", "topic"]),
            models.CheckConstraint(
                name="visits_visittraining_people", condition=Q(people__gte=1, people__lte=MOST_PEOPLE)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.people}"
