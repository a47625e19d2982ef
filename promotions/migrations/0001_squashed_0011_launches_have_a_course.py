"""The tables as the migrations before this one left them, made at once: a new database needs none of their way."""

from importlib import import_module

import datetime
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import promotions.models.files
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models
from salesops.making_tables import CreateModels

_guards = import_module("promotions.migrations.0007_promoters_by_the_database")
_limits = import_module("promotions.migrations.0003_first_limits")


class Migration(migrations.Migration):
    replaces = [
        ("promotions", "0001_initial"),
        ("promotions", "0002_lifecycle"),
        ("promotions", "0003_first_limits"),
        ("promotions", "0004_launches"),
        ("promotions", "0005_execution"),
        ("promotions", "0006_promoters"),
        ("promotions", "0007_promoters_by_the_database"),
        ("promotions", "0008_recruiting"),
        ("promotions", "0009_roster"),
        ("promotions", "0010_training_and_appraisals"),
        ("promotions", "0011_launches_have_a_course"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("stores", "0025_room_for_new_versions"),
        ("visits", "0011_travel_ways"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Promotion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("price_cut", "Price cut"),
                                    ("gift", "Gift"),
                                    ("bundle", "Bundle"),
                                    ("trade_in", "Trade-in"),
                                    ("roadshow", "Roadshow"),
                                    ("display", "Display reward"),
                                    ("temps", "Temporary promoters"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("mechanics", models.TextField(max_length=2000, verbose_name="mechanics")),
                        ("starts_on", models.DateField(verbose_name="starts on")),
                        ("ends_on", models.DateField(help_text="The last day.", verbose_name="ends on")),
                        (
                            "budget_yuan",
                            models.DecimalField(
                                decimal_places=2, default=0, max_digits=14, verbose_name="budget (CNY)"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("submitted", "Submitted"),
                                    ("returned", "Returned"),
                                    ("published", "Published"),
                                    ("closed", "Closed"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("created_at", models.DateTimeField()),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "handset_models",
                            models.ManyToManyField(related_name="+", to="stores.handsetmodel", verbose_name="models"),
                        ),
                        (
                            "approval_level",
                            models.CharField(
                                blank=True,
                                choices=[("manager", "Center manager"), ("marketing", "Marketing"), ("hq", "HQ")],
                                default="",
                                editable=False,
                                max_length=10,
                                verbose_name="approved by",
                            ),
                        ),
                        (
                            "center",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.center",
                                verbose_name="center",
                            ),
                        ),
                        (
                            "is_short_notice",
                            models.BooleanField(default=False, editable=False, verbose_name="at short notice"),
                        ),
                        (
                            "target_units",
                            models.PositiveIntegerField(default=0, editable=False, verbose_name="target (extra units)"),
                        ),
                    ],
                    options={
                        "verbose_name": "promotion",
                        "verbose_name_plural": "promotions",
                        "indexes": [
                            models.Index(fields=["starts_on", "ends_on"], name="promotions_promotion_days"),
                            models.Index(fields=["status", "-starts_on"], name="promotions_promotion_state"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="promotions_promotion_span",
                                violation_error_message="The last day must not lie before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["price_cut", "gift", "bundle", "trade_in", "roadshow", "display", "temps"],
                                    )
                                ),
                                name="promotions_promotion_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        ["draft", "submitted", "returned", "published", "closed", "cancelled"],
                                    )
                                ),
                                name="promotions_promotion_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("approval_level__in", ["", "manager", "marketing", "hq"])),
                                name="promotions_promotion_level_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "submitted"), _negated=True),
                                    models.Q(("approval_level", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="promotions_promotion_submitted_has_level",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("budget_yuan__gte", 0)),
                                name="promotions_promotion_budget",
                                violation_error_message="A budget is not below nought.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PromotionStore",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("extra_units", models.PositiveIntegerField(default=0, verbose_name="extra units expected")),
                        (
                            "promotion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stores",
                                to="promotions.promotion",
                            ),
                        ),
                        (
                            "store",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stores.store"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("promotion", "store"), name="promotions_promotionstore_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ApprovalLimit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[("manager", "Center manager"), ("marketing", "Marketing"), ("hq", "HQ")],
                                editable=False,
                                max_length=10,
                                unique=True,
                                verbose_name="level",
                            ),
                        ),
                        (
                            "up_to_yuan",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="Empty: without a limit.",
                                max_digits=14,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="up to (CNY)",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "approval limit",
                        "verbose_name_plural": "approval limits",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("level__in", ["manager", "marketing", "hq"])),
                                name="promotions_approvallimit_level_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("up_to_yuan__isnull", True), ("up_to_yuan__gte", 0), _connector="OR"
                                ),
                                name="promotions_approvallimit_not_negative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("level", "hq"), _negated=True),
                                    ("up_to_yuan__isnull", True),
                                    _connector="OR",
                                ),
                                name="promotions_approvallimit_hq_decides_all",
                                violation_error_message="HQ approves without a limit.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CostLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[("planned", "Planned"), ("booked", "Booked")],
                                max_length=8,
                                verbose_name="planned or booked",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("price_support", "Price support"),
                                    ("gifts", "Gifts"),
                                    ("posm", "POSM"),
                                    ("temp_staff", "Temporary staff"),
                                    ("other", "Other cost"),
                                ],
                                max_length=16,
                                verbose_name="kind of cost",
                            ),
                        ),
                        ("cost_on", models.DateField(verbose_name="day")),
                        (
                            "quantity",
                            models.PositiveIntegerField(
                                default=1,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="quantity",
                            ),
                        ),
                        (
                            "unit_price_yuan",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=12,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="unit price (CNY)",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        ("created_at", models.DateTimeField()),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "promotion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="cost_lines",
                                to="promotions.promotion",
                            ),
                        ),
                        (
                            "store",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="stores.store",
                                verbose_name="store",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "cost line",
                        "verbose_name_plural": "cost lines",
                        "indexes": [
                            models.Index(fields=["promotion", "stage", "kind"], name="promotions_costline_sums")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("stage__in", ["planned", "booked"])),
                                name="promotions_costline_stage_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["price_support", "gifts", "posm", "temp_staff", "other"])
                                ),
                                name="promotions_costline_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("quantity__gte", 1), ("unit_price_yuan__gte", 0)),
                                name="promotions_costline_amounts",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PromotionBudget",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.DateField(verbose_name="month")),
                        (
                            "amount_yuan",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=14,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="budget (CNY)",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "center",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.center",
                                verbose_name="center",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "promotion budget",
                        "verbose_name_plural": "promotion budgets",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("center", "month"),
                                name="promotions_promotionbudget_one_per_month",
                                violation_error_message="The center has a budget for this month already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)), name="promotions_promotionbudget_first_of_month"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount_yuan__gte", 0)),
                                name="promotions_promotionbudget_not_negative",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Course",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=80, unique=True, verbose_name="course")),
                        ("is_required", models.BooleanField(default=True, verbose_name="required of every promoter")),
                        (
                            "required_from",
                            models.DateField(
                                help_text="Who was employed before has the days to do it from here on.",
                                verbose_name="required from",
                            ),
                        ),
                        (
                            "days_to_do",
                            models.PositiveSmallIntegerField(
                                default=30,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(366),
                                ],
                                verbose_name="days to do it",
                            ),
                        ),
                        (
                            "pass_score",
                            models.PositiveSmallIntegerField(
                                default=60,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="passed from (points)",
                            ),
                        ),
                        (
                            "valid_months",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Empty: for good.",
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(60),
                                ],
                                verbose_name="valid for (months)",
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="active")),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "course",
                        "verbose_name_plural": "courses",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pass_score__lte", 100)), name="promotions_course_pass_score"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Launch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("starts_on", models.DateField(verbose_name="starts on")),
                        (
                            "ends_on",
                            models.DateField(
                                help_text="The last day; the norm is four weeks after the start.",
                                verbose_name="in all stores by",
                            ),
                        ),
                        ("answer_due_on", models.DateField(blank=True, null=True, verbose_name="centers answer by")),
                        ("arguments", models.TextField(blank=True, max_length=2000, verbose_name="arguments")),
                        ("rule", models.JSONField(default=dict, editable=False)),
                        ("quantity", models.PositiveIntegerField(default=0, verbose_name="quantity")),
                        ("split_rule", models.CharField(blank=True, editable=False, max_length=30)),
                        ("split_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("offered", "With the centers"),
                                    ("published", "Published"),
                                    ("closed", "Closed"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("created_at", models.DateTimeField()),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "predecessor",
                            models.ForeignKey(
                                blank=True,
                                help_text="Stores get their share by what they sold of it.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="stores.handsetmodel",
                                verbose_name="predecessor",
                            ),
                        ),
                        (
                            "course",
                            models.ForeignKey(
                                blank=True,
                                help_text="Promoters in the target stores are to have passed it by the start.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="promotions.course",
                                verbose_name="course",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "launch",
                        "verbose_name_plural": "launches",
                        "indexes": [models.Index(fields=["status", "-starts_on"], name="promotions_launch_by_status")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["draft", "offered", "published", "closed", "cancelled"])
                                ),
                                name="promotions_launch_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                                name="promotions_launch_span",
                                violation_error_message="The last day must lie after the first.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LaunchAlarm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("week_on", models.DateField(verbose_name="week from")),
                        ("carrying", models.PositiveIntegerField(verbose_name="stores that carry it")),
                        ("stores", models.PositiveIntegerField(verbose_name="target stores")),
                        ("planned_stores", models.PositiveIntegerField(verbose_name="planned by then")),
                        ("raised_at", models.DateTimeField()),
                        (
                            "center",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.center"
                            ),
                        ),
                        (
                            "launch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="alarms",
                                to="promotions.launch",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "alarm of a launch",
                        "verbose_name_plural": "alarms of launches",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("launch", "center", "week_on"), name="promotions_launchalarm_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LaunchCenter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("suggested", models.PositiveIntegerField(default=0, verbose_name="suggested")),
                        ("typed", models.PositiveIntegerField(blank=True, null=True, verbose_name="fixed by hand")),
                        ("quantity", models.PositiveIntegerField(default=0, verbose_name="quantity")),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waits for the center"),
                                    ("returned", "Returned"),
                                    ("accepted", "Accepted"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
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
                            "launch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="centers",
                                to="promotions.launch",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "center's share",
                        "verbose_name_plural": "centers' shares",
                        "constraints": [
                            models.UniqueConstraint(fields=("launch", "center"), name="promotions_launchcenter_once"),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["waiting", "returned", "accepted"])),
                                name="promotions_launchcenter_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("typed__isnull", True), ("typed", models.F("quantity")), _connector="OR"
                                ),
                                name="promotions_launchcenter_typed_holds",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LaunchFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("training", "Training material"), ("material", "Sales material")],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        (
                            "file",
                            models.FileField(
                                max_length=200,
                                storage=promotions.models.files.launch_storage,
                                upload_to="launches/%Y/%m",
                                verbose_name="file",
                            ),
                        ),
                        ("name", models.CharField(editable=False, max_length=120)),
                        ("size_bytes", models.PositiveBigIntegerField(editable=False)),
                        ("added_at", models.DateTimeField()),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "launch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="promotions.launch",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "file of a launch",
                        "verbose_name_plural": "files of launches",
                        "ordering": ["kind", "title", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["training", "material"])),
                                name="promotions_launchfile_kind_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LaunchModel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "price_yuan",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=10,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="price (CNY)",
                            ),
                        ),
                        (
                            "weight",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="parts of the quantity",
                            ),
                        ),
                        (
                            "launch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="models",
                                to="promotions.launch",
                            ),
                        ),
                        (
                            "model",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="stores.handsetmodel",
                                verbose_name="model",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("launch", "model"), name="promotions_launchmodel_once"),
                            models.CheckConstraint(
                                condition=models.Q(("weight__gte", 1), ("weight__lte", 100)),
                                name="promotions_launchmodel_weight",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("price_yuan__isnull", True), ("price_yuan__gte", 0), _connector="OR"
                                ),
                                name="promotions_launchmodel_price",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LaunchRep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("suggested", models.PositiveIntegerField(default=0, verbose_name="suggested")),
                        ("typed", models.PositiveIntegerField(blank=True, null=True, verbose_name="fixed by hand")),
                        ("quantity", models.PositiveIntegerField(default=0, verbose_name="quantity")),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "rep",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="rep",
                            ),
                        ),
                        (
                            "share",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reps",
                                to="promotions.launchcenter",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rep's share",
                        "verbose_name_plural": "reps' shares",
                        "constraints": [
                            models.UniqueConstraint(fields=("share", "rep"), name="promotions_launchrep_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("typed__isnull", True), ("typed", models.F("quantity")), _connector="OR"
                                ),
                                name="promotions_launchrep_typed_holds",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LaunchStore",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("suggested", models.PositiveIntegerField(default=0, verbose_name="suggested")),
                        ("typed", models.PositiveIntegerField(blank=True, null=True, verbose_name="fixed by hand")),
                        ("quantity", models.PositiveIntegerField(default=0, verbose_name="quantity")),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("store_class", models.CharField(max_length=1, verbose_name="class")),
                        ("sales_units", models.PositiveIntegerField(default=0, verbose_name="sold in three months")),
                        ("class_tenths", models.PositiveIntegerField(default=0)),
                        ("capacity_units", models.PositiveIntegerField(null=True, verbose_name="monthly capacity")),
                        (
                            "launch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stores",
                                to="promotions.launch",
                            ),
                        ),
                        (
                            "part",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stores",
                                to="promotions.launchrep",
                            ),
                        ),
                        (
                            "store",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="stores.store",
                                verbose_name="store",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "target store of a launch",
                        "verbose_name_plural": "target stores of launches",
                        "indexes": [models.Index(fields=["store", "launch"], name="promotions_launch_of_store")],
                        "constraints": [
                            models.UniqueConstraint(fields=("launch", "store"), name="promotions_launchstore_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("typed__isnull", True), ("typed", models.F("quantity")), _connector="OR"
                                ),
                                name="promotions_launchstore_typed_holds",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SellIn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("done_on", models.DateField(verbose_name="day")),
                        ("quantity", models.PositiveIntegerField(default=0, verbose_name="quantity")),
                        ("is_displayed", models.BooleanField(default=False, verbose_name="displayed")),
                        (
                            "price_seen_yuan",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=10,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="price seen (CNY)",
                            ),
                        ),
                        ("is_price_right", models.BooleanField(editable=False, null=True, verbose_name="price right")),
                        (
                            "refusal",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("price", "Price or margin"),
                                    ("stock", "Too much old stock"),
                                    ("cash", "No money for stock"),
                                    ("rival", "Prefers a competitor"),
                                    ("space", "No place on display"),
                                    ("decider", "Decider not there"),
                                    ("supply", "We could not deliver"),
                                    ("other", "Other"),
                                ],
                                max_length=10,
                                verbose_name="refused because",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "launch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sell_ins",
                                to="promotions.launch",
                            ),
                        ),
                        (
                            "model",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="stores.handsetmodel",
                                verbose_name="model",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "store",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="stores.store",
                                verbose_name="store",
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="visits.visit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "sell-in of a launch",
                        "verbose_name_plural": "sell-in of launches",
                        "indexes": [models.Index(fields=["store", "-done_on"], name="promotions_sellin_of_store")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("launch", "store", "model", "done_on"), name="promotions_sellin_once_a_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "refusal__in",
                                        ["", "price", "stock", "cash", "rival", "space", "decider", "supply", "other"],
                                    )
                                ),
                                name="promotions_sellin_refusal_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("refusal", ""), ("quantity", 0), _connector="OR"),
                                name="promotions_sellin_refused_or_taken",
                                violation_error_message="A store that takes some has not refused.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("price_seen_yuan__isnull", False),
                                    ("is_price_right__isnull", True),
                                    _connector="OR",
                                ),
                                name="promotions_sellin_price_judged",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MaterialItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("posm", "POSM"), ("gift", "Gift")], max_length=8, verbose_name="kind"
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        (
                            "per_store",
                            models.PositiveIntegerField(
                                default=1,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="needed per store",
                            ),
                        ),
                        (
                            "promotion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="material_items",
                                to="promotions.promotion",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "material",
                        "verbose_name_plural": "materials",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("promotion", "name"),
                                name="promotions_materialitem_once",
                                violation_error_message="The promotion has material of this name already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["posm", "gift"])),
                                name="promotions_materialitem_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("per_store__gte", 1)), name="promotions_materialitem_needed"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MaterialMove",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("sent", "Sent"), ("received", "Received"), ("used", "Used")],
                                max_length=8,
                                verbose_name="what happened",
                            ),
                        ),
                        ("quantity", models.IntegerField(verbose_name="quantity")),
                        ("moved_on", models.DateField(verbose_name="day")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        ("made_at", models.DateTimeField()),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="moves",
                                to="promotions.materialitem",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "store",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stores.store"
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="visits.visit",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["store", "item", "-moved_on"], name="promotions_materialmove_of")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["sent", "received", "used"])),
                                name="promotions_materialmove_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("quantity", 0), _negated=True),
                                name="promotions_materialmove_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MaterialStock",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sent", models.PositiveIntegerField(default=0, verbose_name="sent")),
                        ("received", models.PositiveIntegerField(default=0, verbose_name="received")),
                        ("used", models.PositiveIntegerField(default=0, verbose_name="used")),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stocks",
                                to="promotions.materialitem",
                            ),
                        ),
                        (
                            "store",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stores.store"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("item", "store"), name="promotions_materialstock_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("received__lte", models.F("sent")), ("used__lte", models.F("received"))
                                ),
                                name="promotions_materialstock_tallies",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TempBooking",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("work_on", models.DateField(verbose_name="day")),
                        (
                            "people",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(50),
                                ],
                                verbose_name="people",
                            ),
                        ),
                        (
                            "hours",
                            models.DecimalField(
                                decimal_places=1,
                                default=Decimal("8"),
                                max_digits=3,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal("0.5")),
                                    django.core.validators.MaxValueValidator(12),
                                ],
                                verbose_name="hours a person",
                            ),
                        ),
                        (
                            "day_rate_yuan",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=8,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="day rate a person (CNY)",
                            ),
                        ),
                        ("names", models.CharField(blank=True, max_length=200, verbose_name="names")),
                        ("created_at", models.DateTimeField()),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "promotion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="temp_bookings",
                                to="promotions.promotion",
                            ),
                        ),
                        (
                            "store",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="stores.store",
                                verbose_name="store",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "booking of temporary promoters",
                        "verbose_name_plural": "bookings of temporary promoters",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("promotion", "store", "work_on"), name="promotions_tempbooking_once_a_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("day_rate_yuan__gte", 0), ("hours__gt", 0), ("hours__lte", 12), ("people__gte", 1)
                                ),
                                name="promotions_tempbooking_sane",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExecutionCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("checked_on", models.DateField(verbose_name="day")),
                        (
                            "executed",
                            models.CharField(
                                choices=[
                                    ("yes", "Carried out"),
                                    ("partly", "Partly carried out"),
                                    ("no", "Not carried out"),
                                ],
                                max_length=8,
                                verbose_name="carried out",
                            ),
                        ),
                        ("has_material", models.BooleanField(blank=True, null=True, verbose_name="material is there")),
                        ("is_price_right", models.BooleanField(blank=True, null=True, verbose_name="price is right")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        ("made_at", models.DateTimeField()),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "photo",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="visits.visitphoto",
                            ),
                        ),
                        (
                            "promotion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="checks",
                                to="promotions.promotion",
                            ),
                        ),
                        (
                            "store",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stores.store"
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="visits.visit"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "execution check",
                        "verbose_name_plural": "execution checks",
                        "indexes": [
                            models.Index(fields=["promotion", "store", "-checked_on"], name="promotions_check_latest")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("promotion", "visit"), name="promotions_executioncheck_once_a_visit"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("executed__in", ["yes", "partly", "no"])),
                                name="promotions_executioncheck_executed_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("executed", "yes"), models.Q(("note", ""), _negated=True), _connector="OR"
                                ),
                                name="promotions_executioncheck_says_why",
                                violation_error_message="Say why it is not, or only partly, carried out.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Promoter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=40, unique=True, verbose_name="promoter code")),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("promoter", "Promoter"),
                                    ("temporary", "Temporary promoter"),
                                    ("staff", "Store staff"),
                                ],
                                default="promoter",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("employed_on", models.DateField(verbose_name="employed since")),
                        ("left_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                        (
                            "leaving_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("resigned", "Resigned"),
                                    ("contract", "Contract ended"),
                                    ("campaign", "Campaign ended"),
                                    ("probation", "Probation not passed"),
                                    ("dismissed", "Dismissed"),
                                    ("other", "Other"),
                                ],
                                max_length=10,
                                verbose_name="left because",
                            ),
                        ),
                        (
                            "monthly_cost_yuan",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                help_text="Wage and contributions without incentives.",
                                max_digits=9,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="monthly cost (CNY)",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        (
                            "status",
                            models.CharField(
                                choices=[("probation", "On probation"), ("active", "Employed"), ("left", "Left")],
                                default="active",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("created_at", models.DateTimeField()),
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
                            "rep",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="led by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "promoter",
                        "verbose_name_plural": "promoters",
                        "indexes": [
                            models.Index(fields=["center", "status"], name="promotions_promoter_of_center"),
                            models.Index(fields=["status", "left_on"], name="promotions_promoter_leavers"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["promoter", "temporary", "staff"])),
                                name="promotions_promoter_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["probation", "active", "left"])),
                                name="promotions_promoter_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "leaving_reason__in",
                                            ["resigned", "contract", "campaign", "probation", "dismissed", "other"],
                                        ),
                                        ("left_on__isnull", False),
                                        ("status", "left"),
                                    ),
                                    models.Q(
                                        models.Q(("status", "left"), _negated=True),
                                        ("leaving_reason", ""),
                                        ("left_on__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="promotions_promoter_left_is_told",
                                violation_error_message="Who left has a last day and a reason, who is employed has neither.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("left_on__isnull", True),
                                    ("left_on__gte", models.F("employed_on")),
                                    _connector="OR",
                                ),
                                name="promotions_promoter_left_after_start",
                                violation_error_message="The last day lies before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("monthly_cost_yuan__isnull", True), ("monthly_cost_yuan__gte", 0), _connector="OR"
                                ),
                                name="promotions_promoter_cost_positive",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Need",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("promoter", "Promoter"), ("temporary", "Temporary promoter")],
                                default="promoter",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("needed_from", models.DateField(verbose_name="needed from")),
                        (
                            "share_percent",
                            models.PositiveSmallIntegerField(
                                default=100,
                                validators=[
                                    django.core.validators.MinValueValidator(10),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="share of the working time (%)",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("standard", "Below the headcount standard"),
                                    ("leaver", "Replaces somebody who left"),
                                    ("new_store", "New store"),
                                    ("launch", "Launch or promotion"),
                                    ("sales", "Sales grow"),
                                    ("other", "Other"),
                                ],
                                default="standard",
                                max_length=10,
                                verbose_name="why",
                            ),
                        ),
                        ("skills", models.CharField(blank=True, max_length=200, verbose_name="skills looked for")),
                        (
                            "status",
                            models.CharField(
                                choices=[("open", "Open"), ("done", "Filled"), ("withdrawn", "Withdrawn")],
                                default="open",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("created_at", models.DateTimeField()),
                        (
                            "store",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="stores.store",
                                verbose_name="store",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "need",
                        "verbose_name_plural": "needs",
                        "indexes": [models.Index(fields=["status", "needed_from"], name="promotions_need_open")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["open", "done", "withdrawn"])),
                                name="promotions_need_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reason__in", ["standard", "leaver", "new_store", "launch", "sales", "other"])
                                ),
                                name="promotions_need_reason_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["promoter", "temporary"])),
                                name="promotions_need_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("share_percent__gte", 10), ("share_percent__lte", 100)),
                                name="promotions_need_share",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Applicant",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("referral", "Recommended by a colleague"),
                                    ("store", "Recommended by the store"),
                                    ("online", "Job site"),
                                    ("agency", "Agency"),
                                    ("walk_in", "Asked by themselves"),
                                    ("other", "Other"),
                                ],
                                default="referral",
                                max_length=10,
                                verbose_name="found by",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        ("interview_on", models.DateField(blank=True, null=True, verbose_name="day of the interview")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("new", "New"),
                                    ("planned", "Interview planned"),
                                    ("waiting", "Waits for the decision"),
                                    ("accepted", "Taken on"),
                                    ("rejected", "Rejected"),
                                    ("withdrawn", "Gave up"),
                                ],
                                default="new",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("moved_on", models.DateField(editable=False, verbose_name="last moved")),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("created_at", models.DateTimeField()),
                        (
                            "promoter",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="application",
                                to="promotions.promoter",
                                verbose_name="promoter",
                            ),
                        ),
                        (
                            "need",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="applicants",
                                to="promotions.need",
                                verbose_name="need",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "applicant",
                        "verbose_name_plural": "applicants",
                        "indexes": [models.Index(fields=["status", "moved_on"], name="promotions_applicant_moved")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["new", "planned", "waiting", "accepted", "rejected", "withdrawn"])
                                ),
                                name="promotions_applicant_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("source__in", ["referral", "store", "online", "agency", "walk_in", "other"])
                                ),
                                name="promotions_applicant_source_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("promoter__isnull", False), ("status", "accepted")),
                                    models.Q(
                                        models.Q(("status", "accepted"), _negated=True), ("promoter__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="promotions_applicant_hired_is_promoter",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "planned"), _negated=True),
                                    ("interview_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="promotions_applicant_invited_has_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PersonalLook",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("fields", models.CharField(max_length=60, verbose_name="what was read")),
                        ("looked_at", models.DateTimeField(verbose_name="when")),
                        ("reason", models.CharField(max_length=200, verbose_name="why")),
                        (
                            "looked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="read by",
                            ),
                        ),
                        (
                            "promoter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="looks",
                                to="promotions.promoter",
                                verbose_name="promoter",
                            ),
                        ),
                        (
                            "applicant",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="looks",
                                to="promotions.applicant",
                                verbose_name="applicant",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "reading of personal data",
                        "verbose_name_plural": "readings of personal data",
                        "indexes": [
                            models.Index(fields=["promoter", "-looked_at"], name="promotions_look_of_promoter")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="promotions_personallook_has_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("fields", ""), _negated=True),
                                name="promotions_personallook_has_fields",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("applicant__isnull", True), ("promoter__isnull", False)),
                                    models.Q(("applicant__isnull", False), ("promoter__isnull", True)),
                                    _connector="OR",
                                ),
                                name="promotions_personallook_of_one",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PersonalData",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("phone", models.TextField(blank=True, verbose_name="phone number")),
                        ("id_number", models.TextField(blank=True, verbose_name="id card number")),
                        ("bank_account", models.TextField(blank=True, verbose_name="bank account number")),
                        ("phone_digest", models.CharField(blank=True, editable=False, max_length=64)),
                        (
                            "promoter",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="personal",
                                to="promotions.promoter",
                            ),
                        ),
                        (
                            "applicant",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="personal",
                                to="promotions.applicant",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "personal data",
                        "verbose_name_plural": "personal data",
                        "indexes": [models.Index(fields=["phone_digest"], name="promotions_personal_phone")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("applicant__isnull", True), ("promoter__isnull", False)),
                                    models.Q(("applicant__isnull", False), ("promoter__isnull", True)),
                                    _connector="OR",
                                ),
                                name="promotions_personaldata_of_one",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Assignment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="until (excluded)")),
                        (
                            "share_percent",
                            models.PositiveSmallIntegerField(
                                default=100,
                                validators=[
                                    django.core.validators.MinValueValidator(10),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="share of the working time (%)",
                            ),
                        ),
                        ("share_from", models.PositiveSmallIntegerField(default=0, editable=False)),
                        (
                            "store",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="stores.store",
                                verbose_name="store",
                            ),
                        ),
                        (
                            "promoter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assignments",
                                to="promotions.promoter",
                                verbose_name="promoter",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "assignment to a store",
                        "verbose_name_plural": "assignments to stores",
                        "indexes": [models.Index(fields=["store", "starts_on"], name="promotions_assignment_of_store")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True), ("ends_on__gt", models.F("starts_on")), _connector="OR"
                                ),
                                name="promotions_assignment_span",
                                violation_error_message="The first day lies behind the last.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "share_from__lte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.Value(100), "-", models.F("share_percent")
                                        ),
                                    ),
                                    ("share_percent__gte", 10),
                                ),
                                name="promotions_assignment_share",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PromoterTerms",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "leaver_days",
                            models.PositiveSmallIntegerField(
                                default=180,
                                help_text="Then phone, id card and bank account are deleted; name, work and readings stay.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(1096),
                                ],
                                verbose_name="days that personal data of leavers are kept",
                            ),
                        ),
                        (
                            "hours_per_day",
                            models.PositiveSmallIntegerField(
                                default=8,
                                help_text="Labour Law, article 36: eight.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(12),
                                ],
                                verbose_name="hours a day",
                            ),
                        ),
                        (
                            "most_hours_per_day",
                            models.PositiveSmallIntegerField(
                                default=11,
                                help_text="Labour Law, article 41: three hours of overtime a day at most.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(16),
                                ],
                                verbose_name="hours a day with overtime, at most",
                            ),
                        ),
                        (
                            "hours_per_week",
                            models.PositiveSmallIntegerField(
                                default=44,
                                help_text="Labour Law, article 36: 44 on the average; many centers set 40 (State Council, 1995).",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(72),
                                ],
                                verbose_name="hours a week",
                            ),
                        ),
                        (
                            "overtime_hours_per_month",
                            models.PositiveSmallIntegerField(
                                default=36,
                                help_text="Labour Law, article 41: 36.",
                                validators=[django.core.validators.MaxValueValidator(120)],
                                verbose_name="overtime hours a month, at most",
                            ),
                        ),
                        (
                            "rest_days_per_week",
                            models.PositiveSmallIntegerField(
                                default=1,
                                help_text="Labour Law, article 38: one.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(3),
                                ],
                                verbose_name="rest days a week, at least",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "center",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="accounts.center",
                                verbose_name="center",
                            ),
                        ),
                        (
                            "grace_minutes",
                            models.PositiveSmallIntegerField(
                                default=5,
                                validators=[django.core.validators.MaxValueValidator(60)],
                                verbose_name="minutes that are not yet late",
                            ),
                        ),
                        (
                            "full_score_yuan",
                            models.DecimalField(
                                decimal_places=2,
                                default=0,
                                max_digits=8,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="incentive for 100 points (CNY)",
                            ),
                        ),
                        (
                            "units_from_percent",
                            models.PositiveSmallIntegerField(
                                default=0,
                                help_text="0: from the first unit.",
                                validators=[django.core.validators.MaxValueValidator(200)],
                                verbose_name="paid from a share of the target on (%)",
                            ),
                        ),
                        (
                            "weight_attendance",
                            models.PositiveSmallIntegerField(default=20, verbose_name="weight of attendance (%)"),
                        ),
                        (
                            "weight_image",
                            models.PositiveSmallIntegerField(
                                default=15, verbose_name="weight of the store's image (%)"
                            ),
                        ),
                        (
                            "weight_recommendation",
                            models.PositiveSmallIntegerField(
                                default=10, verbose_name="weight of the recommendation rate (%)"
                            ),
                        ),
                        (
                            "weight_sales",
                            models.PositiveSmallIntegerField(
                                default=40, verbose_name="weight of sales against target (%)"
                            ),
                        ),
                        (
                            "weight_skill",
                            models.PositiveSmallIntegerField(default=15, verbose_name="weight of the skill test (%)"),
                        ),
                        (
                            "yuan_per_unit",
                            models.DecimalField(
                                decimal_places=2,
                                default=0,
                                max_digits=7,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="incentive a unit (CNY)",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "terms of promoters",
                        "verbose_name_plural": "terms of promoters",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("leaver_days__gte", 1), ("leaver_days__lte", 1096)),
                                name="promotions_promoterterms_days",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("hours_per_day__gte", 1),
                                    ("hours_per_week__gte", 1),
                                    ("most_hours_per_day__gte", models.F("hours_per_day")),
                                ),
                                name="promotions_promoterterms_hours",
                                violation_error_message="Hours with overtime cannot be fewer than hours without.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "weight_sales",
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.expressions.CombinedExpression(
                                                        models.Value(100), "-", models.F("weight_attendance")
                                                    ),
                                                    "-",
                                                    models.F("weight_image"),
                                                ),
                                                "-",
                                                models.F("weight_skill"),
                                            ),
                                            "-",
                                            models.F("weight_recommendation"),
                                        ),
                                    )
                                ),
                                name="promotions_promoterterms_weights",
                                violation_error_message="The five weights have to come to 100.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("full_score_yuan__gte", 0), ("yuan_per_unit__gte", 0)),
                                name="promotions_promoterterms_pay",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HeadcountLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "store_class",
                            models.CharField(
                                choices=[("A", "A"), ("B", "B"), ("C", "C")], max_length=1, verbose_name="class"
                            ),
                        ),
                        (
                            "format",
                            models.CharField(
                                choices=[
                                    ("brand", "Brand store"),
                                    ("multi", "Multi-brand shop"),
                                    ("chain", "Chain store"),
                                    ("operator", "Operator hall"),
                                    ("counter", "Counter"),
                                ],
                                max_length=12,
                                verbose_name="format",
                            ),
                        ),
                        (
                            "promoters",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(9),
                                ],
                                verbose_name="promoters",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="valid from")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="until (excluded)")),
                        ("set_at", models.DateTimeField()),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                        (
                            "set_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "headcount standard",
                        "verbose_name_plural": "headcount standard",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ends_on__isnull", True)),
                                fields=("store_class", "format"),
                                name="promotions_headcountline_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True), ("ends_on__gt", models.F("starts_on")), _connector="OR"
                                ),
                                name="promotions_headcountline_span",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("format__in", ["brand", "multi", "chain", "operator", "counter"]),
                                    ("store_class__in", ["A", "B", "C"]),
                                ),
                                name="promotions_headcountline_cell_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("promoters__gte", 1), ("promoters__lte", 9)),
                                name="promotions_headcountline_number",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Interview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="held on")),
                        (
                            "score",
                            models.PositiveSmallIntegerField(
                                help_text="0 to 100 points",
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="score",
                            ),
                        ),
                        ("notes", models.TextField(max_length=1000, verbose_name="notes")),
                        ("made_at", models.DateTimeField()),
                        (
                            "applicant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="interviews",
                                to="promotions.applicant",
                            ),
                        ),
                        (
                            "held_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "interview",
                        "verbose_name_plural": "interviews",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("score__lte", 100)), name="promotions_interview_score"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("notes", ""), _negated=True), name="promotions_interview_has_notes"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CheckInLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                        ("made_at", models.DateTimeField(verbose_name="made")),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "promoter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="check_in_link",
                                to="promotions.promoter",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "link for checking in",
                        "verbose_name_plural": "links for checking in",
                    },
                ),
                migrations.CreateModel(
                    name="RosterWeek",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("monday", models.DateField(verbose_name="week from")),
                        (
                            "status",
                            models.CharField(
                                choices=[("draft", "Draft"), ("published", "Published")],
                                default="draft",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
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
                            "rep",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="rep",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "week's roster",
                        "verbose_name_plural": "weeks' rosters",
                        "constraints": [
                            models.UniqueConstraint(fields=("rep", "monday"), name="promotions_rosterweek_once"),
                            models.CheckConstraint(
                                condition=models.Q(("monday__week_day", 2)), name="promotions_rosterweek_monday"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["draft", "published"])),
                                name="promotions_rosterweek_status_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Shift",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("work_on", models.DateField(verbose_name="day")),
                        ("starts_at", models.TimeField(default=datetime.time(10, 0), verbose_name="from")),
                        ("ends_at", models.TimeField(default=datetime.time(19, 0), verbose_name="to")),
                        (
                            "break_minutes",
                            models.PositiveSmallIntegerField(
                                default=60,
                                validators=[django.core.validators.MaxValueValidator(240)],
                                verbose_name="break (minutes)",
                            ),
                        ),
                        (
                            "promoter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="promotions.promoter",
                                verbose_name="promoter",
                            ),
                        ),
                        (
                            "store",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="stores.store",
                                verbose_name="store",
                            ),
                        ),
                        (
                            "week",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shifts",
                                to="promotions.rosterweek",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "shift",
                        "verbose_name_plural": "shifts",
                        "indexes": [
                            models.Index(fields=["work_on", "promoter"], name="promotions_shift_of_day"),
                            models.Index(fields=["store", "work_on"], name="promotions_shift_of_store"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("promoter", "work_on", "starts_at"), name="promotions_shift_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="promotions_shift_span",
                                violation_error_message="The shift ends before it begins.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("break_minutes__lte", 240)), name="promotions_shift_break"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("work_on", models.DateField(verbose_name="day")),
                        ("came_at", models.DateTimeField(verbose_name="came")),
                        ("came_lon", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                        ("came_lat", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                        ("came_accuracy_metres", models.PositiveIntegerField(blank=True, null=True)),
                        ("came_distance_metres", models.PositiveIntegerField(blank=True, null=True)),
                        ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="left")),
                        ("left_lon", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                        ("left_lat", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                        ("left_accuracy_metres", models.PositiveIntegerField(blank=True, null=True)),
                        ("left_distance_metres", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "outside_reason",
                            models.CharField(blank=True, max_length=16, verbose_name="why not at the store"),
                        ),
                        ("marks", models.JSONField(blank=True, default=list)),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "promoter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="promotions.promoter",
                                verbose_name="promoter",
                            ),
                        ),
                        (
                            "store",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="stores.store",
                                verbose_name="store",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "attendance",
                        "verbose_name_plural": "attendances",
                        "indexes": [models.Index(fields=["work_on", "promoter"], name="promotions_attendance_of_day")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("left_at__isnull", True)),
                                fields=("promoter", "work_on"),
                                name="promotions_attendance_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("left_at__isnull", True), ("left_at__gte", models.F("came_at")), _connector="OR"
                                ),
                                name="promotions_attendance_span",
                                violation_error_message="The end lies before the begin.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("entered_by__isnull", True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="promotions_attendance_by_hand_has_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Appraisal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.DateField(verbose_name="month")),
                        (
                            "target_units",
                            models.PositiveIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100000),
                                ],
                                verbose_name="target (units)",
                            ),
                        ),
                        (
                            "recommendation_percent",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="By mystery shop: how many of a hundred customers were recommended our phones.",
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="recommendation rate (%)",
                            ),
                        ),
                        (
                            "recommendation_note",
                            models.CharField(blank=True, max_length=200, verbose_name="which mystery shops"),
                        ),
                        ("confirmed", models.JSONField(blank=True, default=dict, editable=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[("draft", "Draft"), ("confirmed", "Confirmed")],
                                default="draft",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "promoter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="promotions.promoter",
                                verbose_name="promoter",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "appraisal",
                        "verbose_name_plural": "appraisals",
                        "constraints": [
                            models.UniqueConstraint(fields=("promoter", "month"), name="promotions_appraisal_once"),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)), name="promotions_appraisal_month"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["draft", "confirmed"])),
                                name="promotions_appraisal_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("recommendation_percent__isnull", True),
                                    ("recommendation_percent__lte", 100),
                                    _connector="OR",
                                ),
                                name="promotions_appraisal_recommendation",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TrainingSession",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="held on")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        ("made_at", models.DateTimeField()),
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
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="promotions.course",
                                verbose_name="course",
                            ),
                        ),
                        (
                            "held_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="given by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "training session",
                        "verbose_name_plural": "training sessions",
                        "indexes": [models.Index(fields=["center", "-held_on"], name="promotions_session_of_center")],
                    },
                ),
                migrations.CreateModel(
                    name="TrainingResult",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "score",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="score",
                            ),
                        ),
                        (
                            "promoter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="promotions.promoter",
                                verbose_name="promoter",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="results",
                                to="promotions.trainingsession",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "training result",
                        "verbose_name_plural": "training results",
                        "indexes": [models.Index(fields=["promoter", "session"], name="promotions_result_of_promoter")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("session", "promoter"), name="promotions_trainingresult_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("score__isnull", True), ("score__lte", 100), _connector="OR"),
                                name="promotions_trainingresult_score",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunPython(_guards.add, _guards.drop),
        migrations.RunPython(_limits.begin, migrations.RunPython.noop),
    ]
