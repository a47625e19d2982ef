"""The in-app inbox (handbook H12.7)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext

from salesops.notices.texts import NOTICE_TEXTS

# Marks a value that is a word of the interface and so is translated for each reader.
WORD = "word"


class Notice(models.Model):
    """One message to one person.

    The text is kept as a key of `NOTICE_TEXTS` with its values, so that each person reads it in its
    own language. `dedupe_key` lets a job that runs twice tell a person once.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    text_key = models.CharField(max_length=40)
    values = models.JSONField(default=dict)
    url = models.CharField(max_length=200, blank=True)
    dedupe_key = models.CharField(max_length=120)

    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="notices_notice_told_once", fields=["user", "dedupe_key"]),
        ]
        indexes = [models.Index(fields=["user", "read_at", "-created_at"], name="notices_notice_of_user")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.text_key}"

    @property
    def title(self) -> str:
        return str(NOTICE_TEXTS[self.text_key].title)

    @property
    def body(self) -> str:
        """The sentence in the reader's language."""
        said = {name: gettext(value[WORD]) if isinstance(value, dict) else value for name, value in self.values.items()}
        return str(NOTICE_TEXTS[self.text_key].body) % said
