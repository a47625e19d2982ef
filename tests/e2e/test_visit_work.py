"""Work of other rooms on the phone: a promotion is proved by a photo without a network (handbook H5.2, H6.2)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from promotions.choices import PromotionStatus
from promotions.models import ExecutionCheck
from tests.e2e.phone import rows_of, visits_of
from tests.factories.promotions import PromotionFactory, PromotionStoreFactory
from visits.models import VisitPhoto

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def promotion(shops):
    day = timezone.localdate()
    promotion = PromotionFactory(
        status=PromotionStatus.PUBLISHED, starts_on=day - timedelta(days=1), ends_on=day + timedelta(days=5)
    )
    PromotionStoreFactory(promotion=promotion, store=shops[0])
    return promotion


def test_the_photo_of_a_promotion_taken_without_a_network_proves_it(phone, cast, shops, promotion, door):
    phone.log_in(cast.rep)
    phone.offline()
    phone.check_in()
    phone.fill_in(door)
    phone.tap("[data-act=say_choice][data-choice=yes]")
    for _ in range(2):
        phone.page.locator("[data-act=say_photo]").set_input_files(door)
        phone.page.locator("label[data-taken]").wait_for()
    # Taken anew, the photo takes the place of the one before.
    phone.page.locator(".picture").nth(1).wait_for()
    assert phone.page.locator(".picture").count() == 2
    phone.check_out()

    phone.offline(False)
    phone.open("#/sent")
    phone.send_until("#evening", "1/1")
    phone.has_sent_all()

    check = rows_of(ExecutionCheck).get()
    assert (check.promotion, check.visit, check.executed) == (promotion, visits_of(cast.rep).get(), "yes")
    assert (check.photo.step, rows_of(VisitPhoto).count()) == ("work", 2)
    assert phone.complaints == []
