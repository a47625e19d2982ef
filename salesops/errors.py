"""Refusals that a user may read."""


class DomainError(Exception):
    """A deed that cannot be done, with a translated sentence that says what to do instead."""


class ScopeMissing(RuntimeError):
    """A query on business data was about to run without a looker: a bug, never a leak."""
