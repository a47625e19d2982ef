"""Launches, promotions, promoters."""

from django.apps import AppConfig


class PromotionsConfig(AppConfig):
    name = "promotions"
    label = "promotions"
