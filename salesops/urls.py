"""Where each room's pages hang. Rooms are named by string; the pages for a supervisor alone are the site's own."""

from django.urls import include, path

from salesops.web.views.health import healthz, readyz
from salesops.web.views.metrics import metrics

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("accounts/", include("salesops.accounts.urls")),
    path("deadlines/", include("salesops.periods.urls")),
    path("exchange/", include("salesops.exchange.urls")),
    path("notices/", include("salesops.notices.urls")),
    path("stores/", include("stores.urls")),
    path("visits/", include("visits.urls")),
    path("promotions/", include("promotions.urls")),
    path("dealers/", include("dealers.urls")),
    path("reports/", include("reports.urls")),
    path("api/", include("stores.api.urls")),
    path("api/", include("visits.api.urls")),
    path("api/", include("dealers.api.urls")),
    path("", include("salesops.web.urls")),
]
