"""The tables as the migrations before this one left them, made at once: a new database needs none of their way."""

import datetime
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import visits.models.files
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models
from salesops.making_tables import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("visits", "0001_initial"),
        ("visits", "0002_add_sending"),
        ("visits", "0003_newest_visits"),
        ("visits", "0004_moves_looks_and_feeds"),
        ("visits", "0005_add_marks_and_likeness"),
        ("visits", "0006_add_place_proposals"),
        ("visits", "0007_add_photo_review_and_report_groups"),
        ("visits", "0008_add_image_examples"),
        ("visits", "0009_add_step_seconds"),
        ("visits", "0010_visit_rules_and_bases"),
        ("visits", "0011_travel_ways"),
        ("visits", "0012_parked_without_position"),
        ("visits", "0013_tasks_done_in_visits"),
        ("visits", "0014_own_checklists"),
        ("visits", "0015_orders_of_visits"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("stores", "0025_room_for_new_versions"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="ImageStandard",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(unique=True, verbose_name="version")),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("valid_from", models.DateField(verbose_name="valid from")),
                        ("is_published", models.BooleanField(default=False, verbose_name="published")),
                        (
                            "mend_percent",
                            models.PositiveSmallIntegerField(
                                default=60,
                                help_text="A failed item becomes a task of the store's rep; 0: none does.",
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="an item fails below (%)",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "image standard",
                        "verbose_name_plural": "image standards",
                    },
                ),
                migrations.CreateModel(
                    name="ImageItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("name", models.CharField(max_length=80, verbose_name="item")),
                        ("name_en", models.CharField(blank=True, max_length=80, verbose_name="item in English")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("count", "Counted"), ("level", "Scored level")],
                                max_length=8,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "weight",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)], verbose_name="weight"
                            ),
                        ),
                        (
                            "required",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="required number or highest level",
                            ),
                        ),
                        (
                            "standard",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="visits.imagestandard",
                            ),
                        ),
                        (
                            "example",
                            models.FileField(
                                blank=True,
                                max_length=200,
                                storage=visits.models.files.photo_storage,
                                upload_to="",
                                verbose_name="example photo",
                            ),
                        ),
                        ("only_classes", models.CharField(blank=True, max_length=8, verbose_name="only for classes")),
                        ("only_formats", models.CharField(blank=True, max_length=80, verbose_name="only for formats")),
                    ],
                    options={
                        "verbose_name": "image item",
                        "verbose_name_plural": "image items",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("standard", "position"), name="visits_imageitem_position_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["count", "level"])), name="visits_imageitem_kind_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("required__gte", 1), ("weight__gte", 1)),
                                name="visits_imageitem_positive",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RouteParameters",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("starts_at", models.TimeField(default=datetime.time(9, 0), verbose_name="day starts at")),
                        (
                            "daily_minutes",
                            models.PositiveSmallIntegerField(
                                default=480,
                                validators=[
                                    django.core.validators.MinValueValidator(60),
                                    django.core.validators.MaxValueValidator(960),
                                ],
                                verbose_name="working minutes a day",
                            ),
                        ),
                        (
                            "rest_minutes",
                            models.PositiveSmallIntegerField(default=60, verbose_name="rest and meals (min)"),
                        ),
                        (
                            "office_minutes",
                            models.PositiveSmallIntegerField(default=30, verbose_name="office and other (min)"),
                        ),
                        (
                            "speed_kmh",
                            models.DecimalField(
                                decimal_places=1,
                                default=Decimal("20.0"),
                                max_digits=4,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal("1")),
                                    django.core.validators.MaxValueValidator(Decimal("120")),
                                ],
                                verbose_name="travel speed (km/h)",
                            ),
                        ),
                        (
                            "detour_factor",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("1.40"),
                                max_digits=3,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal("1")),
                                    django.core.validators.MaxValueValidator(Decimal("3")),
                                ],
                                verbose_name="detour factor",
                            ),
                        ),
                        (
                            "max_stops",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Empty: as many as the time allows.",
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="stores a day at most",
                            ),
                        ),
                        (
                            "start_lon",
                            models.DecimalField(
                                blank=True,
                                decimal_places=6,
                                help_text="Where the day starts and ends. Empty: at its first and last store.",
                                max_digits=9,
                                null=True,
                                verbose_name="start longitude",
                            ),
                        ),
                        (
                            "start_lat",
                            models.DecimalField(
                                blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="start latitude"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "center",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.center"
                            ),
                        ),
                        (
                            "rep",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="rep",
                            ),
                        ),
                        ("extra_days", models.JSONField(blank=True, default=list, verbose_name="added working days")),
                    ],
                    options={
                        "verbose_name": "route parameters",
                        "verbose_name_plural": "route parameters",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "daily_minutes__gt",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("rest_minutes"), "+", models.F("office_minutes")
                                        ),
                                    )
                                ),
                                name="visits_routeparameters_time_left",
                                violation_error_message="Rest and office time leave nothing for the stores.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("start_lat__isnull", True), ("start_lon__isnull", True)),
                                    models.Q(
                                        ("start_lat__isnull", False),
                                        ("start_lat__range", (-90, 90)),
                                        ("start_lon__isnull", False),
                                        ("start_lon__range", (-180, 180)),
                                    ),
                                    _connector="OR",
                                ),
                                name="visits_routeparameters_start_pair",
                                violation_error_message="Give both longitude and latitude, or neither.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("rep__isnull", True)),
                                fields=("center",),
                                name="visits_routeparameters_one_default",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("max_stops__isnull", True), ("max_stops__gte", 1), _connector="OR"),
                                name="visits_routeparameters_some_stop",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoutePlan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(verbose_name="version")),
                        (
                            "cycle_starts_on",
                            models.DateField(help_text="A Monday; the cycle repeats.", verbose_name="cycle starts on"),
                        ),
                        ("cycle_days", models.PositiveSmallIntegerField(default=14)),
                        ("parameters", models.JSONField(default=dict)),
                        ("unplaced", models.JSONField(default=list)),
                        ("totals", models.JSONField(default=dict)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("submitted", "Submitted"),
                                    ("approved", "Approved"),
                                    ("superseded", "Superseded"),
                                ],
                                default="draft",
                                max_length=12,
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
                                verbose_name="rep",
                            ),
                        ),
                        (
                            "basis",
                            models.CharField(
                                choices=[("anew", "Planned anew"), ("kept", "Keeps the plan in force")],
                                default="anew",
                                max_length=4,
                                verbose_name="made as",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "route plan",
                        "verbose_name_plural": "route plans",
                        "constraints": [
                            models.UniqueConstraint(fields=("rep", "version"), name="visits_routeplan_version_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "approved")),
                                fields=("rep",),
                                name="visits_routeplan_one_in_force",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["draft", "submitted", "approved", "superseded"])),
                                name="visits_routeplan_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("basis__in", ["anew", "kept"])), name="visits_routeplan_basis_known"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlannedVisit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("planned_on", models.DateField(verbose_name="planned on")),
                        ("position", models.PositiveSmallIntegerField(verbose_name="order")),
                        ("route_name", models.CharField(max_length=8, verbose_name="route")),
                        ("arrive_minute", models.PositiveSmallIntegerField()),
                        ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes in the store")),
                        ("moved_from", models.DateField(blank=True, null=True, verbose_name="moved from")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned"),
                                    ("done", "Done"),
                                    ("missed", "Missed"),
                                    ("dropped", "Dropped"),
                                ],
                                default="planned",
                                max_length=8,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "dropped_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("holiday", "Holiday"),
                                    ("closed_store", "Store not open"),
                                    ("handed_over", "Store of another rep"),
                                ],
                                max_length=40,
                            ),
                        ),
                        (
                            "center",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.center"
                            ),
                        ),
                        (
                            "rep",
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
                                related_name="planned_visits",
                                to="stores.store",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="planned_visits",
                                to="visits.routeplan",
                            ),
                        ),
                        ("missed_note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        (
                            "missed_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("store_shut", "Store was shut"),
                                    ("nobody_there", "Nobody to talk to"),
                                    ("day_too_full", "The day was too full"),
                                    ("other_work", "Meeting or other work"),
                                    ("ill", "Ill"),
                                    ("traffic", "Traffic or weather"),
                                    ("other", "Other"),
                                ],
                                max_length=16,
                                verbose_name="why missed",
                            ),
                        ),
                        ("moved_reason", models.CharField(blank=True, max_length=200, verbose_name="why it was moved")),
                    ],
                    options={
                        "verbose_name": "planned visit",
                        "verbose_name_plural": "planned visits",
                        "indexes": [
                            models.Index(fields=["rep", "planned_on"], name="visits_plannedvisit_day"),
                            models.Index(fields=["center", "planned_on"], name="visits_plannedvisit_center"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("rep", "store", "planned_on"), name="visits_plannedvisit_once_a_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["planned", "done", "missed", "dropped"])),
                                name="visits_plannedvisit_status_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RouteStop",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("cycle_day", models.PositiveSmallIntegerField(verbose_name="day of the cycle")),
                        ("route_name", models.CharField(max_length=8, verbose_name="route")),
                        ("position", models.PositiveSmallIntegerField(verbose_name="order")),
                        ("arrive_minute", models.PositiveSmallIntegerField(help_text="Minutes after midnight.")),
                        ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes in the store")),
                        ("travel_minutes", models.PositiveSmallIntegerField(verbose_name="minutes on the way")),
                        ("travel_metres", models.PositiveIntegerField(verbose_name="metres on the way")),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="stops", to="visits.routeplan"
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
                                fields=("plan", "cycle_day", "store"), name="visits_routestop_once_a_day"
                            ),
                            models.UniqueConstraint(
                                fields=("plan", "cycle_day", "position"), name="visits_routestop_order"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Checklist",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(verbose_name="version")),
                        ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published")),
                        (
                            "center",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="accounts.center",
                                verbose_name="center",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "checklist of visits",
                        "verbose_name_plural": "checklists of visits",
                        "constraints": [
                            models.UniqueConstraint(fields=("center", "version"), name="visits_checklist_version_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("published_at__isnull", True)),
                                fields=("center",),
                                name="visits_checklist_one_draft",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Visit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("client_id", models.UUIDField(unique=True)),
                        ("visited_on", models.DateField(verbose_name="day")),
                        ("checked_in_at", models.DateTimeField(verbose_name="check-in")),
                        ("checked_in_device_at", models.DateTimeField(blank=True, null=True)),
                        ("checkin_lon", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                        ("checkin_lat", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                        ("checkin_accuracy_metres", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "checkin_distance_metres",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="distance from the store (m)"
                            ),
                        ),
                        (
                            "outside_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "—"),
                                    ("position_wrong", "The store's position is wrong"),
                                    ("no_signal", "No position signal in the shop"),
                                    ("elsewhere", "Met the owner elsewhere"),
                                    ("other", "Other"),
                                ],
                                max_length=16,
                                verbose_name="reason outside the radius",
                            ),
                        ),
                        ("outside_note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        ("marks", models.JSONField(default=list)),
                        ("checked_out_at", models.DateTimeField(blank=True, null=True, verbose_name="check-out")),
                        ("checked_out_device_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "minutes",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="minutes in the store"),
                        ),
                        (
                            "image_score",
                            models.DecimalField(
                                blank=True, decimal_places=1, max_digits=4, null=True, verbose_name="image score"
                            ),
                        ),
                        ("summary", models.TextField(blank=True, verbose_name="summary")),
                        (
                            "status",
                            models.CharField(
                                choices=[("open", "Open"), ("closed", "Closed"), ("no_checkout", "No check-out")],
                                default="open",
                                max_length=12,
                                verbose_name="status",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("content_sha256", models.CharField(blank=True, editable=False, max_length=64)),
                        ("received_at", models.DateTimeField()),
                        (
                            "center",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.center"
                            ),
                        ),
                        (
                            "done_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "image_standard",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="visits.imagestandard",
                            ),
                        ),
                        (
                            "planned",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visit",
                                to="visits.plannedvisit",
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
                        (
                            "store",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visits",
                                to="stores.store",
                                verbose_name="store",
                            ),
                        ),
                        ("entered_device_at", models.DateTimeField(blank=True, null=True)),
                        ("last_act_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "checklist",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="visits.checklist",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "visit",
                        "verbose_name_plural": "visits",
                        "indexes": [
                            models.Index(fields=["store", "-visited_on"], name="visits_visit_of_store"),
                            models.Index(fields=["rep", "-visited_on"], name="visits_visit_of_rep"),
                            models.Index(fields=["center", "-visited_on"], name="visits_visit_of_center"),
                            models.Index(fields=["-visited_on", "-checked_in_at", "-id"], name="visits_visit_newest"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("status", "open")),
                                fields=("done_by",),
                                name="visits_visit_one_open_per_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["open", "closed", "no_checkout"])),
                                name="visits_visit_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("checked_out_at__isnull", False),
                                        ("minutes__isnull", False),
                                        ("status", "closed"),
                                    ),
                                    models.Q(
                                        models.Q(("status", "closed"), _negated=True),
                                        ("checked_out_at__isnull", True),
                                        ("minutes__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="visits_visit_closed_has_checkout",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("checked_out_at__isnull", True),
                                    ("checked_out_at__gte", models.F("checked_in_at")),
                                    _connector="OR",
                                ),
                                name="visits_visit_out_after_in",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("image_score__isnull", True),
                                    models.Q(("image_score__gte", 0), ("image_score__lte", 100)),
                                    _connector="OR",
                                ),
                                name="visits_visit_score_in_range",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Task",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("client_id", models.UUIDField(unique=True)),
                        ("title", models.CharField(max_length=200, verbose_name="what to do")),
                        ("due_on", models.DateField(verbose_name="due on")),
                        ("source", models.CharField(blank=True, max_length=60, verbose_name="source")),
                        ("source_url", models.CharField(blank=True, max_length=200)),
                        ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done at")),
                        ("outcome", models.CharField(blank=True, max_length=200, verbose_name="outcome")),
                        (
                            "status",
                            models.CharField(
                                choices=[("open", "Open"), ("done", "Done"), ("dropped", "Dropped")],
                                default="open",
                                max_length=8,
                                verbose_name="status",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("created_at", models.DateTimeField()),
                        (
                            "center",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.center"
                            ),
                        ),
                        (
                            "rep",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="owner",
                            ),
                        ),
                        (
                            "store",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
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
                                related_name="tasks",
                                to="visits.visit",
                            ),
                        ),
                        ("about", models.CharField(blank=True, editable=False, max_length=80)),
                        (
                            "done_in",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="tasks_done",
                                to="visits.visit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "task",
                        "verbose_name_plural": "tasks",
                        "indexes": [models.Index(fields=["rep", "status", "due_on"], name="visits_task_of_rep")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["open", "done", "dropped"])),
                                name="visits_task_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("done_at__isnull", False), ("status", "done")),
                                    models.Q(models.Q(("status", "done"), _negated=True), ("done_at__isnull", True)),
                                    _connector="OR",
                                ),
                                name="visits_task_done_has_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SkippedStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("image", "Image check"),
                                    ("stock", "Stock"),
                                    ("sales", "Sales"),
                                    ("photo", "Photo"),
                                    ("market", "Market findings"),
                                    ("next", "Next step"),
                                    ("points", "Own points"),
                                    ("order", "Order"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("reason", models.CharField(max_length=200, verbose_name="reason")),
                        (
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="skipped_steps",
                                to="visits.visit",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("visit", "step"), name="visits_skippedstep_once"),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="visits_skippedstep_has_reason"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MarketReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("client_id", models.UUIDField(unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("price", "Competitor price move"),
                                    ("competitor", "Competitor launch or promotion"),
                                    ("channel", "Channel move"),
                                    ("stock_out", "Stock-out"),
                                    ("conflict", "Channel conflict (goods or price)"),
                                    ("quality", "Quality complaint"),
                                    ("other", "Other"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("what", models.TextField(max_length=1000, verbose_name="what happened")),
                        ("since_on", models.DateField(blank=True, null=True, verbose_name="since")),
                        (
                            "strength",
                            models.CharField(
                                choices=[
                                    ("low", "Weak"),
                                    ("medium", "Noticeable"),
                                    ("high", "Strong"),
                                    ("urgent", "Urgent"),
                                ],
                                max_length=8,
                                verbose_name="strength",
                            ),
                        ),
                        (
                            "suggestion",
                            models.TextField(blank=True, max_length=1000, verbose_name="suggested response"),
                        ),
                        ("answer", models.TextField(blank=True, max_length=2000, verbose_name="answer")),
                        ("answer_due_on", models.DateField(verbose_name="answer due on")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("new", "New"),
                                    ("taken", "Taken up"),
                                    ("answered", "Answered"),
                                    ("closed", "Closed"),
                                ],
                                default="new",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("reported_at", models.DateTimeField()),
                        (
                            "center",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.center"
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
                        (
                            "store",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="market_reports",
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
                                related_name="market_reports",
                                to="visits.visit",
                            ),
                        ),
                        ("competitor", models.CharField(blank=True, max_length=40, verbose_name="competitor")),
                        (
                            "lead",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="members",
                                to="visits.marketreport",
                            ),
                        ),
                        (
                            "model",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="stores.handsetmodel",
                                verbose_name="model",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "market report",
                        "verbose_name_plural": "market reports",
                        "indexes": [models.Index(fields=["center", "-reported_at"], name="visits_report_of_center")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["price", "competitor", "channel", "stock_out", "conflict", "quality", "other"],
                                    )
                                ),
                                name="visits_marketreport_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["new", "taken", "answered", "closed"])),
                                name="visits_marketreport_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "answered"), _negated=True),
                                    models.Q(("answer", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="visits_marketreport_answered_has_answer",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImageCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("measured", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="measured")),
                        ("not_applicable", models.BooleanField(default=False, verbose_name="not applicable")),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="visits.imageitem"
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="image_checks",
                                to="visits.visit",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("visit", "item"), name="visits_imagecheck_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("measured__isnull", False), ("not_applicable", False)),
                                    models.Q(("measured__isnull", True), ("not_applicable", True)),
                                    _connector="OR",
                                ),
                                name="visits_imagecheck_measured_or_na",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VisitCount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("stock", models.PositiveIntegerField(blank=True, null=True, verbose_name="stock")),
                        ("sold", models.IntegerField(blank=True, null=True, verbose_name="sold since the last visit")),
                        (
                            "sku",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stores.sku"
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="counts", to="visits.visit"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("visit", "sku"), name="visits_visitcount_once"),
                            models.CheckConstraint(
                                condition=models.Q(("stock__isnull", False), ("sold__isnull", False), _connector="OR"),
                                name="visits_visitcount_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VisitPhoto",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("client_id", models.UUIDField(unique=True)),
                        (
                            "file",
                            models.FileField(max_length=200, storage=visits.models.files.photo_storage, upload_to=""),
                        ),
                        ("sha256", models.CharField(max_length=64)),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("image", "Image check"),
                                    ("stock", "Stock"),
                                    ("sales", "Sales"),
                                    ("photo", "Photo"),
                                    ("market", "Market findings"),
                                    ("next", "Next step"),
                                    ("points", "Own points"),
                                    ("order", "Order"),
                                ],
                                default="photo",
                                max_length=8,
                                verbose_name="what the photo shows",
                            ),
                        ),
                        ("width", models.PositiveIntegerField()),
                        ("height", models.PositiveIntegerField()),
                        ("taken_at", models.DateTimeField(blank=True, null=True)),
                        ("received_at", models.DateTimeField()),
                        (
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="visits.visit"
                            ),
                        ),
                        ("sent_sha256", models.CharField(blank=True, max_length=64)),
                        ("distance_metres", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="visits.imageitem",
                                verbose_name="item",
                            ),
                        ),
                        ("likeness", models.CharField(blank=True, max_length=128)),
                        (
                            "thumb",
                            models.FileField(
                                blank=True, max_length=200, storage=visits.models.files.photo_storage, upload_to=""
                            ),
                        ),
                        (
                            "review",
                            models.CharField(
                                blank=True,
                                choices=[("", "Not looked at"), ("good", "Good"), ("poor", "To be taken again")],
                                max_length=8,
                                verbose_name="looked at",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "photo",
                        "verbose_name_plural": "photos",
                        "indexes": [models.Index(fields=["sha256"], name="visits_photo_by_content")],
                    },
                ),
                migrations.CreateModel(
                    name="VisitStandard",
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
                            "visits_per_cycle",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(14),
                                ],
                                verbose_name="visits in two weeks",
                            ),
                        ),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(480),
                                ],
                                verbose_name="minutes in the store",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "center",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="visit_standards",
                                to="accounts.center",
                                verbose_name="center",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "visit standard",
                        "verbose_name_plural": "visit standards",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("center", "store_class"), name="visits_visitstandard_one_per_class"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("store_class__in", ["A", "B", "C"])),
                                name="visits_visitstandard_class_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("minutes__gte", 1), ("minutes__lte", 480), ("visits_per_cycle__lte", 14)
                                ),
                                name="visits_visitstandard_sane",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PhotoUpload",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("client_id", models.UUIDField(unique=True)),
                        ("sha256", models.CharField(max_length=64)),
                        ("size", models.PositiveIntegerField(blank=True, null=True)),
                        ("received_bytes", models.PositiveIntegerField(default=0)),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("image", "Image check"),
                                    ("stock", "Stock"),
                                    ("sales", "Sales"),
                                    ("photo", "Photo"),
                                    ("market", "Market findings"),
                                    ("next", "Next step"),
                                    ("points", "Own points"),
                                    ("order", "Order"),
                                ],
                                default="photo",
                                max_length=8,
                            ),
                        ),
                        ("taken_at", models.DateTimeField(blank=True, null=True)),
                        ("content", models.BinaryField(null=True)),
                        ("width", models.PositiveIntegerField(null=True)),
                        ("height", models.PositiveIntegerField(null=True)),
                        ("refusal", models.CharField(blank=True, max_length=200)),
                        ("created_at", models.DateTimeField()),
                        ("touched_at", models.DateTimeField()),
                        (
                            "center",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.center"
                            ),
                        ),
                        (
                            "photo",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="upload",
                                to="visits.visitphoto",
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
                        (
                            "visit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="uploads",
                                to="visits.visit",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("received_bytes", 0), ("size__isnull", True)),
                                    ("received_bytes__lte", models.F("size")),
                                    _connector="OR",
                                ),
                                name="visits_photoupload_not_too_much",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PhotoPiece",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("offset", models.PositiveIntegerField()),
                        ("content", models.BinaryField()),
                        (
                            "upload",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="pieces",
                                to="visits.photoupload",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("upload", "offset"), name="visits_photopiece_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Receipt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="number")),
                        ("content_sha256", models.CharField(max_length=64)),
                        ("chain_sha256", models.CharField(max_length=64)),
                        ("received_at", models.DateTimeField(verbose_name="received")),
                        (
                            "center",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.center"
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
                        (
                            "visit",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="receipt", to="visits.visit"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "receipt",
                        "verbose_name_plural": "receipts",
                        "constraints": [
                            models.UniqueConstraint(fields=("rep", "number"), name="visits_receipt_number_once"),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1)), name="visits_receipt_counts_from_one"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ParkedVisit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("client_id", models.UUIDField()),
                        ("body_sha256", models.CharField(max_length=64)),
                        ("store_code", models.CharField(blank=True, max_length=40, verbose_name="store code")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("refused", "Refused"), ("conflict", "Other content under the same id")],
                                max_length=8,
                                verbose_name="kind",
                            ),
                        ),
                        ("payload", models.JSONField()),
                        ("reasons", models.JSONField(default=list, verbose_name="reasons")),
                        ("times_sent", models.PositiveIntegerField(default=1, verbose_name="times sent")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting"),
                                    ("mended", "Mended and received"),
                                    ("settled", "Settled by hand"),
                                ],
                                default="waiting",
                                max_length=8,
                                verbose_name="outcome",
                            ),
                        ),
                        ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="settled")),
                        ("settled_because", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                        ("parked_at", models.DateTimeField(verbose_name="parked")),
                        ("last_sent_at", models.DateTimeField(verbose_name="last sent")),
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
                        (
                            "settled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parked",
                                to="visits.visit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "parked visit",
                        "verbose_name_plural": "parked visits",
                        "indexes": [models.Index(fields=["rep", "outcome", "-parked_at"], name="visits_parked_of_rep")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("rep", "client_id", "body_sha256"), name="visits_parkedvisit_version_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["refused", "conflict"])),
                                name="visits_parkedvisit_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("outcome__in", ["waiting", "mended", "settled"])),
                                name="visits_parkedvisit_outcome_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("outcome", "waiting"), ("settled_at__isnull", True)),
                                    models.Q(
                                        models.Q(("outcome", "waiting"), _negated=True), ("settled_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="visits_parkedvisit_settled_has_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarFeed",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("token_sha256", models.CharField(editable=False, max_length=64, unique=True)),
                        ("created_at", models.DateTimeField(verbose_name="created")),
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
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="rep",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "calendar subscription",
                        "verbose_name_plural": "calendar subscriptions",
                    },
                ),
                migrations.CreateModel(
                    name="DayLook",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(verbose_name="day")),
                        ("looked_at", models.DateTimeField(verbose_name="when")),
                        ("reason", models.CharField(max_length=200, verbose_name="why")),
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
                            "looked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="looked at by",
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
                        "verbose_name": "look at a day",
                        "verbose_name_plural": "looks at days",
                        "indexes": [models.Index(fields=["rep", "-looked_at"], name="visits_daylook_of_rep")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="visits_daylook_has_reason"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VisitMark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=24, verbose_name="mark")),
                        (
                            "grade",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "Note"), (2, "To explain"), (3, "Alarm")],
                                verbose_name="weight of the mark",
                            ),
                        ),
                        ("params", models.JSONField(default=dict)),
                        ("answer", models.CharField(blank=True, max_length=500, verbose_name="answer")),
                        ("verdict", models.CharField(blank=True, max_length=500, verbose_name="verdict")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("open", "Open"),
                                    ("answered", "Explained"),
                                    ("accepted", "Accepted"),
                                    ("rejected", "Not accepted"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("made_at", models.DateTimeField(verbose_name="noticed")),
                        (
                            "earlier_photo",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="visits.visitphoto",
                            ),
                        ),
                        (
                            "photo",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="marks",
                                to="visits.visitphoto",
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="judged_marks",
                                to="visits.visit",
                                verbose_name="visit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "mark",
                        "verbose_name_plural": "marks",
                        "indexes": [models.Index(fields=["status", "-grade"], name="visits_mark_by_status")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("photo__isnull", True)),
                                fields=("visit", "code"),
                                name="visits_visitmark_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("photo__isnull", False)),
                                fields=("visit", "code", "photo"),
                                name="visits_visitmark_once_a_photo",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["open", "answered", "accepted", "rejected", "withdrawn"])
                                ),
                                name="visits_visitmark_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("grade__in", [1, 2, 3])), name="visits_visitmark_grade_known"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlaceProposal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[("rep", "told at the door"), ("checkins", "agreed check-ins")],
                                max_length=8,
                                verbose_name="source",
                            ),
                        ),
                        ("lon", models.DecimalField(decimal_places=6, max_digits=9, verbose_name="longitude")),
                        ("lat", models.DecimalField(decimal_places=6, max_digits=9, verbose_name="latitude")),
                        ("check_ins", models.PositiveIntegerField(default=1, verbose_name="check-ins")),
                        ("people", models.PositiveIntegerField(default=1, verbose_name="people")),
                        (
                            "metres_off",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="from the archive's point (m)"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[("proposed", "Proposed"), ("approved", "Taken over"), ("rejected", "Refused")],
                                default="proposed",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("made_at", models.DateTimeField(verbose_name="proposed")),
                        (
                            "center",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.center"
                            ),
                        ),
                        (
                            "store",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="place_proposals",
                                to="stores.store",
                                verbose_name="store",
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="visits.visit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "proposed position",
                        "verbose_name_plural": "proposed positions",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("status", "proposed")),
                                fields=("store",),
                                name="visits_placeproposal_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["proposed", "approved", "rejected"])),
                                name="visits_placeproposal_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("lat__gte", -90), ("lat__lte", 90), ("lon__gte", -180), ("lon__lte", 180)
                                ),
                                name="visits_placeproposal_on_earth",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StepSeconds",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("image", "Image check"),
                                    ("stock", "Stock"),
                                    ("sales", "Sales"),
                                    ("photo", "Photo"),
                                    ("market", "Market findings"),
                                    ("next", "Next step"),
                                    ("points", "Own points"),
                                    ("order", "Order"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("seconds", models.PositiveIntegerField()),
                        (
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="step_seconds",
                                to="visits.visit",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("visit", "step"), name="visits_stepseconds_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "step__in",
                                        ["image", "stock", "sales", "photo", "market", "next", "points", "order"],
                                    )
                                ),
                                name="visits_stepseconds_step_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VisitRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "visits_per_cycle",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(14)],
                                verbose_name="visits in two weeks",
                            ),
                        ),
                        ("closed_days", models.JSONField(blank=True, default=list, verbose_name="closed days")),
                        ("pinned_days", models.JSONField(blank=True, default=list, verbose_name="fixed days")),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "store",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="visit_rule",
                                to="stores.store",
                                verbose_name="store",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "visit rule",
                        "verbose_name_plural": "visit rules",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("visits_per_cycle__isnull", True), ("visits_per_cycle__lte", 14), _connector="OR"
                                ),
                                name="visits_visitrule_sane",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TravelWays",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ways", models.JSONField(default=dict)),
                        ("lon", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                        ("lat", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                        (
                            "center",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="accounts.center",
                                verbose_name="center",
                            ),
                        ),
                        (
                            "rep",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="rep",
                            ),
                        ),
                        (
                            "store",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="stores.store",
                                verbose_name="store",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "travel times",
                        "verbose_name_plural": "travel times",
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("center"),
                                django.db.models.functions.comparison.Coalesce("rep", 0),
                                django.db.models.functions.comparison.Coalesce("store", 0),
                                name="visits_travelways_one_per_place",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("lat__isnull", True), ("lon__isnull", True)),
                                    models.Q(("lat__isnull", False), ("lon__isnull", False)),
                                    _connector="OR",
                                ),
                                name="visits_travelways_place_pair",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChecklistLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)], verbose_name="place"
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("image", "Image check"),
                                    ("stock", "Stock"),
                                    ("sales", "Sales"),
                                    ("photo", "Photo"),
                                    ("market", "Market findings"),
                                    ("next", "Next step"),
                                    ("points", "Own points"),
                                    ("order", "Order"),
                                ],
                                max_length=8,
                                verbose_name="step",
                            ),
                        ),
                        ("title", models.CharField(blank=True, max_length=80, verbose_name="what to do")),
                        ("title_en", models.CharField(blank=True, max_length=80, verbose_name="in English")),
                        ("is_required", models.BooleanField(default=True, verbose_name="must be done")),
                        ("only_classes", models.CharField(blank=True, max_length=8, verbose_name="only for classes")),
                        ("only_formats", models.CharField(blank=True, max_length=80, verbose_name="only for formats")),
                        (
                            "checklist",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="visits.checklist"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "line of the checklist",
                        "verbose_name_plural": "lines of the checklist",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("checklist", "position"), name="visits_checklistline_place_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("step", "points"), _negated=True),
                                fields=("checklist", "step"),
                                name="visits_checklistline_step_once",
                                violation_error_message="This step stands in the checklist already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("step", "points"), models.Q(("title", ""), _negated=True)),
                                    models.Q(models.Q(("step", "points"), _negated=True), ("title", "")),
                                    _connector="OR",
                                ),
                                name="visits_checklistline_own_has_title",
                                violation_error_message="Say what is to be done.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "step__in",
                                        ["image", "stock", "sales", "photo", "market", "next", "points", "order"],
                                    )
                                ),
                                name="visits_checklistline_step_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VisitTick",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("words", models.CharField(blank=True, max_length=200, verbose_name="how it went")),
                        (
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="visits.checklistline"
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="ticks", to="visits.visit"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("visit", "line"), name="visits_visittick_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VisitOrder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "quantity",
                            models.PositiveIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)], verbose_name="ordered"
                            ),
                        ),
                        ("suggested", models.PositiveIntegerField(blank=True, null=True, verbose_name="suggested")),
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
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="orders", to="visits.visit"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "order of a visit",
                        "verbose_name_plural": "orders of visits",
                        "constraints": [
                            models.UniqueConstraint(fields=("visit", "model"), name="visits_visitorder_once"),
                            models.CheckConstraint(
                                condition=models.Q(("quantity__gte", 1)), name="visits_visitorder_something"
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
