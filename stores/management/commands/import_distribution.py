"""Imports the distribution standard from a file."""

from salesops.exchange.commands import ImportCommand


class Command(ImportCommand):
    help = "Check a file of the distribution standard and, with --commit, import it."
    kind_code = "distribution"
