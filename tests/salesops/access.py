"""Who gets what from the pages for a supervisor: they are open, and no worker beats during the test."""

from tests.architecture.access import Access

ROWS = {
    "metrics": Access(rep=404, manager=404, marketing=404, hq=404, admin=404, is_open=True),
    "healthz": Access(is_open=True),
    "readyz": Access(rep=503, manager=503, marketing=503, hq=503, admin=503, is_open=True),
}
