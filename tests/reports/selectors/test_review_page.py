"""The figures of a review's page that are added up from its stores (handbook H9)."""

from decimal import Decimal

from reports.models import ReviewStore
from reports.selectors.review_page import fieldwork_of


def scored(score: str) -> ReviewStore:
    done = dict.fromkeys(("visits_done_as_planned", "visits_planned", "visits_done", "minutes", "market_reports"), 0)
    return ReviewStore(**done, image_score=Decimal(score), is_reported=True)


def test_the_mean_image_is_rounded_half_up():
    assert fieldwork_of([scored("80.0"), scored("80.1")]).image_score == Decimal("80.1")
