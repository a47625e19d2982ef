"""Addresses of the feed of visits."""

from django.urls import path

from visits.api import feeds

app_name = "visits_api"
urlpatterns = [path("visits/", feeds.visit_feed, name="visits")]
