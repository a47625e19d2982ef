"""Keeping users: rights, history, and that an admin always remains."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from salesops.accounts.models import User
from salesops.accounts.services import (
    LastAdmin,
    choose_language,
    create_user,
    edit_user,
    set_active,
    set_password,
)
from salesops.errors import DomainError
from salesops.workflow.models import AuditEvent
from salesops.workflow.services import EditedMeanwhile
from tests.factories.accounts import UserFactory

AT = timezone.now()


def steps_of(user) -> list[str]:
    events = AuditEvent.objects.filter(object_type="accounts.user", object_id=user.pk)
    return list(events.order_by("pk").values_list("step", flat=True))


def test_create_user_with_a_password_and_a_trace(cast):
    values = {"username": "new", "name": "新人", "role": Role.REP, "center": cast.center}

    user = create_user(values, password="well-chosen-7", actor=cast.actor("admin"), at=AT)

    assert User.objects.get(username="new").check_password("well-chosen-7")
    assert steps_of(user) == ["create"]


def test_a_rep_without_a_center_is_refused(cast):
    with pytest.raises(ValidationError):
        create_user(
            {"username": "new", "name": "新人", "role": Role.REP},
            password="x",
            actor=cast.actor("admin"),
            at=AT,
        )


@pytest.mark.parametrize("who", ["rep", "manager", "marketing", "hq"])
def test_only_the_admin_keeps_users(cast, who):
    actor = cast.actor(who)

    with pytest.raises(PermissionDenied):
        create_user({"username": "x"}, password="x", actor=actor, at=AT)
    with pytest.raises(PermissionDenied):
        edit_user(cast.rep, {"name": "x"}, revision=1, actor=actor, at=AT)
    with pytest.raises(PermissionDenied):
        set_active(cast.rep, False, actor=actor, at=AT)
    with pytest.raises(PermissionDenied):
        set_password(cast.colleague, "x", actor=actor, at=AT)


def test_edit_user_keeps_who_changed_what(cast):
    user = edit_user(cast.rep, {"name": "新名"}, revision=1, actor=cast.actor("admin"), at=AT)

    change = AuditEvent.objects.get(object_type="accounts.user", object_id=user.pk).changes.get()
    assert (user.name, change.before, change.after) == ("新名", "本代表", "新名")


def test_the_later_of_two_editors_is_told(cast):
    edit_user(cast.rep, {"name": "甲"}, revision=1, actor=cast.actor("admin"), at=AT)

    with pytest.raises(EditedMeanwhile):
        edit_user(cast.rep, {"name": "乙"}, revision=1, actor=cast.actor("admin"), at=AT)


def test_the_last_admin_stays_admin(cast):
    with pytest.raises(LastAdmin):
        edit_user(cast.admin, {"role": Role.HQ}, revision=1, actor=Actor.system("test"), at=AT)


def test_the_last_admin_stays_active(cast):
    with pytest.raises(LastAdmin):
        set_active(cast.admin, False, actor=Actor.system("test"), at=AT)


def test_one_of_two_admins_may_go(cast):
    UserFactory(role=Role.ADMIN)

    user = edit_user(cast.admin, {"role": Role.HQ}, revision=1, actor=cast.actor("admin"), at=AT)

    assert user.role == Role.HQ


def test_nobody_deactivates_himself(cast):
    with pytest.raises(DomainError):
        set_active(cast.admin, False, actor=cast.actor("admin"), at=AT)


def test_deactivate_and_activate_leave_a_trace(cast):
    user = set_active(cast.rep, False, actor=cast.actor("admin"), at=AT)
    assert not user.is_active

    user = set_active(cast.rep, True, actor=cast.actor("admin"), at=AT)

    assert (user.is_active, steps_of(user)) == (True, ["deactivate", "reactivate"])


def test_a_person_sets_its_own_password(cast):
    set_password(cast.rep, "well-chosen-7", actor=cast.actor("rep"), at=AT)

    assert User.objects.get(pk=cast.rep.pk).check_password("well-chosen-7")
    assert steps_of(cast.rep) == ["set password"]


def test_choose_language(cast):
    choose_language(cast.rep, "en")

    assert User.objects.get(pk=cast.rep.pk).language == "en"
