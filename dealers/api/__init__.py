"""Feeds for other programs (handbook H13)."""
