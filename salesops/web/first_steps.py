"""What each role does first; the room that knows all pages fills it in when the program starts (handbook H13)."""

from dataclasses import dataclass

from django.utils.functional import Promise

from salesops.accounts.choices import Role


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One thing to do: where, what is done there, and the clause that says why."""

    label: str | Promise
    words: str | Promise
    url_name: str
    clause: str


_steps: dict[Role, tuple[FirstStep, ...]] = {}


def register(role: Role, *steps: FirstStep) -> None:
    """The steps of a role in their order, from `AppConfig.ready`; the same role again replaces the former."""
    _steps[Role(role)] = steps


def steps_of(role: str) -> tuple[FirstStep, ...]:
    return _steps.get(Role(role), ())
