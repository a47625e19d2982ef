"""Where each room's pages hang. Rooms are named by string; the health pages are the only ones of the site itself."""

from django.urls import include, path

from salesops.web.views.health import healthz, readyz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("accounts/", include("salesops.accounts.urls")),
    path("deadlines/", include("salesops.periods.urls")),
    path("exchange/", include("salesops.exchange.urls")),
    path("notices/", include("salesops.notices.urls")),
    path("stores/", include("stores.urls")),
    path("visits/", include("visits.urls")),
    path("promotions/", include("promotions.urls")),
    path("dealers/", include("dealers.urls")),
    path("reports/", include("reports.urls")),
    path("", include("salesops.web.urls")),
]
