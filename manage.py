#!/usr/bin/env python
"""The door for every command of the project."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesops.settings")
    execute_from_command_line(sys.argv)
