"""Imports dealers' receivables from a file."""

from salesops.exchange.commands import ImportCommand


class Command(ImportCommand):
    help = "Check a file of dealers' receivables and, with --commit, import it."
    kind_code = "receivables"
