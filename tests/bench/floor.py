"""The floor: the least that Django does for the same pages, to which ours are held (make bench).

One file, one app, no business: a logged-in list of 50 stores with a search, a card with its last 20 visits.
"""

import os
from pathlib import Path

import environ
from django.conf import settings

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    DATABASES={"default": environ.Env.db_url_config(os.environ["DATABASE_URL"]) | {"CONN_MAX_AGE": 60}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
    LOGIN_URL="/login/",
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    ROOT_URLCONF="tests.bench.floor",
    SECRET_KEY="the floor keeps no secrets",
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [Path(__file__).parent / "templates"],
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                ]
            },
        }
    ],
    USE_TZ=True,
)

import django  # noqa: E402

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.auth.decorators import login_required  # noqa: E402
from django.contrib.auth.views import LoginView  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.shortcuts import get_object_or_404, render  # noqa: E402
from django.urls import path  # noqa: E402


class Region(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "floor"

    def __str__(self) -> str:
        return self.name


class Store(models.Model):
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=12, unique=True)
    city = models.CharField(max_length=60)
    region = models.ForeignKey(Region, models.CASCADE)
    store_class = models.CharField(max_length=1)
    status = models.CharField(max_length=10)
    turnover = models.DecimalField(max_digits=14, decimal_places=2)
    updated_at = models.DateTimeField()

    class Meta:
        app_label = "floor"

    def __str__(self) -> str:
        return self.name


class Visit(models.Model):
    store = models.ForeignKey(Store, models.CASCADE)
    at = models.DateTimeField()
    kind = models.CharField(max_length=10)
    note = models.CharField(max_length=200)

    class Meta:
        app_label = "floor"
        indexes = [models.Index(fields=["store", "-at"], name="floor_visit_of_store")]

    def __str__(self) -> str:
        return self.note


@login_required
def store_list(request):
    rows = Store.objects.select_related("region").order_by("id")
    if words := request.GET.get("q"):
        rows = rows.filter(name__icontains=words)
    return render(request, "list.html", {"rows": rows[:50], "total": rows.count(), "q": words})


@login_required
def store_detail(request, pk):
    store = get_object_or_404(Store.objects.select_related("region"), pk=pk)
    return render(request, "detail.html", {"store": store, "visits": store.visit_set.order_by("-at")[:20]})


urlpatterns = [
    path("login/", LoginView.as_view(template_name="login.html", next_page="/stores/")),
    path("stores/", store_list),
    path("stores/<int:pk>/", store_detail),
]
application = get_wsgi_application()


def fill(stores: int, *, user: str, password: str) -> None:
    """Make the tables with so many stores and ten visits to each, and the person who looks."""
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        for model in (Region, Store, Visit):
            editor.create_model(model)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO floor_region (id, name) SELECT n, 'Region ' || n FROM generate_series(1, 80) n")
        cursor.execute(
            "INSERT INTO floor_store (name, code, city, region_id, store_class, status, turnover, updated_at) "
            "SELECT 'Store ' || n || ' ' || substr(md5(n::text), 1, 8), lpad(n::text, 8, '0'), 'City ' || (n %% 200), "
            "1 + n %% 80, (ARRAY['A', 'B', 'C'])[1 + n %% 3], 'active', (n * 7919) %% 1000003, now() "
            "FROM generate_series(1, %s) n",
            [stores],
        )
        cursor.execute(
            "INSERT INTO floor_visit (store_id, at, kind, note) "
            "SELECT 1 + n %% %s, now() - (n %% 8760) * interval '1 hour', 'visit', 'note ' || n "
            "FROM generate_series(1, %s) n",
            [stores, stores * 10],
        )
        cursor.execute("ANALYZE")
    get_user_model().objects.create_user(user, password=password)
