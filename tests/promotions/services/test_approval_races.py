"""Two who decide on one promotion at once; only PostgreSQL lets them (handbook H6.2)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from promotions.choices import PromotionStatus
from promotions.models import Promotion
from promotions.services import approve_promotion, return_promotion
from salesops.notices.models import Notice
from salesops.workflow.flow import NotPossibleNow
from salesops.workflow.selectors.history import history_of
from tests.promotions.services.test_approval import acting, draft

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="needs PostgreSQL"),
]


def at_once(*deeds):
    """Begin all of them together; give the refused ones' class, or the promotion."""
    gate = Barrier(len(deeds))

    def run(deed):
        gate.wait()
        try:
            return deed()
        except NotPossibleNow as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_of_eight_who_approve_and_return_at_once_one_wins_and_the_others_are_told(cast):
    promotion = draft(cast, status=PromotionStatus.SUBMITTED, approval_level="marketing")

    def approve():
        return approve_promotion(promotion, **acting(cast, "hq"))

    def send_back():
        return return_promotion(promotion, reason="再算一遍", **acting(cast))

    came = at_once(*[approve, send_back] * 4)

    won = [one for one in came if isinstance(one, Promotion)]
    promotion.refresh_from_db()
    assert (len(won), came.count(NotPossibleNow)) == (1, 7)
    assert promotion.status == won[0].status
    assert len(history_of(promotion)) == 1
    told = set(Notice.objects.values_list("text_key", flat=True))
    assert told == {"promotion_published" if promotion.status == PromotionStatus.PUBLISHED else "promotion_returned"}
