"""The tables as the migrations before this one left them, made at once: a new database needs none of their way."""

import datetime
import django.contrib.auth.validators
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from salesops.making_tables import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("accounts", "0001_initial"),
        ("accounts", "0002_add_saved_views"),
        ("accounts", "0003_keeps_unvisited_stores"),
        ("accounts", "0004_add_check_in_lines"),
        ("accounts", "0005_add_login_sessions"),
        ("accounts", "0006_list_sessions_that_are_open"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Center",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20, unique=True, verbose_name="code")),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        (
                            "works_saturday",
                            models.BooleanField(
                                default=False,
                                help_text="A six-day week, laid under the public calendar.",
                                verbose_name="works on Saturdays",
                            ),
                        ),
                        (
                            "checkin_radius_metres",
                            models.PositiveIntegerField(
                                default=300,
                                validators=[
                                    django.core.validators.MinValueValidator(50),
                                    django.core.validators.MaxValueValidator(5000),
                                ],
                                verbose_name="check-in radius (m)",
                            ),
                        ),
                        (
                            "counts_visit_sales",
                            models.BooleanField(
                                default=True,
                                help_text="Switch it off where the stores' sell-out is imported: the same units would count twice.",
                                verbose_name="sales counted in visits are sales records",
                            ),
                        ),
                        (
                            "lon",
                            models.DecimalField(
                                blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="longitude"
                            ),
                        ),
                        (
                            "lat",
                            models.DecimalField(
                                blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="latitude"
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="active")),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "keeps_unvisited_stores",
                            models.BooleanField(
                                default=False,
                                help_text="In the last ten days of a month no store may leave it that had no visit in it.",
                                verbose_name="keeps stores without a visit in the month",
                            ),
                        ),
                        (
                            "checkin_mode",
                            models.CharField(
                                choices=[
                                    ("warn", "Mark it, with a reason"),
                                    ("mend", "Mark it; “position wrong” proposes the new point"),
                                    ("block", "Refuse it"),
                                ],
                                default="mend",
                                max_length=8,
                                verbose_name="check-in outside the radius",
                            ),
                        ),
                        (
                            "position_days",
                            models.PositiveSmallIntegerField(
                                default=90,
                                help_text="Then they are deleted; what was judged by them stays.",
                                validators=[
                                    django.core.validators.MinValueValidator(7),
                                    django.core.validators.MaxValueValidator(366),
                                ],
                                verbose_name="days that positions are kept",
                            ),
                        ),
                        (
                            "positions_from",
                            models.TimeField(default=datetime.time(8, 0), verbose_name="positions are kept from"),
                        ),
                        (
                            "positions_until",
                            models.TimeField(default=datetime.time(21, 0), verbose_name="positions are kept until"),
                        ),
                    ],
                    options={
                        "verbose_name": "center",
                        "verbose_name_plural": "centers",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("checkin_radius_metres__gte", 50), ("checkin_radius_metres__lte", 5000)
                                ),
                                name="accounts_center_radius_sane",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("lat__isnull", True), ("lon__isnull", True)),
                                    models.Q(
                                        ("lat__gte", -90),
                                        ("lat__isnull", False),
                                        ("lat__lte", 90),
                                        ("lon__gte", -180),
                                        ("lon__isnull", False),
                                        ("lon__lte", 180),
                                    ),
                                    _connector="OR",
                                ),
                                name="accounts_center_position_pair",
                                violation_error_message="Give both longitude and latitude, or neither.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("checkin_mode__in", ["warn", "mend", "block"])),
                                name="accounts_center_checkin_mode_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("positions_from__lt", models.F("positions_until"))),
                                name="accounts_center_position_hours",
                                violation_error_message="The hours must begin before they end.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("position_days__gte", 7), ("position_days__lte", 366)),
                                name="accounts_center_position_days_sane",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        (
                            "username",
                            models.CharField(
                                error_messages={"unique": "A user with that username already exists."},
                                help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                                max_length=150,
                                unique=True,
                                validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                                verbose_name="username",
                            ),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                        (
                            "is_staff",
                            models.BooleanField(
                                default=False,
                                help_text="Designates whether the user can log into this admin site.",
                                verbose_name="staff status",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                                verbose_name="active",
                            ),
                        ),
                        (
                            "date_joined",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined"),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("rep", "Rep"),
                                    ("manager", "Center manager"),
                                    ("marketing", "Marketing"),
                                    ("hq", "HQ"),
                                    ("admin", "Admin"),
                                ],
                                max_length=12,
                                verbose_name="role",
                            ),
                        ),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                        (
                            "language",
                            models.CharField(
                                choices=[("zh-hans", "中文"), ("en", "English")],
                                default="zh-hans",
                                max_length=10,
                                verbose_name="language",
                            ),
                        ),
                        ("is_demo", models.BooleanField(default=False, editable=False)),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                        (
                            "center",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="users",
                                to="accounts.center",
                                verbose_name="center",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "user",
                        "verbose_name_plural": "users",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("role__in", ["rep", "manager", "marketing", "hq", "admin"])),
                                name="accounts_user_role_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("center__isnull", False), ("role__in", ("rep", "manager"))),
                                    models.Q(
                                        models.Q(("role__in", ("rep", "manager")), _negated=True),
                                        ("center__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="accounts_user_center_by_role",
                                violation_error_message="Reps and center managers belong to a center, the others to none.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Delegation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(verbose_name="until (excluded)")),
                        ("reason", models.CharField(max_length=200, verbose_name="reason")),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "center",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.center",
                                verbose_name="center",
                            ),
                        ),
                        (
                            "colleague",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stands_in_for",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="colleague",
                            ),
                        ),
                        (
                            "rep",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="work_handed_over",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="rep on leave",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "leave hand-over",
                        "verbose_name_plural": "leave hand-overs",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("rep", models.F("colleague")), _negated=True),
                                name="accounts_delegation_to_another",
                                violation_error_message="Choose a colleague, not the rep itself.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                                name="accounts_delegation_span",
                                violation_error_message="The end must lie after the start.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SavedView",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("list_name", models.CharField(max_length=60)),
                        ("name", models.CharField(blank=True, max_length=40, verbose_name="name")),
                        ("query", models.CharField(blank=True, max_length=1000)),
                        ("is_default", models.BooleanField(default=False)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "list_name", "name"), name="accounts_savedview_one_name"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_default", True)),
                                fields=("user", "list_name"),
                                name="accounts_savedview_one_default",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_default", False), models.Q(("name", ""), _negated=True), _connector="OR"
                                ),
                                name="accounts_savedview_default_has_name",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LoginSession",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("user_agent", models.CharField(blank=True, max_length=200)),
                        ("network", models.CharField(blank=True, max_length=40)),
                        ("created_at", models.DateTimeField()),
                        (
                            "session",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="sessions.session"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="login_sessions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
            ]
        ),
    ]
