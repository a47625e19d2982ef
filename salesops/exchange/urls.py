"""Addresses of exchange."""

app_name = "exchange"
urlpatterns = []
