"""Parts that a room puts on every page of a role, such as what looks after the data on a phone."""

from salesops.accounts.choices import Role

_companions: dict[Role, list[str]] = {}


def register(role: Role, template: str) -> None:
    """Name a template that each page of this role ends with, from `AppConfig.ready`; once is enough."""
    templates = _companions.setdefault(Role(role), [])
    if template not in templates:
        templates.append(template)


def companions_of(role: str) -> list[str]:
    """The templates of one role, in the order of the rooms."""
    return _companions.get(Role(role), [])
