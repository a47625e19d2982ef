from salesops.periods.services.deadlines import meet_deadline, reopen_deadline, set_deadlines

__all__ = ["meet_deadline", "reopen_deadline", "set_deadlines"]
