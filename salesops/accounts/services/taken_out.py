"""What people take out of the program as files stands in their trail (handbook H0)."""

from datetime import datetime

from salesops.accounts.actor import Actor
from salesops.accounts.choices import TAKEN_OUT
from salesops.accounts.models import User
from salesops.workflow.models import AuditEvent


def record_taken_out(user: User, *, file_name: str, page: str, actor: Actor, at: datetime) -> AuditEvent:
    """Write down that a person was given a file, by its name and that of its page; what is in it is not kept."""
    return AuditEvent.record(user, TAKEN_OUT, actor=actor, at=at, reason=f"{file_name} · {page}")
