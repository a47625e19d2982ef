"""An import, or its undo, in a process of its own, which writes its rows and then waits to be killed."""

import os
import sys
import time
from pathlib import Path

import django


def wait():
    """Say that the first chunk is written, and go no further."""
    Path(os.environ["SIGN"]).touch()
    time.sleep(60)


def main():
    from django.utils import timezone

    from salesops.exchange.registry import register
    from salesops.exchange.services import commit_import, undo_import
    from tests.salesops.exchange.kinds import CENTERS, CenterImport, CenterUndo

    register(CENTERS)
    CenterImport.trouble = CenterUndo.trouble = wait
    deed = undo_import if "undo" in sys.argv else commit_import
    deed(int(sys.argv[1]), clock=timezone.now)


if __name__ == "__main__":
    django.setup()
    main()
