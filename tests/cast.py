"""The people of every page test: two centers, and one person of each role (handbook H0)."""

from dataclasses import dataclass, fields

import pytest
from django.utils import timezone

from salesops.accounts.actor import Actor, actor_for
from salesops.accounts.choices import Role
from salesops.accounts.models import Center, User
from tests.factories.accounts import CenterFactory, UserFactory


@dataclass(frozen=True)
class Cast:
    """`rep` owns things; `colleague` is of the same center; `stranger` manages another center."""

    rep: User
    colleague: User
    manager: User
    stranger: User
    foreign_rep: User
    marketing: User
    hq: User
    admin: User
    center: Center
    other_center: Center

    def actor(self, who: str) -> Actor:
        return actor_for(getattr(self, who), timezone.localdate())


PEOPLE = tuple(field.name for field in fields(Cast) if "center" not in field.name)


@pytest.fixture
def cast(db) -> Cast:
    return make_cast()


def make_cast() -> Cast:
    here, elsewhere = CenterFactory(name="本中心"), CenterFactory(name="外中心")
    return Cast(
        rep=UserFactory(center=here, name="本代表"),
        colleague=UserFactory(center=here, name="同事"),
        manager=UserFactory(center=here, role=Role.MANAGER, name="本经理"),
        stranger=UserFactory(center=elsewhere, role=Role.MANAGER, name="外经理"),
        foreign_rep=UserFactory(center=elsewhere, name="外代表"),
        marketing=UserFactory(role=Role.MARKETING, name="市场"),
        hq=UserFactory(role=Role.HQ, name="总部"),
        admin=UserFactory(role=Role.ADMIN, name="管理"),
        center=here,
        other_center=elsewhere,
    )
