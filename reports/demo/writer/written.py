"""What has been written so far, by the code that the world knows it under."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_noop

from reports.demo.world import World
from reports.demo.writer.shelves import Shelf
from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from salesops.accounts.models import Center, User
from stores.models import Customer, HandsetModel, Sku, Store

SHANGHAI = ZoneInfo("Asia/Shanghai")
JOB = Actor.system(gettext_noop("seed_demo"))
BATCH = 2000
PAST_WEEKS = 6
_MOST_STORES_WITH_WORK = 2000
BECAUSE = "the demonstration fills an empty database"


@dataclass
class Written:
    """The rows that later steps refer to; `at` is the moment that the demonstration stands at."""

    world: World
    at: datetime
    say: Callable[[str], None]
    centers: dict[str, Center] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    customers: dict[str, Customer] = field(default_factory=dict)
    stores: dict[str, Store] = field(default_factory=dict)
    models: dict[str, HandsetModel] = field(default_factory=dict)
    skus: dict[str, Sku] = field(default_factory=dict)
    shelves: dict[str, Shelf] = field(default_factory=dict)
    stand_ins: dict[int, int] = field(default_factory=dict)

    @property
    def seed(self) -> int:
        return self.world.options.seed

    @cached_property
    def is_for_load(self) -> bool:
        """Whether the world is so large that routes, plans and reviews are left to the program's own jobs."""
        return sum(len(center.stores) for center in self.world.centers) > _MOST_STORES_WITH_WORK

    @property
    def reps(self) -> list[User]:
        return [user for user in self.users.values() if user.role == Role.REP]

    def worker_of(self, rep_id: int, on: date) -> int:
        """Who does a rep's work on a day: today somebody else, if the rep is on leave."""
        return self.stand_ins.get(rep_id, rep_id) if on == self.today else rep_id

    def actor_of(self, user_id: int) -> Actor:
        return self._actors[user_id]

    def manager_of(self, center_id: int) -> Actor:
        return next(actor for actor in self._actors.values() if actor.manages(center_id))

    @cached_property
    def _actors(self) -> dict[int, Actor]:
        return {
            user.pk: Actor(user_id=user.pk, role=user.role, center_id=user.center_id) for user in self.users.values()
        }

    @cached_property
    def skus_on_sale(self) -> frozenset[str]:
        """What a visit counts: SKUs of models that are not at the end of their life."""
        handsets = (one for one in self.world.handsets if one.ended_on > self.today)
        return frozenset(variant.code for handset in handsets for variant in handset.variants)

    @property
    def shelves_since(self) -> date:
        """The morning from which the visits tell what they found."""
        return self.today - timedelta(weeks=PAST_WEEKS, days=1)

    @property
    def today(self) -> date:
        return self.world.options.today


def moment(day: date, minute: int) -> datetime:
    """A time of that day in Shanghai, in minutes after midnight."""
    return datetime.combine(day, time(), SHANGHAI) + timedelta(minutes=minute)
