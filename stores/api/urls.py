"""Addresses of the feeds of stores and sales."""

from django.urls import path

from stores.api import feeds

app_name = "stores_api"
urlpatterns = [
    path("stores/", feeds.store_feed, name="stores"),
    path("sales/", feeds.sale_feed, name="sales"),
]
