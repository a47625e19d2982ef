"""Addresses of the feed of plans."""

from django.urls import path

from dealers.api import feeds

app_name = "dealers_api"
urlpatterns = [path("plans/", feeds.plan_feed, name="plans")]
