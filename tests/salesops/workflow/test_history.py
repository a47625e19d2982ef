"""Edits keep their history; a form sent twice makes one object."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from salesops.workflow.models import AuditEvent, FormReceipt
from salesops.workflow.selectors.history import history_of
from salesops.workflow.services import EditedMeanwhile, once, update_with_history
from salesops.workflow.services.receipts import MadeAndGone
from stores.choices import StoreFormat
from stores.models import Store
from tests.factories.accounts import CenterFactory
from tests.factories.stores import StoreFactory


def edit(store, cast, *, revision=1, **values):
    return update_with_history(
        store, values, revision=revision, actor=cast.actor("admin"), at=timezone.now(), reason="新资料"
    )


def test_an_edit_tells_who_changed_what_and_why(cast):
    store = StoreFactory(name="旧名", format=StoreFormat.MULTI)

    edit(store, cast, name="新名", format=StoreFormat.CHAIN)

    event = history_of(store).get()
    changes = {change.field: (change.before, change.after) for change in event.changes.all()}
    assert (event.actor, event.reason) == (cast.admin, "新资料")
    assert changes["name"] == ("旧名", "新名")
    assert changes["format"] == ("multi", "chain")


def test_the_later_of_two_editors_is_shown_the_difference(cast):
    store = StoreFactory(phone="1", revision=1)
    edit(store, cast, phone="2")

    with pytest.raises(EditedMeanwhile) as refusal:
        edit(store, cast, phone="3")

    store.refresh_from_db()
    difference = refusal.value.differences[0]
    assert store.phone == "2"
    assert (difference.field, difference.theirs, difference.yours) == ("phone", "2", "3")


def test_an_edit_that_changes_nothing_leaves_no_trace(cast):
    store = StoreFactory(name="同名")

    edit(store, cast, name="同名")

    assert not AuditEvent.objects.exists()


def test_an_edit_against_a_rule_changes_nothing(cast):
    store = StoreFactory(name="旧名")

    with pytest.raises(ValidationError):
        edit(store, cast, name="")

    store.refresh_from_db()
    assert store.name == "旧名"


def test_a_form_sent_twice_makes_one_object(cast):
    form_id = uuid4()

    def send():
        return once(form_id, actor=cast.actor("admin"), at=timezone.now(), make=CenterFactory)

    (first, first_is_new), (second, second_is_new) = send(), send()

    assert first == second
    assert (first_is_new, second_is_new) == (True, False)
    assert FormReceipt.objects.count() == 1


def test_another_person_cannot_take_over_a_form(cast):
    form_id = uuid4()
    once(form_id, actor=cast.actor("admin"), at=timezone.now(), make=CenterFactory)

    with pytest.raises(PermissionDenied):
        once(form_id, actor=cast.actor("hq"), at=timezone.now(), make=CenterFactory)


def test_a_form_whose_making_failed_can_be_sent_again(cast):
    form_id = uuid4()

    def fail():
        raise ValidationError("no")

    with pytest.raises(ValidationError):
        once(form_id, actor=cast.actor("admin"), at=timezone.now(), make=fail)

    store, is_new = once(form_id, actor=cast.actor("admin"), at=timezone.now(), make=StoreFactory)
    assert is_new
    assert Store.objects.unscoped(because="test").get() == store


def test_a_form_whose_object_was_removed_does_not_make_it_again(cast):
    form_id = uuid4()
    center, _is_new = once(form_id, actor=cast.actor("admin"), at=timezone.now(), make=CenterFactory)
    center.delete()

    with pytest.raises(MadeAndGone):
        once(form_id, actor=cast.actor("admin"), at=timezone.now(), make=CenterFactory)
