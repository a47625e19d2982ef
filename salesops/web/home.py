"""The first page of each role; the room that has it registers it."""

from salesops.accounts.choices import Role

_homes: dict[Role, str] = {}


def register(role: Role, url_name: str) -> None:
    """Name the page on which people of this role begin, from `AppConfig.ready`."""
    _homes[Role(role)] = url_name


def home_of(role: str) -> str:
    """The name of the role's first page; all its places if no room has one."""
    return _homes.get(Role(role), "web:places")
