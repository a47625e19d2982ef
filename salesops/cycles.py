"""The garbage collector's search for cycles, put off where many small objects without any come and go."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def not_searched_for_cycles() -> Iterator[None]:
    """Look for no cycles meanwhile; what no cycle holds is freed as ever."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
