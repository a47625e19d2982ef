"""Keeping goal, look from outside, greeting and training of a visit (handbook H5.2)."""

from collections.abc import Mapping

from django.db import transaction

from salesops.accounts.actor import Actor
from visits.choices import VisitStep
from visits.models import Visit, VisitSaid, VisitTraining
from visits.services.filling import lock_open, unskip

BECAUSE = "the visit is the actor's own"


@transaction.atomic
def save_said(visit: Visit, step: VisitStep, words: str | None, *, actor: Actor) -> None:
    """Keep a step as done, with words or none; without either it is open again."""
    visit = lock_open(visit, actor)
    VisitSaid.objects.unscoped(because=BECAUSE).filter(visit=visit, step=step).delete()
    if words is not None:
        write_said(visit, {step: words})
        unskip(visit, step)


@transaction.atomic
def save_training(visit: Visit, topic: str, people: int, *, actor: Actor) -> None:
    """Keep how many were trained in a topic; said again the last number stands, and none takes it out."""
    visit = lock_open(visit, actor)
    VisitTraining.objects.unscoped(because=BECAUSE).filter(visit=visit, topic=topic.strip()).delete()
    if people:
        write_trainings(visit, {topic: people})
        unskip(visit, VisitStep.TRAIN)


def write_said(visit: Visit, said: Mapping[VisitStep, str]) -> None:
    """One query."""
    VisitSaid.objects.bulk_create(VisitSaid(visit=visit, step=step, words=words) for step, words in said.items())


def write_trainings(visit: Visit, trained: Mapping[str, int]) -> None:
    """One query."""
    VisitTraining.objects.bulk_create(
        VisitTraining(visit=visit, topic=topic.strip(), people=people) for topic, people in trained.items()
    )
