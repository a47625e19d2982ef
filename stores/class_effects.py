"""The socket for what a class means in work: visits a week and minutes (handbook H3, H4.1).

The room that keeps the visit standard registers a provider in `AppConfig.ready`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class ClassLoad:
    """What one store of a class asks of its rep in a week."""

    visits_per_week: Fraction
    minutes_per_week: Fraction


# By center id, the load of each class.
Provider = Callable[[int], Mapping[str, ClassLoad]]
# By center id, the minutes a week that each rep has for stores and the ways to them.
WeekProvider = Callable[[int], Mapping[int, int]]
_providers: list[Provider] = []
_week_providers: list[WeekProvider] = []


def register(provider: Provider) -> None:
    """Plug in the visit standard; there is one, so a second registration replaces the first."""
    _providers[:] = [provider]


def register_week(provider: WeekProvider) -> None:
    """Plug in the reps' days; a second registration replaces the first."""
    _week_providers[:] = [provider]


def load_by_class(center_id: int) -> Mapping[str, ClassLoad]:
    """The load of each class in a center; empty while nobody has said it."""
    return _providers[0](center_id) if _providers else {}


def week_minutes_by_rep(center_id: int) -> Mapping[int, int]:
    """What each rep of a center has for stores and ways in a week; empty while nobody has said it."""
    return _week_providers[0](center_id) if _week_providers else {}
