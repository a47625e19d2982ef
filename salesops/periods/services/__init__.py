from salesops.periods.services.deadlines import drop_deadlines, meet_deadline, reopen_deadline, set_deadlines

__all__ = ["drop_deadlines", "meet_deadline", "reopen_deadline", "set_deadlines"]
