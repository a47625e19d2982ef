"""What reviews come to, in lists and for their moves (handbook H9)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.lookups import LessThan

from reports.calc.lights import RED_BELOW, light_of
from reports.calc.review import Comparison
from reports.choices import Light
from reports.models import BusinessReview, ReviewLine

BECAUSE = "lines of reviews that the caller may see"
# `reports.calc.lights` in the database's words.
IS_RED = Q(LessThan(F("actual") * 100, F("planned") * RED_BELOW), planned__gt=0)


@dataclass(frozen=True, slots=True)
class ReviewFigures:
    """The total of one review, and how many of its lines fell far below their plan."""

    total: Comparison
    red_lines: int

    @property
    def light(self) -> Light | None:
        return standing_of(self.total)


NO_FIGURES = ReviewFigures(Comparison(0), 0)


def standing_of(sold: Comparison) -> Light | None:
    """The colour of a comparison, with its words. No query."""
    light = light_of(sold)
    return Light(light) if light else None


def figures_of(reviews: Sequence[BusinessReview]) -> dict[int, ReviewFigures]:
    """The figures of each review by its id. One query."""
    sums = (
        _lines_of([review.pk for review in reviews])
        .values_list("review_id")
        .annotate(
            Sum("actual"),
            Sum("planned"),
            Sum("last_month"),
            Sum("last_year"),
            red=Count("pk", filter=IS_RED),
        )
    )
    return {pk: ReviewFigures(Comparison(*amounts), red) for pk, *amounts, red in sums}


def red_lines_of(review: BusinessReview) -> int:
    """How many lines of a review fell far below their plan. One query."""
    return _lines_of([review.pk]).filter(IS_RED).count()


def _lines_of(review_ids: Sequence[int]) -> QuerySet[ReviewLine]:
    return ReviewLine.objects.unscoped(because=BECAUSE).filter(review__in=review_ids).order_by()
