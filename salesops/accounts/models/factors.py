"""The second factor of a login, and which roles must have one (handbook H0)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from salesops.accounts.choices import Role


class SecondFactor(models.Model):
    """The secret that a person's authenticator shares with us, sealed; it counts once a first code confirmed it.

    `last_step` is the half minute of the last code that was taken: none is taken twice. Wrong codes are counted here
    and not by address, for who gets this far knows the password already.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="second_factor")
    secret = models.CharField(max_length=300)
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    closed_until = models.DateTimeField(null=True)

    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id}: {self.confirmed_at}"


class RecoveryCode(models.Model):
    """One way in without the authenticator, once; of the code only its hash is kept."""

    factor = models.ForeignKey(SecondFactor, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="accounts_recoverycode_once", fields=["factor", "digest"]),
        ]

    def __str__(self) -> str:
        return f"{self.factor_id}: {self.used_at}"


class LoginRule(models.Model):
    """What the logins of a role need beside a password; a role without a row needs nothing more."""

    role = models.CharField(_("role"), max_length=12, choices=Role, unique=True)
    needs_second_factor = models.BooleanField(_("needs a second factor"), default=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("rule of logins")
        verbose_name_plural = _("rules of logins")
        constraints = [
            models.CheckConstraint(name="accounts_loginrule_role_known", condition=Q(role__in=Role.values)),
        ]

    def __str__(self) -> str:
        return self.get_role_display()
