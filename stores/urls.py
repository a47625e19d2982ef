"""Addresses of stores."""

app_name = "stores"
urlpatterns = []
