"""Targets, profit plans, amendments, tracking."""

from django.apps import AppConfig


class DealersConfig(AppConfig):
    name = "dealers"
    label = "dealers"
