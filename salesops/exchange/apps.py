"""Spreadsheets in and out."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "salesops.exchange"
    label = "exchange"
