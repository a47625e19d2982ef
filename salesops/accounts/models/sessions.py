"""Where people are logged in (handbook H0)."""

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models


class LoginSession(models.Model):
    """One login that may still be in use; it goes with the session of Django that it tells of.

    When it was last used stands in that session itself, so that no request reads or writes more for it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="login_sessions")
    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="+")

    user_agent = models.CharField(max_length=200, blank=True)
    network = models.CharField(max_length=40, blank=True)

    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id}: {self.created_at}"
