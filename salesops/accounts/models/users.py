"""People and what they may see (handbook H0)."""

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from salesops.accounts.actor import Actor
from salesops.accounts.choices import CENTER_ROLES, Language, Role
from salesops.accounts.models.centers import Center
from salesops.accounts.models.factors import LoginRule, SecondFactor
from salesops.searching.rows import Searchable, SearchableQuerySet


class UserQuerySet(SearchableQuerySet):
    """People; logins need them before anybody looks, so this set is open and lists narrow it."""

    def visible_to(self, actor: Actor):
        """Colleagues of one's own center; company roles see everybody."""
        if actor is None:
            return self.none()
        if actor.sees_all:
            return self
        return self.filter(center_id=actor.center_id)

    def active(self):
        return self.filter(is_active=True)

    def reps(self):
        return self.filter(role=Role.REP)

    def with_login_needs(self):
        """Each with `owes_factor`: whether its role needs a second factor and it has none."""
        needed = LoginRule.objects.filter(role=OuterRef("role"), needs_second_factor=True)
        there = SecondFactor.objects.filter(user=OuterRef("pk"), confirmed_at__isnull=False)
        return self.annotate(owes_factor=Exists(needed) & ~Exists(there))


class PeopleManager(UserManager.from_queryset(UserQuerySet)):
    """Django's manager of users with our words; migrations need none of it."""

    use_in_migrations = False


class User(Searchable, AbstractUser):
    """A person who logs in, with one role, and with a center if the role belongs to one."""

    found_as_written = ("username",)

    first_name = None
    last_name = None
    name = models.CharField(_("name"), max_length=80)
    role = models.CharField(_("role"), max_length=12, choices=Role)
    center = models.ForeignKey(
        Center,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="users",
        verbose_name=_("center"),
    )
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=Language, default=Language.CHINESE)

    is_demo = models.BooleanField(default=False, editable=False)
    must_change_password = models.BooleanField(default=False, editable=False)
    first_steps_seen_at = models.DateTimeField(null=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = PeopleManager()

    REQUIRED_FIELDS = ["name", "role"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(name="accounts_user_role_known", condition=Q(role__in=Role.values)),
            models.CheckConstraint(
                name="accounts_user_center_by_role",
                condition=Q(role__in=CENTER_ROLES, center__isnull=False)
                | (~Q(role__in=CENTER_ROLES) & Q(center__isnull=True)),
                violation_error_message=_("Reps and center managers belong to a center, the others to none."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class Delegation(models.Model):
    """One rep's work handed to a colleague of its center for a span of days, `ends_on` excluded."""

    scope_center = "center"

    rep = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="work_handed_over", verbose_name=_("rep on leave")
    )
    colleague = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="stands_in_for", verbose_name=_("colleague")
    )
    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="+", verbose_name=_("center"))

    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until (excluded)"))
    reason = models.CharField(_("reason"), max_length=200)

    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("leave hand-over")
        verbose_name_plural = _("leave hand-overs")
        constraints = [
            models.CheckConstraint(
                name="accounts_delegation_to_another",
                condition=~Q(rep=F("colleague")),
                violation_error_message=_("Choose a colleague, not the rep itself."),
            ),
            models.CheckConstraint(
                name="accounts_delegation_span",
                condition=Q(ends_on__gt=F("starts_on")),
                violation_error_message=_("The end must lie after the start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rep} → {self.colleague}"
