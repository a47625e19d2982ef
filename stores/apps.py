"""Customers, stores, catalogue, sales records, distribution, classification, forecast."""

from django.apps import AppConfig


class StoresConfig(AppConfig):
    name = "stores"
    label = "stores"
