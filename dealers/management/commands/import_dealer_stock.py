"""Imports dealers' stock from a file."""

from salesops.exchange.commands import ImportCommand


class Command(ImportCommand):
    help = "Check a file of dealers' stock and, with --commit, import it."
    kind_code = "dealer_stock"
