from tests.visits.execution.payloads import open_visit, shop

__all__ = ["open_visit", "shop"]
