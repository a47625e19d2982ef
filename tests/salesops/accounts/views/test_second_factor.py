"""A login with a second factor: set up, asked for, lost, required, and never guessed."""

from datetime import timedelta

import pyotp
import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from salesops.accounts.choices import Role
from salesops.accounts.models import RecoveryCode, SecondFactor, User
from salesops.accounts.services import begin_factor, confirm_factor, require_factor, seal_factors_anew
from salesops.notices.models import Notice
from salesops.sealing import unseal
from salesops.workflow.models import AuditEvent

PASSWORD = "well-chosen-7"
LOGIN, CODE, FACTOR, ME = "/accounts/login/", "/accounts/login/code/", "/accounts/second-factor/", "/me/"


@pytest.fixture
def person(cast):
    cast.manager.set_password(PASSWORD)
    cast.manager.save()
    return cast.manager


@pytest.fixture
def recovery_codes(person, cast):
    """The person has a second factor, set up half an hour ago."""
    at = timezone.now() - timedelta(minutes=30)
    begin_factor(person, at=at)
    code = code_of(person, at)
    return confirm_factor(person, code, keep="", actor=cast.actor("manager"), at=at)


def code_of(person, at=None, *, later=0):
    secret = unseal(SecondFactor.objects.get(user=person).secret)
    return pyotp.TOTP(secret).at((at or timezone.now()) + timedelta(seconds=30 * later))


def wrong_code(person):
    near = {code_of(person, later=step) for step in range(-2, 3)}
    return next(code for code in ("000000", "111111", "222222", "333333", "444444", "555555") if code not in near)


def half_in(person, address=""):
    client = Client()
    response = client.post(LOGIN, {"username": person.username, "password": PASSWORD, "next": address})
    assert response.url == CODE
    return client


def is_in(client):
    return client.get(ME).status_code == 200


def steps_of(person):
    events = AuditEvent.objects.filter(object_type="accounts.user", object_id=person.pk).order_by("pk")
    return list(events.values_list("step", flat=True))


def test_a_person_sets_it_up_by_a_picture_and_a_first_code_and_is_shown_recovery_codes_once(client, person):
    client.force_login(person)
    client.post(reverse("accounts:factor_begin"))

    page = client.get(reverse("accounts:factor_confirm"))
    done = client.post(reverse("accounts:factor_confirm"), {"code": code_of(person)})

    assert page.context["picture"].startswith("data:image/svg+xml")
    assert page.context["offered"].secret.replace(" ", "") == unseal(SecondFactor.objects.get().secret)
    assert (len(set(done.context["codes"])), "no-store" in done["Cache-Control"]) == (10, True)
    assert client.get(reverse("accounts:factor_confirm")).url == FACTOR
    assert client.get(FACTOR).context["factor"].codes_left == 10


def test_setting_it_up_logs_out_everywhere_else_and_stands_in_the_trail_and_the_inbox(client, person):
    elsewhere = Client()
    elsewhere.post(LOGIN, {"username": person.username, "password": PASSWORD})
    client.post(LOGIN, {"username": person.username, "password": PASSWORD})
    client.post(reverse("accounts:factor_begin"))

    client.post(reverse("accounts:factor_confirm"), {"code": code_of(person)})

    assert (is_in(client), is_in(elsewhere)) == (True, False)
    assert steps_of(person)[-2:] == ["set up factor", "end sessions"]
    assert Notice.objects.get(user=person).text_key == "factor_set_up"


def test_a_wrong_first_code_sets_nothing_up(client, person):
    client.force_login(person)
    client.post(reverse("accounts:factor_begin"))

    response = client.post(reverse("accounts:factor_confirm"), {"code": wrong_code(person)})

    assert (response.status_code, SecondFactor.objects.get().confirmed_at) == (409, None)
    assert client.post(LOGIN, {"username": person.username, "password": PASSWORD}).url == "/"


def test_the_password_alone_opens_nothing_any_more(person, recovery_codes):
    client = half_in(person)

    assert not is_in(client)
    assert client.get(reverse("stores:store_list")).status_code == 302


def test_the_code_opens_and_leads_where_the_person_wanted_to_go(person, recovery_codes):
    client = half_in(person, "/me/")

    response = client.post(CODE, {"code": code_of(person)})

    assert (response.url, is_in(client)) == ("/me/", True)


def test_a_code_is_taken_once(person, recovery_codes):
    code = code_of(person)
    first, second = half_in(person), half_in(person)

    first.post(CODE, {"code": code})

    assert (second.post(CODE, {"code": code}).status_code, is_in(second)) == (422, False)


@pytest.mark.parametrize(("seconds", "status"), [(-30, 302), (30, 302), (-90, 422), (90, 422)])
def test_a_phone_s_clock_may_be_half_a_minute_off_and_no_more(person, recovery_codes, seconds, status):
    with time_machine.travel("2026-11-29 10:00:15+08:00", tick=False):
        client, code = half_in(person), code_of(person, timezone.now() + timedelta(seconds=seconds))
        SecondFactor.objects.update(last_step=0)

        assert client.post(CODE, {"code": code}).status_code == status


def test_a_recovery_code_opens_once_and_the_person_is_told(person, recovery_codes):
    first, second = half_in(person), half_in(person)

    answers = [client.post(f"{CODE}?recovery", {"code": recovery_codes[3].upper()}) for client in (first, second)]

    assert [answer.status_code for answer in answers] == [302, 422]
    assert Notice.objects.filter(text_key="recovery_code_used").get().values == {"left": 9}
    assert "use recovery code" in steps_of(person)


def test_five_wrong_codes_close_the_way_for_a_quarter_of_an_hour_from_any_address(person, recovery_codes):
    client, wrong = half_in(person), wrong_code(person)
    for number in range(5):
        refused = client.post(CODE, {"code": wrong}, REMOTE_ADDR=f"203.0.113.{number}")

    assert refused.status_code == 429
    assert half_in(person).post(CODE, {"code": code_of(person)}).status_code == 429
    assert steps_of(person).count("second factor refused") == 5
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert half_in(person).post(CODE, {"code": code_of(person)}).status_code == 302


def test_nobody_stands_half_in_for_longer_than_ten_minutes(person, recovery_codes):
    client = half_in(person)

    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert client.post(CODE, {"code": code_of(person)}).url == LOGIN


def test_a_changed_password_drops_who_stands_half_in(person, recovery_codes):
    client = half_in(person)
    person.set_password("better-chosen-8")
    person.save()

    assert client.post(CODE, {"code": code_of(person)}).url == LOGIN


def test_a_planted_session_is_not_the_one_that_stands_half_in(person, recovery_codes):
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key

    client.post(LOGIN, {"username": person.username, "password": PASSWORD})

    planted = Client()
    planted.cookies["sessionid"] = session.session_key
    assert (client.session.session_key != session.session_key, planted.get(CODE).url) == (True, LOGIN)


def test_neither_secret_nor_recovery_code_stands_in_the_database(person, recovery_codes):
    secret = unseal(SecondFactor.objects.get().secret)
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM accounts_secondfactor")
        kept = str(cursor.fetchall()) + str(list(RecoveryCode.objects.values_list("digest", flat=True)))

    assert not [text for text in (secret, *recovery_codes) if text in kept]


def test_a_changed_key_of_data_leaves_the_factor_as_it_was(person, recovery_codes):
    before, former = code_of(person), SecondFactor.objects.get().secret
    with override_settings(SALESOPS_DATA_KEYS=["a-new-key", *settings.SALESOPS_DATA_KEYS]):
        sealed = seal_factors_anew()
    with override_settings(SALESOPS_DATA_KEYS=["a-new-key"]):
        after = code_of(person)

    assert (sealed, after, SecondFactor.objects.get().secret != former) == (1, before, True)


def test_a_role_that_needs_one_does_nothing_else_before_from_the_next_request_on(client, person, cast):
    client.force_login(person)
    assert is_in(client)

    require_factor({Role.MANAGER}, actor=cast.actor("admin"), at=timezone.now())

    assert client.get(ME).url == FACTOR
    assert client.post(reverse("accounts:sessions_end_others")).url == FACTOR
    part = client.get(ME, headers={"HX-Request": "true"})
    assert part["HX-Redirect"] == FACTOR
    client.post(reverse("accounts:factor_begin"))
    client.post(reverse("accounts:factor_confirm"), {"code": code_of(person)})
    assert is_in(client)


def test_a_role_that_needs_none_is_left_alone(client, person, cast):
    require_factor({Role.ADMIN}, actor=cast.actor("admin"), at=timezone.now())
    client.force_login(person)

    assert is_in(client)


def test_who_needs_it_cannot_take_it_away(client, person, cast, recovery_codes):
    require_factor({Role.MANAGER}, actor=cast.actor("admin"), at=timezone.now())
    client.force_login(person)

    response = client.post(reverse("accounts:factor_remove"), {"password": PASSWORD})

    assert (response.status_code, SecondFactor.objects.count()) == (409, 1)


@pytest.mark.parametrize(("password", "status", "left"), [(PASSWORD, 302, 0), ("wrong", 422, 1)])
def test_one_s_own_is_taken_away_behind_the_password(client, person, recovery_codes, password, status, left):
    client.force_login(person)

    response = client.post(reverse("accounts:factor_remove"), {"password": password})

    assert (response.status_code, SecondFactor.objects.count()) == (status, left)


def test_new_recovery_codes_take_the_place_of_the_old_ones(client, person, recovery_codes):
    client.force_login(person)

    fresh = client.post(reverse("accounts:factor_codes"), {"code": code_of(person)}).context["codes"]

    assert half_in(person).post(f"{CODE}?recovery", {"code": recovery_codes[0]}).status_code == 422
    assert half_in(person).post(f"{CODE}?recovery", {"code": fresh[0]}).status_code == 302


def test_an_admin_lets_somebody_in_again_for_a_reason_that_is_kept_and_told(client, person, cast, recovery_codes):
    open_one = half_in(person)
    open_one.post(CODE, {"code": code_of(person)})
    client.force_login(cast.admin)

    client.post(reverse("accounts:user_factor_reset", args=[person.pk]), {"reason": "手机丢失，已回拨核实"})

    assert not is_in(open_one)
    event = AuditEvent.objects.get(step="reset factor")
    assert (event.actor, event.object_id, event.reason) == (cast.admin, person.pk, "手机丢失，已回拨核实")
    told = Notice.objects.get(text_key="factor_taken_away").values
    assert told == {"who": str(cast.admin), "reason": "手机丢失，已回拨核实"}
    assert Client().post(LOGIN, {"username": person.username, "password": PASSWORD}).url == "/"


def test_a_reset_without_a_reason_or_without_a_factor_is_refused(client, person, cast, recovery_codes):
    client.force_login(cast.admin)
    answers = [
        client.post(reverse("accounts:user_factor_reset", args=[who.pk]), {"reason": reason}).status_code
        for who, reason in ((person, ""), (cast.rep, "手机丢失"))
    ]

    assert (answers, SecondFactor.objects.count()) == ([422, 409], 1)


def test_the_rules_are_an_admin_s_and_each_change_has_its_history(client, cast):
    client.force_login(cast.admin)
    client.post(reverse("accounts:login_rules"), {"roles": [Role.HQ]})

    assert User.objects.with_login_needs().get(pk=cast.hq.pk).owes_factor
    assert not User.objects.with_login_needs().get(pk=cast.admin.pk).owes_factor
    event = AuditEvent.objects.get(object_type="accounts.loginrule")
    assert list(event.changes.values_list("field", "before", "after")) == [("needs_second_factor", "False", "True")]
