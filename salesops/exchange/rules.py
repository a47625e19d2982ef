"""Who may import (handbook H0)."""

from salesops.accounts.actor import Actor


def may_import(actor: Actor, _run=None) -> bool:
    """Imports are the admin's; a job or a command may run them too."""
    return actor.is_admin or actor.role == "system"
