"""Targets, profit plans, amendments, tracking."""
