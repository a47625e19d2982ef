"""Imports promoters from a file."""

from salesops.exchange.commands import ImportCommand


class Command(ImportCommand):
    help = "Check a file of promoters and, with --commit, import it."
    kind_code = "promoters"
