"""Courses, sessions and results."""

from datetime import date

import factory

from promotions.models import Course, TrainingResult, TrainingSession
from tests.factories.promoters import PromoterFactory
from tests.factories.visits import MORNING


class CourseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Course

    name = factory.Sequence(lambda n: f"课程{n}")
    required_from = date(2026, 1, 1)


class TrainingSessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TrainingSession

    course = factory.SubFactory(CourseFactory)
    held_on = date(2026, 10, 9)
    made_at = MORNING


class TrainingResultFactory(factory.django.DjangoModelFactory):
    """A session given by the promoter's rep."""

    class Meta:
        model = TrainingResult

    promoter = factory.SubFactory(PromoterFactory)
    session = factory.SubFactory(
        TrainingSessionFactory,
        center=factory.SelfAttribute("..promoter.center"),
        held_by=factory.SelfAttribute("..promoter.rep"),
    )
    score = 80
