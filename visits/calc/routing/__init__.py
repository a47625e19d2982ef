"""Periodic day routes of one rep (handbook H4.3): dataclasses in, dataclasses out."""
