"""Imports travel times between stores from a file (handbook H4.2)."""

from salesops.exchange.commands import ImportCommand


class Command(ImportCommand):
    help = "Check a file of travel times and, with --commit, import it."
    kind_code = "travel_times"
