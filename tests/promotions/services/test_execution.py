"""The proof comes from a visit and is seen wherever it is missing (handbook H6.2)."""

from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from PIL import Image

from promotions.choices import PromotionStatus
from promotions.models import ExecutionCheck
from promotions.selectors.due import work_at
from promotions.selectors.execution import places_lacking_proof, visit_to_prove
from promotions.services import record_check
from promotions.services.execution import NotToCheck
from tests.factories.promotions import PromotionFactory, PromotionStoreFactory
from tests.factories.visits import MORNING, VisitFactory
from visits.models import VisitPhoto

TODAY = date(2026, 11, 23)
YES = {"executed": "yes", "has_material": True, "is_price_right": False, "note": ""}


@pytest.fixture
def place(cast):
    promotion = PromotionFactory(
        status=PromotionStatus.PUBLISHED, starts_on=TODAY - timedelta(days=2), ends_on=TODAY + timedelta(days=5)
    )
    return PromotionStoreFactory(promotion=promotion, store__customer__rep=cast.rep)


def visit_of(place, on=TODAY, **kwargs):
    return VisitFactory(store=place.store, visited_on=on, **kwargs)


def picture():
    out = BytesIO()
    Image.new("RGB", (40, 30), (200, 30, 30)).save(out, "JPEG")
    out.seek(0)
    return out


def record(cast, place, visit, found=YES, who="rep", **kwargs):
    return record_check(place.promotion, visit, found, actor=cast.actor(who), at=MORNING, **kwargs)


def test_until_it_is_proved_it_is_asked_for_in_the_visit_and_listed(cast, place):
    visit = visit_of(place)
    assert visit_to_prove(place.promotion, place.store, cast.actor("rep"), TODAY) == visit
    assert [place.pk] == [one.pk for one in places_lacking_proof(cast.actor("manager"), TODAY)]
    asked = next(work_at([place.store_id], TODAY)).detail

    record(cast, place, visit)

    assert not places_lacking_proof(cast.actor("manager"), TODAY).exists()
    assert next(work_at([place.store_id], TODAY)).detail != asked


def test_a_photo_of_the_proof_is_a_photo_of_the_visit(cast, place):
    visit = visit_of(place)

    check = record(cast, place, visit, photo=picture(), photo_id=uuid4())

    assert list(VisitPhoto.objects.unscoped(because="test").filter(visit=visit)) == [check.photo]


def test_found_again_in_the_same_visit_it_takes_the_place_of_the_former(cast, place):
    visit = visit_of(place)
    record(cast, place, visit)
    record(cast, place, visit, YES | {"executed": "partly", "note": "少一块立牌"})

    assert ExecutionCheck.objects.unscoped(because="test").get().executed == "partly"


def test_what_is_not_carried_out_says_why(cast, place):
    with pytest.raises(ValidationError):
        record(cast, place, visit_of(place), YES | {"executed": "no"})


def test_only_who_made_the_visit_proves_by_it(cast, place):
    visit = visit_of(place)

    for who in ("colleague", "manager", "marketing"):
        with pytest.raises(PermissionDenied):
            record(cast, place, visit, who=who)


def test_a_visit_before_the_first_day_or_elsewhere_proves_nothing(cast, place):
    early = visit_of(place, place.promotion.starts_on - timedelta(days=1), status="no_checkout")
    elsewhere = VisitFactory(store__customer__rep=cast.rep, visited_on=TODAY)

    for visit in (early, elsewhere):
        with pytest.raises(NotToCheck):
            record(cast, place, visit)
