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
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Plug in the visit standard; there is one, so a second registration replaces the first."""
    _providers[:] = [provider]


def load_by_class(center_id: int) -> Mapping[str, ClassLoad]:
    """The load of each class in a center; empty while nobody has said it."""
    return _providers[0](center_id) if _providers else {}
