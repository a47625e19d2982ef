"""Centers and the people who log in; everybody's password is the same, hashed once."""

from decimal import Decimal

from django.contrib.auth.hashers import make_password

from reports.demo import words
from reports.demo.world import Center as CenterOfWorld
from reports.demo.world import Rep
from reports.demo.writer.written import BATCH, Written
from salesops.accounts.choices import Role
from salesops.accounts.models import Center, User

PASSWORD = "demo"  # noqa: S105  Shown on the login page of the demonstration.
_COMPANY_PEOPLE = (
    ("admin", "系统管理员", Role.ADMIN),
    ("hq", words.COMPANY, Role.HQ),
    ("marketing", "市场部", Role.MARKETING),
)


def write_people(written: Written) -> None:
    centers = [_center(one) for one in written.world.centers]
    Center.objects.bulk_create(centers)
    written.centers = {center.code: center for center in centers}
    password = make_password(PASSWORD)
    users = [_user(username, name, role, password) for username, name, role in _COMPANY_PEOPLE]
    for one in written.world.centers:
        center = written.centers[one.plan.code]
        users.append(_center_user(one.manager, Role.MANAGER, center, password))
        users += [_center_user(rep, Role.REP, center, password) for rep in one.reps]
    User.objects.bulk_create(users, batch_size=BATCH)
    written.users = {user.username: user for user in users}
    written.say(f"{len(centers)} centers, {len(users)} people")


def degrees(value: float) -> Decimal:
    return Decimal(f"{value:.6f}")


def _center(one: CenterOfWorld) -> Center:
    return Center(
        code=one.plan.code,
        name=one.plan.name,
        works_saturday=one.plan.works_saturday,
        lon=degrees(one.middle.lon),
        lat=degrees(one.middle.lat),
    )


def _user(username: str, name: str, role: Role, password: str) -> User:
    """A person of the demonstration; anywhere else the password that everybody knows has to be changed first."""
    return User(username=username, name=name, role=role, password=password, is_demo=True, must_change_password=True)


def _center_user(person: Rep, role: Role, center: Center, password: str) -> User:
    user = _user(person.username, person.name, role, password)
    user.center, user.phone = center, person.phone
    return user
