"""Visit standards, route plans, visits and evidence, market reports."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "visits"
    label = "visits"
