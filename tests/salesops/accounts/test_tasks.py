"""What jobs do for logins."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from salesops.accounts.models import LoginSession
from salesops.accounts.tasks import clear_sessions
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_sessions_that_ended_go_with_what_tells_of_them_and_the_others_stay():
    now, person = timezone.now(), UserFactory()
    for key, days in (("ended", -1), ("open", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=now + timedelta(days=days))
        LoginSession.objects.create(user=person, session_id=key, created_at=now)

    clear_sessions.delay()

    assert list(LoginSession.objects.values_list("session_id", flat=True)) == ["open"]
