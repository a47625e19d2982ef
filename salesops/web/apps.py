"""Pages' bases, answers and components."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "salesops.web"
    label = "web"
