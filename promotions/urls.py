"""Addresses of promotions."""

app_name = "promotions"
urlpatterns = []
