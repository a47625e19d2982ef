"""Centers and people."""

import factory
from django.utils import timezone

from salesops.accounts.choices import Role
from salesops.accounts.models import Center, Delegation, User


class CenterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Center

    code = factory.Sequence(lambda n: f"C{n:03}")
    name = factory.Sequence(lambda n: f"第{n}中心")


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    name = factory.Sequence(lambda n: f"员工{n}")
    role = Role.REP
    first_steps_seen_at = factory.LazyFunction(timezone.now)  # They know their way.
    password = "!"  # Nobody logs in with it; tests use force_login.
    center = factory.Maybe("belongs_to_center", yes_declaration=factory.SubFactory(CenterFactory), no_declaration=None)

    class Params:
        belongs_to_center = factory.LazyAttribute(lambda user: user.role in (Role.REP, Role.MANAGER))


class DelegationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Delegation

    rep = factory.SubFactory(UserFactory)
    colleague = factory.SubFactory(UserFactory, center=factory.SelfAttribute("..rep.center"))
    center = factory.SelfAttribute("rep.center")
    reason = "年假"
