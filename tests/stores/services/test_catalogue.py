from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from salesops.workflow.selectors.history import history_of
from stores.services import create_model, edit_model, set_price
from tests.factories.stores import HandsetModelFactory, PriceFactory

pytestmark = pytest.mark.django_db

AT = timezone.now()


def test_an_edit_keeps_history_and_revision(cast):
    model = HandsetModelFactory(name="星河 20")

    edited = edit_model(model, {"name": "星河 20 Pro"}, revision=1, actor=cast.actor("marketing"), at=AT)

    assert (edited.name, edited.revision) == ("星河 20 Pro", 2)
    assert [change.field for change in history_of(model)[0].changes.all()] == ["name"]


def test_an_end_of_life_lies_after_the_launch(cast):
    values = {"code": "M1", "name": "x", "brand": "x", "launched_on": date(2026, 3, 1), "ended_on": date(2026, 1, 1)}

    with pytest.raises(ValidationError):
        create_model(values, actor=cast.actor("marketing"), at=AT)


def test_the_same_price_again_leaves_no_trace(cast):
    price = PriceFactory()

    set_price(
        price.model,
        starts_on=price.starts_on,
        list_yuan=Decimal("1999.00"),
        supply_yuan=Decimal("1699.00"),
        actor=cast.actor("admin"),
        at=AT,
    )

    assert not history_of(price.model).exists()


@pytest.mark.parametrize("who", ["rep", "manager", "hq"])
def test_others_only_read_the_catalogue(cast, who):
    with pytest.raises(PermissionDenied):
        create_model({"code": "M1", "name": "x", "brand": "x"}, actor=cast.actor(who), at=AT)
