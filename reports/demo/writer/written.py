"""What has been written so far, by the code that the world knows it under."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from reports.demo.world import World
from salesops.accounts.actor import Actor
from salesops.accounts.models import Center, User
from stores.models import Customer, HandsetModel, Sku, Store

SHANGHAI = ZoneInfo("Asia/Shanghai")
JOB = Actor.system("seed_demo")
BATCH = 2000
BECAUSE = "the demonstration fills an empty database"


@dataclass(slots=True)
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

    @property
    def seed(self) -> int:
        return self.world.options.seed

    @property
    def today(self) -> date:
        return self.world.options.today


def moment(day: date, minute: int) -> datetime:
    """A time of that day in Shanghai, in minutes after midnight."""
    return datetime.combine(day, time(), SHANGHAI) + timedelta(minutes=minute)
