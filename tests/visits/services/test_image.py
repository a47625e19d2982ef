"""Versions of the image standard (handbook H5.5)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories.visits import MORNING, ImageItemFactory, ImageStandardFactory
from visits.models import ImageItem
from visits.selectors.image import standard_on
from visits.services.image import (
    StandardIncomplete,
    StandardPublished,
    draft_standard,
    edit_draft,
    publish_standard,
    remove_item,
    save_item,
)

pytestmark = pytest.mark.django_db

LATER = date(2026, 12, 1)
POSTER = {"name": "海报", "name_en": "Posters", "kind": "count", "weight": 30, "required": 4}


def draft(cast, source=None, valid_from=LATER):
    return draft_standard(source, name="标准", valid_from=valid_from, actor=cast.actor("marketing"), at=MORNING)


def test_a_new_version_takes_over_the_items(cast, shop):
    made = draft(cast, shop.standard)

    facts = ("position", "name", "kind", "weight", "required")
    copied = list(made.items.order_by("position").values_list(*facts))
    assert copied == list(shop.standard.items.order_by("position").values_list(*facts))
    assert (made.version, made.is_published) == (shop.standard.version + 1, False)


def test_a_version_holds_from_its_first_day_once_published(cast, shop):
    made = draft(cast, shop.standard)
    before = standard_on(LATER)

    publish_standard(made, actor=cast.actor("marketing"), at=MORNING)

    assert (before, standard_on(date(2026, 11, 30)), standard_on(LATER)) == (shop.standard, shop.standard, made)


def test_items_of_a_draft_are_added_changed_and_removed(cast):
    made, actor = draft(cast), cast.actor("marketing")

    item = save_item(made, None, POSTER, actor=actor, at=MORNING)
    save_item(made, item, POSTER | {"weight": 40}, actor=actor, at=MORNING)

    assert list(made.items.values_list("position", "weight")) == [(1, 40)]
    remove_item(item, actor=actor, at=MORNING)
    assert ImageItem.objects.count() == 0


def test_a_published_version_is_never_touched(cast, shop):
    actor = cast.actor("marketing")

    with pytest.raises(StandardPublished):
        save_item(shop.standard, shop.posters, {"weight": 1}, actor=actor, at=MORNING)
    with pytest.raises(StandardPublished):
        remove_item(shop.posters, actor=actor, at=MORNING)
    with pytest.raises(StandardPublished):
        edit_draft(shop.standard, name="x", valid_from=LATER, actor=actor, at=MORNING)
    with pytest.raises(StandardPublished):
        publish_standard(shop.standard, actor=actor, at=MORNING)


@pytest.mark.parametrize("valid_from", [LATER, date(2026, 11, 1)])
def test_an_empty_version_and_one_of_the_past_are_not_published(cast, valid_from):
    made = ImageStandardFactory(is_published=False, valid_from=valid_from)
    if valid_from != LATER:
        ImageItemFactory(standard=made)

    with pytest.raises(StandardIncomplete):
        publish_standard(made, actor=cast.actor("marketing"), at=MORNING)


@pytest.mark.parametrize("who", ["rep", "manager", "hq"])
def test_the_standard_is_marketings(cast, shop, who):
    with pytest.raises(PermissionDenied):
        draft_standard(None, name="x", valid_from=LATER, actor=cast.actor(who), at=MORNING)
