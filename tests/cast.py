"""The people of every page test: two centers, and one person of each role (handbook H0)."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, fields

import pytest
from django.db import transaction
from django.test import Client
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


@pytest.fixture(scope="module")
def people(django_db_setup, django_db_blocker) -> Iterator[tuple[Cast, dict[str, Client]]]:
    """The cast and a browser of each, logged in once for a whole module: for tests that go through every URL."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        yield cast, {who: client_of(cast, who) for who in ("nobody", *PEOPLE)}
        transaction.set_rollback(True)


@pytest.fixture
def entered(people) -> Iterator[tuple[Cast, Callable[[str], Client]]]:
    """The module's cast, and a fresh browser in which one of them is logged in; what a test makes is rolled back."""
    cast, clients = people
    with transaction.atomic():
        yield cast, lambda who: copy_of(clients[who])
        transaction.set_rollback(True)


def client_of(cast: Cast, who: str) -> Client:
    client = Client(raise_request_exception=False)
    if who != "nobody":
        client.force_login(getattr(cast, who))
    return client


def copy_of(client: Client) -> Client:
    """Another browser with the same cookies, so that a log-out ends this one alone."""
    copy = Client(raise_request_exception=False)
    copy.cookies = deepcopy(client.cookies)
    return copy


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
