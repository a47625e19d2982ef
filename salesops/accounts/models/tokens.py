"""Keys of other programs: ERP, tills, reports (handbook H13)."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ApiToken(models.Model):
    """A program reads what its person may see, and of that only what stands in `scopes`.

    The secret is shown once; here is only its digest.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens", verbose_name=_("acts as")
    )
    name = models.CharField(_("program"), max_length=80)
    scopes = models.JSONField(_("may read"))
    expires_on = models.DateField(_("valid until"))

    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made at"))
    used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    ended_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    class Meta:
        verbose_name = _("program access")
        verbose_name_plural = _("program access")

    def __str__(self) -> str:
        return self.name

    def is_valid_on(self, day: date) -> bool:
        """Whether it opens anything on that day."""
        return self.ended_at is None and self.expires_on >= day and self.user.is_active
