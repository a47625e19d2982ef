"""An import in a process of its own, which writes half of the rows and then waits to be killed."""

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
    from salesops.exchange.services import commit_import
    from tests.salesops.exchange.kinds import CENTERS, CenterImport

    register(CENTERS)
    CenterImport.trouble = wait
    commit_import(int(sys.argv[1]), clock=timezone.now)


if __name__ == "__main__":
    django.setup()
    main()
