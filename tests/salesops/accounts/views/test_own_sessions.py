"""Where one is logged in: seen, ended, and in the trail."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from salesops.accounts.models import LoginSession, User
from salesops.accounts.services import edit_user, set_active
from salesops.workflow.models import AuditEvent

ME = "/me/"
PASSWORD = "well-chosen-7"
PHONE = "Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 Chrome/124.0.0.0 Mobile Safari/537.36"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/124.0.0.0 Safari/537.36 Edg/124.0.0.0"


@pytest.fixture
def person(cast):
    cast.rep.set_password(PASSWORD)
    cast.rep.save()
    return cast.rep


def came_in(user, agent=PHONE, address="203.0.113.77", client=None, password=PASSWORD):
    client = client or Client()
    where = {"HTTP_USER_AGENT": agent, "REMOTE_ADDR": address}
    client.post(reverse("accounts:login"), {"username": user.username, "password": password}, **where)
    return client


def is_in(client):
    return client.get(ME).status_code == 200


def trail_of(user):
    events = AuditEvent.objects.filter(object_type="accounts.user", object_id=user.pk).order_by("pk")
    return list(events.values_list("step", "reason"))


def listed(client):
    return [(login.device, login.network, login.is_present) for login in client.get(ME).context["sessions"]]


def row_of(client):
    return LoginSession.objects.get(session_id=client.session.session_key)


def test_one_s_own_page_lists_where_one_is_logged_in_the_present_first(person):
    phone, _desk = came_in(person), came_in(person, DESK, "2001:db8:7:1::5")

    assert listed(phone) == [("Chrome, Android", "203.0.113.*", True), ("Edge, Windows", "2001:0db8:0007:*", False)]


def test_an_ended_session_is_refused_at_its_next_request(person):
    phone, desk = came_in(person), came_in(person, DESK)

    phone.post(reverse("accounts:session_end", args=[row_of(desk).pk]))

    assert (is_in(desk), is_in(phone), len(listed(phone))) == (False, True, 1)
    assert trail_of(person)[-1] == ("end session", "Edge, Windows · 203.0.113.*")


def test_another_s_session_cannot_be_ended(person, cast):
    phone, colleague = came_in(person), Client()
    colleague.force_login(cast.admin)

    response = colleague.post(reverse("accounts:session_end", args=[row_of(phone).pk]))

    assert (response.status_code, is_in(phone)) == (404, True)


def test_ending_the_present_one_is_a_log_out(person):
    phone = came_in(person)

    response = phone.post(reverse("accounts:session_end", args=[row_of(phone).pk]))

    assert (response.url, is_in(phone)) == (reverse("accounts:login"), False)


def test_log_out_everywhere_else_leaves_the_present_one(person, cast):
    phone, desk, other = came_in(person), came_in(person, DESK), Client()
    other.force_login(cast.colleague)

    phone.post(reverse("accounts:sessions_end_others"))

    assert (is_in(desk), is_in(phone), is_in(other)) == (False, True, True)


def test_an_admin_ends_all_sessions_of_a_person(person, cast, client):
    phone, desk = came_in(person), came_in(person, DESK)
    client.force_login(cast.admin)

    client.post(reverse("accounts:user_end_sessions", args=[person.pk]))

    page = client.get(reverse("accounts:user_edit", args=[person.pk]))
    assert (is_in(phone), is_in(desk), page.context["sessions"]) == (False, False, [])
    assert [event.step for event in page.context["comings"]] == ["end sessions", "log in", "log in"]


def test_a_changed_password_ends_the_others_and_the_present_one_stays_listed(person):
    phone, desk = came_in(person), came_in(person, DESK)
    values = {"old": PASSWORD, "password": "better-chosen-8", "again": "better-chosen-8"}

    phone.post(reverse("accounts:password_change"), values)

    assert (is_in(desk), is_in(phone)) == (False, True)
    assert listed(phone) == [("Chrome, Android", "203.0.113.*", True)]


def test_a_session_does_not_come_back_with_the_person(person, cast):
    phone, admin = came_in(person), cast.actor("admin")

    set_active(person, False, actor=admin, at=timezone.now())
    set_active(person, True, actor=admin, at=timezone.now())

    assert is_in(phone) is False


@pytest.mark.parametrize("is_known", [False, True])
def test_the_key_changes_at_login_and_the_old_one_opens_nothing(person, is_known):
    client = came_in(person) if is_known else Client()
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key

    came_in(person, client=client)

    assert (is_in(client), client.session.session_key != session.session_key) == (True, True)
    assert not Session.objects.filter(pk=session.session_key).exists()


def test_logins_refusals_and_log_outs_stand_in_the_trail(person):
    client = came_in(person, password="wrong")
    came_in(person, client=client)

    client.post(reverse("accounts:logout"))

    where = "Chrome, Android · 203.0.113.*"
    assert trail_of(person) == [("log in failed", where), ("log in", where), ("log out", "")]
    assert not LoginSession.objects.exists()


def test_a_name_that_nobody_has_is_not_kept_in_clear(person):
    came_in(User(username="my-secret-9"), password="x")

    event = AuditEvent.objects.get(step="log in failed")
    assert (event.object_id, "my-secret-9" in event.reason, len(event.reason.partition("#")[2])) == (0, False, 16)


@override_settings(AXES_FAILURE_LIMIT=3)
def test_attempts_on_a_name_that_waits_do_not_fill_the_trail(person):
    for _attempt in range(6):
        came_in(person, password="wrong")

    assert trail_of(person) == [("log in failed", "Chrome, Android · 203.0.113.*")] * 2


def test_a_change_of_role_or_center_stands_in_the_trail_too(person, cast):
    values = {"role": "manager", "center": cast.other_center}

    edit_user(person, values, revision=person.revision, actor=cast.actor("admin"), at=timezone.now())

    event = AuditEvent.objects.get(step="edit")
    assert sorted(event.changes.values_list("field", flat=True)) == ["center", "role"]


def last_used_before(client, minutes):
    session = client.session
    session["seen_at"] -= 60 * minutes
    session.save()


@pytest.mark.parametrize(("minutes", "written"), [(4, 0), (6, 1)])
def test_use_is_noted_every_five_minutes_in_one_write_and_puts_off_no_end(person, minutes, written):
    client = came_in(person)
    ends = Session.objects.get().expire_date
    last_used_before(client, minutes)

    with CaptureQueriesContext(connection) as queries:
        client.get(ME)

    writes = [query["sql"] for query in queries if query["sql"].startswith(("UPDATE", "INSERT", "DELETE"))]
    assert len(writes) == written
    age = timezone.now() - client.get(ME).context["sessions"][0].last_used_at
    assert age.total_seconds() // 60 == (0 if written else minutes)
    assert abs((Session.objects.get().expire_date - ends).total_seconds()) < 2


def test_who_was_logged_in_before_sessions_were_listed_is_listed(person, client):
    client.force_login(person)
    migration = import_module("salesops.accounts.migrations.0006_list_sessions_that_are_open")

    migration.list_open_sessions(apps, None)

    assert listed(client) == [("", "", True)]
