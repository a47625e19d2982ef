"""The tables as the migrations before this one left them, made at once: a new database needs none of their way."""

from importlib import import_module

import datetime
import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import salesops.searching.rows
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models
from salesops.making_tables import CreateModels

_overlaps = import_module("stores.migrations.0007_distribution_lines_never_overlap")
_search = import_module("stores.migrations.0009_index_search_text")
_gathered = import_module("stores.migrations.0018_gather_what_is_indexed")
_room = import_module("stores.migrations.0025_room_for_new_versions")


class Migration(migrations.Migration):
    replaces = [
        ("stores", "0001_initial"),
        ("stores", "0002_add_bulk_edits"),
        ("stores", "0003_how_sure_a_class_is"),
        ("stores", "0004_positions_and_areas"),
        ("stores", "0005_add_hand_overs"),
        ("stores", "0006_add_distribution_standard"),
        ("stores", "0007_distribution_lines_never_overlap"),
        ("stores", "0008_add_search_text"),
        ("stores", "0009_index_search_text"),
        ("stores", "0010_hours_are_checked"),
        ("stores", "0011_closed_after_opening"),
        ("stores", "0012_contacts"),
        ("stores", "0013_index_sales_by_import"),
        ("stores", "0014_twins_and_merges"),
        ("stores", "0015_lighter_class_runs"),
        ("stores", "0016_add_distribution_weeks"),
        ("stores", "0017_store_proposals"),
        ("stores", "0018_gather_what_is_indexed"),
        ("stores", "0019_faster_class_runs"),
        ("stores", "0020_sold_handsets"),
        ("stores", "0021_completeness_weights"),
        ("stores", "0022_display_samples"),
        ("stores", "0023_proposal_has_a_customer"),
        ("stores", "0024_one_index_less"),
        ("stores", "0025_room_for_new_versions"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("workflow", "0002_audit_is_append_only"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="ClassificationRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.DateField(verbose_name="month")),
                        ("window_starts_on", models.DateField(verbose_name="window from")),
                        ("window_ends_on", models.DateField(verbose_name="window until (excluded)")),
                        ("window_months", models.JSONField(default=list)),
                        ("line_a_hundredths", models.PositiveIntegerField(verbose_name="line of A")),
                        ("line_b_hundredths", models.PositiveIntegerField(verbose_name="line of B")),
                        (
                            "measure",
                            models.CharField(
                                choices=[("units", "Units"), ("value", "Value")], max_length=8, verbose_name="measure"
                            ),
                        ),
                        ("rule_version", models.CharField(max_length=20)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("proposed", "Proposed"),
                                    ("valid", "Valid"),
                                    ("replaced", "Replaced"),
                                    ("discarded", "Discarded"),
                                ],
                                default="proposed",
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
                            "created_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("certainty_version", models.CharField(blank=True, max_length=20)),
                        ("resamples", models.PositiveIntegerField(default=0)),
                        ("seed", models.PositiveIntegerField(default=0)),
                        (
                            "sure_percent",
                            models.PositiveSmallIntegerField(null=True, verbose_name="a move must be so sure (%)"),
                        ),
                        ("inputs_digest", models.CharField(blank=True, max_length=40)),
                        ("classes_digest", models.CharField(blank=True, max_length=40)),
                    ],
                    options={
                        "verbose_name": "classification run",
                        "verbose_name_plural": "classification runs",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("status", "proposed")),
                                fields=("center", "month"),
                                name="stores_classificationrun_one_proposed",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "valid")),
                                fields=("center", "month"),
                                name="stores_classificationrun_one_valid",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["proposed", "valid", "replaced", "discarded"])),
                                name="stores_classificationrun_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)), name="stores_classificationrun_first_of_month"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Customer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=40, unique=True, verbose_name="customer code")),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("chain", "Chain"),
                                    ("independent", "Independent shop"),
                                    ("operator", "Operator hall"),
                                    ("department", "Department-store counter"),
                                    ("online", "Online to offline"),
                                    ("dealer", "Dealer"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("legal_name", models.CharField(blank=True, max_length=160, verbose_name="legal name")),
                        ("tax_id", models.CharField(blank=True, max_length=40, verbose_name="tax id")),
                        ("contact_name", models.CharField(blank=True, max_length=60, verbose_name="contact")),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                        (
                            "payment_days",
                            models.PositiveSmallIntegerField(default=30, verbose_name="payment term (days)"),
                        ),
                        (
                            "credit_yuan",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("0"),
                                max_digits=14,
                                validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                                verbose_name="credit (CNY)",
                            ),
                        ),
                        ("cooperates_since", models.DateField(blank=True, null=True, verbose_name="cooperation since")),
                        (
                            "rebate_percent",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("0"),
                                max_digits=5,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal("0")),
                                    django.core.validators.MaxValueValidator(Decimal("100")),
                                ],
                                verbose_name="rebate (% of purchase)",
                            ),
                        ),
                        (
                            "monthly_support_yuan",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("0"),
                                max_digits=14,
                                validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                                verbose_name="monthly support (CNY)",
                            ),
                        ),
                        (
                            "monthly_cost_yuan",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("0"),
                                help_text="Rent, staff and other cost that the customer bears for our business.",
                                max_digits=14,
                                validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                                verbose_name="its own monthly cost (CNY)",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[("active", "Active"), ("ended", "Ended")],
                                default="active",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "center",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="customers",
                                to="accounts.center",
                                verbose_name="center",
                            ),
                        ),
                        (
                            "dealer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="supplied_customers",
                                to="stores.customer",
                                verbose_name="supplied by dealer",
                            ),
                        ),
                        (
                            "rep",
                            models.ForeignKey(
                                help_text="Plans and reviews this customer each month.",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="customers",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="rep",
                            ),
                        ),
                        (
                            "search_text",
                            salesops.searching.rows.SearchTextField(db_default="", default="", editable=False),
                        ),
                        (
                            "contact_note",
                            models.CharField(blank=True, max_length=200, verbose_name="note on the contact"),
                        ),
                        (
                            "contact_role",
                            models.CharField(blank=True, max_length=40, verbose_name="position of the contact"),
                        ),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merged_customers",
                                to="stores.customer",
                                verbose_name="merged into",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "customer",
                        "verbose_name_plural": "customers",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["chain", "independent", "operator", "department", "online", "dealer"])
                                ),
                                name="stores_customer_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["active", "ended"])),
                                name="stores_customer_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("credit_yuan__gte", 0),
                                    ("monthly_cost_yuan__gte", 0),
                                    ("monthly_support_yuan__gte", 0),
                                    ("rebate_percent__gte", 0),
                                    ("rebate_percent__lte", 100),
                                ),
                                name="stores_customer_terms_sane",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("merged_into__isnull", True),
                                    models.Q(
                                        ("status", "ended"), models.Q(("merged_into", models.F("id")), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="stores_customer_merged_is_ended",
                                violation_error_message="A customer that was merged into another one stays ended.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandsetModel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=40, unique=True, verbose_name="model code")),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("brand", models.CharField(max_length=40, verbose_name="brand")),
                        ("series", models.CharField(blank=True, max_length=40, verbose_name="series")),
                        ("is_own", models.BooleanField(default=True, verbose_name="our own")),
                        ("launched_on", models.DateField(blank=True, null=True, verbose_name="launched on")),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="end of life on")),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "search_text",
                            salesops.searching.rows.SearchTextField(db_default="", default="", editable=False),
                        ),
                    ],
                    options={
                        "verbose_name": "model",
                        "verbose_name_plural": "models",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_on__isnull", True),
                                    ("launched_on__isnull", True),
                                    ("ended_on__gt", models.F("launched_on")),
                                    _connector="OR",
                                ),
                                name="stores_handsetmodel_life",
                                violation_error_message="The end of life must lie after the launch.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Price",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="valid from")),
                        (
                            "list_yuan",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=10,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="list price (CNY)",
                            ),
                        ),
                        (
                            "supply_yuan",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=10,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="supply price (CNY)",
                            ),
                        ),
                        (
                            "model",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="prices",
                                to="stores.handsetmodel",
                                verbose_name="model",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "price",
                        "verbose_name_plural": "prices",
                        "constraints": [
                            models.UniqueConstraint(fields=("model", "starts_on"), name="stores_price_one_per_day"),
                            models.CheckConstraint(
                                condition=models.Q(("list_yuan__gte", 0), ("supply_yuan__gte", 0)),
                                name="stores_price_not_negative",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Sku",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=40, unique=True, verbose_name="SKU code")),
                        ("colour", models.CharField(blank=True, max_length=40, verbose_name="colour")),
                        ("memory", models.CharField(blank=True, max_length=40, verbose_name="memory")),
                        (
                            "model",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="skus",
                                to="stores.handsetmodel",
                                verbose_name="model",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "SKU",
                        "verbose_name_plural": "SKUs",
                        "constraints": [
                            models.UniqueConstraint(fields=("model", "colour", "memory"), name="stores_sku_one_variant")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Store",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=40, unique=True, verbose_name="store code")),
                        ("name", models.CharField(max_length=120, verbose_name="store name")),
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
                            "division_code",
                            models.CharField(
                                blank=True,
                                help_text="Six digits, GB/T 2260.",
                                max_length=12,
                                verbose_name="administrative division",
                            ),
                        ),
                        ("address", models.CharField(blank=True, max_length=200, verbose_name="address")),
                        (
                            "lon",
                            models.DecimalField(
                                blank=True,
                                decimal_places=6,
                                max_digits=9,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(-180),
                                    django.core.validators.MaxValueValidator(180),
                                ],
                                verbose_name="longitude",
                            ),
                        ),
                        (
                            "lat",
                            models.DecimalField(
                                blank=True,
                                decimal_places=6,
                                max_digits=9,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(-90),
                                    django.core.validators.MaxValueValidator(90),
                                ],
                                verbose_name="latitude",
                            ),
                        ),
                        ("contact_name", models.CharField(blank=True, max_length=60, verbose_name="contact")),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                        ("opens_at", models.TimeField(default=datetime.time(9, 0), verbose_name="opens at")),
                        ("closes_at", models.TimeField(default=datetime.time(21, 0), verbose_name="closes at")),
                        ("area_m2", models.PositiveIntegerField(blank=True, null=True, verbose_name="area (m²)")),
                        (
                            "counters",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="our counters"),
                        ),
                        (
                            "competitor_counters",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="competitor counters"),
                        ),
                        ("staff_count", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="staff")),
                        (
                            "monthly_capacity_units",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="monthly handset capacity (units, all brands)"
                            ),
                        ),
                        (
                            "store_class",
                            models.CharField(
                                choices=[("A", "A"), ("B", "B"), ("C", "C")],
                                default="C",
                                max_length=1,
                                verbose_name="class",
                            ),
                        ),
                        (
                            "class_is_provisional",
                            models.BooleanField(
                                default=True,
                                help_text="Not yet confirmed by a classification run.",
                                verbose_name="class is provisional",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("prospect", "Prospect"),
                                    ("active", "Active"),
                                    ("suspended", "Suspended"),
                                    ("closed", "Closed"),
                                ],
                                default="active",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("opened_on", models.DateField(blank=True, null=True, verbose_name="opened on")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "center",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stores",
                                to="accounts.center",
                                verbose_name="center",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stores",
                                to="stores.customer",
                                verbose_name="customer",
                            ),
                        ),
                        (
                            "rep",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stores",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="rep",
                            ),
                        ),
                        (
                            "position_system",
                            models.CharField(
                                choices=[
                                    ("wgs84", "WGS-84 (GPS, phones)"),
                                    ("gcj02", "GCJ-02 (Amap, Tencent)"),
                                    ("bd09", "BD-09 (Baidu)"),
                                ],
                                default="wgs84",
                                max_length=6,
                                verbose_name="coordinate system",
                            ),
                        ),
                        (
                            "search_text",
                            salesops.searching.rows.SearchTextField(db_default="", default="", editable=False),
                        ),
                        ("hours_are_checked", models.BooleanField(default=False, verbose_name="opening hours checked")),
                        (
                            "contact_note",
                            models.CharField(blank=True, max_length=200, verbose_name="note on the contact"),
                        ),
                        (
                            "contact_role",
                            models.CharField(blank=True, max_length=40, verbose_name="position of the contact"),
                        ),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merged_stores",
                                to="stores.store",
                                verbose_name="merged into",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "store",
                        "verbose_name_plural": "stores",
                        "indexes": [
                            models.Index(fields=["center", "rep", "status"], name="stores_store_area"),
                            models.Index(fields=["name"], name="stores_store_name"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("format__in", ["brand", "multi", "chain", "operator", "counter"])),
                                name="stores_store_format_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["prospect", "active", "suspended", "closed"])),
                                name="stores_store_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("store_class__in", ["A", "B", "C"])),
                                name="stores_store_class_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_on__isnull", False), ("status", "closed")),
                                    models.Q(
                                        models.Q(("status", "closed"), _negated=True), ("closed_on__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="stores_store_closed_has_date",
                                violation_error_message="A closed store has a closing date, an open one has none.",
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
                                name="stores_store_position_pair",
                                violation_error_message="Give both longitude and latitude, or neither.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("opens_at__lt", models.F("closes_at"))),
                                name="stores_store_opens_before_closing",
                                violation_error_message="The store must open before it closes.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("position_system__in", ["wgs84", "gcj02", "bd09"])),
                                name="stores_store_system_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("opened_on__isnull", True),
                                    ("closed_on__isnull", True),
                                    ("closed_on__gte", models.F("opened_on")),
                                    _connector="OR",
                                ),
                                name="stores_store_closed_after_opening",
                                violation_error_message="The store was closed before it was opened.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("merged_into__isnull", True),
                                    models.Q(
                                        ("status", "closed"), models.Q(("merged_into", models.F("id")), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="stores_store_merged_is_closed",
                                violation_error_message="A store that was merged into another one stays closed.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StockCount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("counted_on", models.DateField(verbose_name="counted on")),
                        ("quantity", models.PositiveIntegerField(verbose_name="stock")),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "sku",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stores.sku"
                            ),
                        ),
                        (
                            "store",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stock_counts",
                                to="stores.store",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "stock count",
                        "verbose_name_plural": "stock counts",
                        "indexes": [models.Index(fields=["store", "counted_on"], name="stores_stockcount_by_day")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("store", "sku", "counted_on"), name="stores_stockcount_once_a_day"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SalesRecord",
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
                                choices=[("sell_in", "Sell-in"), ("sell_out", "Sell-out")],
                                max_length=8,
                                verbose_name="kind",
                            ),
                        ),
                        ("sold_on", models.DateField(verbose_name="day")),
                        ("quantity", models.IntegerField(verbose_name="quantity")),
                        (
                            "amount_yuan",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="amount (CNY)"
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[("import", "Import"), ("visit", "Visit"), ("typed", "Typed")],
                                max_length=8,
                                verbose_name="source",
                            ),
                        ),
                        ("document", models.CharField(blank=True, max_length=60, verbose_name="document no.")),
                        ("correction_no", models.PositiveSmallIntegerField(default=0)),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                        ("recorded_at", models.DateTimeField()),
                        ("import_run_id", models.BigIntegerField(blank=True, null=True)),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "sku",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sales",
                                to="stores.sku",
                                verbose_name="SKU",
                            ),
                        ),
                        (
                            "store",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sales",
                                to="stores.store",
                                verbose_name="store",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "sales record",
                        "verbose_name_plural": "sales records",
                        "indexes": [
                            models.Index(fields=["-sold_on", "-id"], name="stores_salesrecord_latest"),
                            models.Index(
                                condition=models.Q(("import_run_id__isnull", False)),
                                fields=["import_run_id"],
                                name="stores_salesrecord_of_import",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("store", "sold_on", "sku", "kind", "source", "document", "correction_no"),
                                name="stores_salesrecord_fact_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["sell_in", "sell_out"])),
                                name="stores_salesrecord_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source__in", ["import", "visit", "typed"])),
                                name="stores_salesrecord_source_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SalesMonth",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.DateField(verbose_name="month")),
                        ("sell_in", models.IntegerField(default=0, verbose_name="sell-in")),
                        ("sell_out", models.IntegerField(default=0, verbose_name="sell-out")),
                        (
                            "sell_out_yuan",
                            models.DecimalField(
                                decimal_places=2, default=0, max_digits=14, verbose_name="sell-out (CNY)"
                            ),
                        ),
                        ("records", models.PositiveIntegerField(default=0)),
                        (
                            "model",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stores.handsetmodel"
                            ),
                        ),
                        (
                            "store",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sales_months",
                                to="stores.store",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "sales of a month",
                        "verbose_name_plural": "sales by month",
                        "indexes": [models.Index(fields=["month", "store"], name="stores_salesmonth_by_month")],
                        "constraints": [
                            models.UniqueConstraint(fields=("store", "month", "model"), name="stores_salesmonth_once"),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)), name="stores_salesmonth_first_of_month"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClassOverride",
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
                        ("reason", models.CharField(max_length=200, verbose_name="reason")),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(verbose_name="until (excluded)")),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "store",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="class_overrides",
                                to="stores.store",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "class override",
                        "verbose_name_plural": "class overrides",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                                name="stores_classoverride_span",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("store_class__in", ["A", "B", "C"])),
                                name="stores_classoverride_class_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="stores_classoverride_has_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClassificationEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("rank", models.PositiveIntegerField(null=True, verbose_name="rank")),
                        ("volume", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="volume")),
                        (
                            "before",
                            models.DecimalField(decimal_places=2, max_digits=18, null=True, verbose_name="sum before"),
                        ),
                        ("total", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="sum of the area")),
                        ("months", models.JSONField(default=dict)),
                        ("flags", models.JSONField(default=list)),
                        (
                            "store_class",
                            models.CharField(
                                choices=[("A", "A"), ("B", "B"), ("C", "C")],
                                max_length=1,
                                verbose_name="class by the rule",
                            ),
                        ),
                        (
                            "shown_class",
                            models.CharField(
                                choices=[("A", "A"), ("B", "B"), ("C", "C")], max_length=1, verbose_name="class"
                            ),
                        ),
                        (
                            "previous_class",
                            models.CharField(
                                blank=True,
                                choices=[("A", "A"), ("B", "B"), ("C", "C")],
                                max_length=1,
                                verbose_name="class before",
                            ),
                        ),
                        (
                            "rep",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="entries",
                                to="stores.classificationrun",
                            ),
                        ),
                        (
                            "store",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="classifications",
                                to="stores.store",
                            ),
                        ),
                        ("certainty_percent", models.PositiveSmallIntegerField(null=True, verbose_name="how sure (%)")),
                        ("class_counts", models.JSONField(default=list)),
                        ("evidence", models.JSONField(default=dict)),
                        ("is_kept", models.BooleanField(default=False, verbose_name="kept, as the move is not sure")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("run", "store"), name="stores_classificationentry_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("shown_class__in", ["A", "B", "C"]), ("store_class__in", ["A", "B", "C"])
                                ),
                                name="stores_classificationentry_class_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StoreResponsibility",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="responsibilities",
                                to="stores.store",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ends_on__isnull", True)),
                                fields=("store",),
                                name="stores_responsibility_one_open",
                            ),
                            models.UniqueConstraint(
                                fields=("store", "starts_on"), name="stores_responsibility_one_start"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True), ("ends_on__gt", models.F("starts_on")), _connector="OR"
                                ),
                                name="stores_responsibility_span",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClassificationRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "line_a_hundredths",
                            models.PositiveIntegerField(
                                default=4000,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(9999),
                                ],
                                verbose_name="line of A (hundredths of a percent)",
                            ),
                        ),
                        (
                            "line_b_hundredths",
                            models.PositiveIntegerField(
                                default=8000,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(9999),
                                ],
                                verbose_name="line of B (hundredths of a percent)",
                            ),
                        ),
                        (
                            "window_months",
                            models.PositiveSmallIntegerField(
                                default=3,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(12),
                                ],
                                verbose_name="window (months)",
                            ),
                        ),
                        (
                            "measure",
                            models.CharField(
                                choices=[("units", "Units"), ("value", "Value")],
                                default="units",
                                max_length=8,
                                verbose_name="measure",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "center",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="classification_rule",
                                to="accounts.center",
                                verbose_name="center",
                            ),
                        ),
                        (
                            "sure_percent",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Empty: every move of the rule counts.",
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(50),
                                    django.core.validators.MaxValueValidator(99),
                                ],
                                verbose_name="a move must be so sure (%)",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "classification rule",
                        "verbose_name_plural": "classification rules",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("line_a_hundredths__lt", models.F("line_b_hundredths")),
                                    ("line_b_hundredths__lt", 10000),
                                ),
                                name="stores_classificationrule_lines_in_order",
                                violation_error_message="The line of A must lie below the line of B, and both below 100 %.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sure_percent__isnull", True), ("sure_percent__range", (50, 99)), _connector="OR"
                                ),
                                name="stores_classificationrule_sure_percent",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BulkEdit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "subject",
                            models.CharField(choices=[("store", "Stores"), ("customer", "Customers")], max_length=10),
                        ),
                        ("values", models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                        ("reason", models.CharField(max_length=200, verbose_name="reason")),
                        (
                            "status",
                            models.CharField(
                                choices=[("previewed", "Preview"), ("applied", "Applied"), ("undone", "Undone")],
                                default="previewed",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("made_at", models.DateTimeField()),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("subject__in", ["store", "customer"])),
                                name="stores_bulk_subject_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["previewed", "applied", "undone"])),
                                name="stores_bulk_status_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BulkLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("seen_revision", models.PositiveIntegerField()),
                        ("former", models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, null=True)),
                        ("made_revision", models.PositiveIntegerField(null=True)),
                        (
                            "customer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="stores.customer",
                            ),
                        ),
                        (
                            "edit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="stores.bulkedit"
                            ),
                        ),
                        (
                            "store",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="stores.store",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("edit", "store"), name="stores_bulkline_store_once"),
                            models.UniqueConstraint(fields=("edit", "customer"), name="stores_bulkline_customer_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("customer__isnull", True), ("store__isnull", False)),
                                    models.Q(("customer__isnull", False), ("store__isnull", True)),
                                    _connector="OR",
                                ),
                                name="stores_bulkline_one_object",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("former__isnull", True), ("made_revision__isnull", True)),
                                    models.Q(("former__isnull", False), ("made_revision__isnull", False)),
                                    _connector="OR",
                                ),
                                name="stores_bulkline_made_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CenterArea",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "division_prefixes",
                            models.CharField(
                                blank=True,
                                help_text="Codes of provinces, cities or districts, such as 3301 3305. Left blank: where its stores are.",
                                max_length=200,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^\\d{2,6}( \\d{2,6})*$",
                                        "Write codes of two to six digits with spaces between them.",
                                    )
                                ],
                                verbose_name="division codes",
                            ),
                        ),
                        (
                            "radius_km",
                            models.PositiveSmallIntegerField(
                                default=60,
                                validators=[
                                    django.core.validators.MinValueValidator(5),
                                    django.core.validators.MaxValueValidator(500),
                                ],
                                verbose_name="distance from a district's middle (km)",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "center",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="area",
                                to="accounts.center",
                                verbose_name="center",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "center's area",
                        "verbose_name_plural": "centers' areas",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("radius_km__gte", 5), ("radius_km__lte", 500)),
                                name="stores_centerarea_radius_sane",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandOver",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="from")),
                        ("reason", models.CharField(max_length=200, verbose_name="reason")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Preview"),
                                    ("waiting", "Waits for its day"),
                                    ("done", "Done"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
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
                            "from_rep",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="former rep",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "to_rep",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="new rep",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "store hand-over",
                        "verbose_name_plural": "store hand-overs",
                        "indexes": [models.Index(fields=["status", "on"], name="stores_handover_due")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("from_rep", models.F("to_rep")), _negated=True),
                                name="stores_handover_to_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["draft", "waiting", "done", "cancelled"])),
                                name="stores_handover_status_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandOverLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("draft", "not handed over yet"),
                                    ("waiting", "waits for its day"),
                                    ("moved", "handed over"),
                                    ("cancelled", "cancelled"),
                                    ("other_rep", "has another rep or center by now"),
                                    ("later_span", "its rep took over after that day"),
                                    ("no_rep", "the new rep is no active rep of the center"),
                                    ("waits", "waits in another hand-over already"),
                                ],
                                default="draft",
                                max_length=12,
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="hand_over_lines",
                                to="stores.customer",
                            ),
                        ),
                        (
                            "hand_over",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="stores.handover"
                            ),
                        ),
                        (
                            "store",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="hand_over_lines",
                                to="stores.store",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("customer__isnull", True), ("store__isnull", False)),
                                    models.Q(("customer__isnull", False), ("store__isnull", True)),
                                    _connector="OR",
                                ),
                                name="stores_handoverline_one_object",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "outcome__in",
                                        [
                                            "draft",
                                            "waiting",
                                            "moved",
                                            "cancelled",
                                            "other_rep",
                                            "later_span",
                                            "no_rep",
                                            "waits",
                                        ],
                                    )
                                ),
                                name="stores_handoverline_outcome_known",
                            ),
                            models.UniqueConstraint(
                                fields=("hand_over", "store"), name="stores_handoverline_store_once"
                            ),
                            models.UniqueConstraint(
                                fields=("hand_over", "customer"), name="stores_handoverline_customer_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("outcome", "waiting")),
                                fields=("store",),
                                name="stores_handoverline_store_waits_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("outcome", "waiting")),
                                fields=("customer",),
                                name="stores_handoverline_customer_waits_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DistributionLine",
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
                            "colours",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(9),
                                ],
                                verbose_name="minimal colours",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="valid from")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="until (excluded)")),
                        (
                            "model",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="distribution_lines",
                                to="stores.handsetmodel",
                                verbose_name="model",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "line of the distribution standard",
                        "verbose_name_plural": "distribution standard",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("model", "store_class", "format", "starts_on"),
                                name="stores_distributionline_one_start",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ends_on__isnull", True)),
                                fields=("model", "store_class", "format"),
                                name="stores_distributionline_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True), ("ends_on__gt", models.F("starts_on")), _connector="OR"
                                ),
                                name="stores_distributionline_span",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("colours__gte", 1), ("colours__lte", 9)),
                                name="stores_distributionline_colours",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("format__in", ["brand", "multi", "chain", "operator", "counter"]),
                                    ("store_class__in", ["A", "B", "C"]),
                                ),
                                name="stores_distributionline_cell_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CustomerContact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        ("role", models.CharField(blank=True, max_length=40, verbose_name="position held")),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="contacts",
                                to="stores.customer",
                                verbose_name="customer",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "contact",
                        "verbose_name_plural": "contacts",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("owner", "name", "phone"), name="stores_customercontact_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True), name="stores_customercontact_named"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StoreContact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        ("role", models.CharField(blank=True, max_length=40, verbose_name="position held")),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="contacts",
                                to="stores.store",
                                verbose_name="store",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "contact",
                        "verbose_name_plural": "contacts",
                        "constraints": [
                            models.UniqueConstraint(fields=("owner", "name", "phone"), name="stores_storecontact_once"),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True), name="stores_storecontact_named"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CustomerTwins",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("score", models.PositiveSmallIntegerField(verbose_name="points")),
                        ("reasons", models.JSONField(default=list)),
                        ("rule_version", models.CharField(max_length=20)),
                        ("found_at", models.DateTimeField(verbose_name="found at")),
                        ("parted_at", models.DateTimeField(blank=True, null=True, verbose_name="called different at")),
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
                            "first",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="stores.customer"
                            ),
                        ),
                        (
                            "parted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "second",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="stores.customer"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "likely duplicate",
                        "verbose_name_plural": "likely duplicates",
                        "abstract": False,
                        "indexes": [models.Index(fields=["center", "-score"], name="stores_customertwins_list")],
                        "constraints": [
                            models.UniqueConstraint(fields=("first", "second"), name="stores_customertwins_once"),
                            models.CheckConstraint(
                                condition=models.Q(("first__lt", models.F("second"))),
                                name="stores_customertwins_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("score__lte", 100)), name="stores_customertwins_points"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("parted_at__isnull", True), ("parted_by__isnull", True)),
                                    models.Q(("parted_at__isnull", False), ("parted_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="stores_customertwins_parted_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MergeRecord",
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
                                choices=[("store", "Stores"), ("customer", "Customers")],
                                max_length=8,
                                verbose_name="kind",
                            ),
                        ),
                        ("gone_id", models.PositiveBigIntegerField()),
                        ("kept_id", models.PositiveBigIntegerField()),
                        ("gone_name", models.CharField(max_length=170, verbose_name="merged")),
                        ("kept_name", models.CharField(max_length=170, verbose_name="into")),
                        (
                            "gone_changes",
                            models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder),
                        ),
                        (
                            "kept_changes",
                            models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder),
                        ),
                        ("reason", models.CharField(max_length=200, verbose_name="reason")),
                        ("merged_at", models.DateTimeField(verbose_name="merged at")),
                        ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="undone at")),
                        ("undo_reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
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
                            "merged_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="merged by",
                            ),
                        ),
                        (
                            "undone_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="undone by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "merge",
                        "verbose_name_plural": "merges",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("undone_at__isnull", True)),
                                fields=("kind", "gone_id"),
                                name="stores_mergerecord_one_in_force",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["store", "customer"])),
                                name="stores_mergerecord_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("gone_id", models.F("kept_id")), _negated=True),
                                name="stores_mergerecord_two",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="stores_mergerecord_has_reason"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("undone_at__isnull", True), ("undone_by__isnull", True)),
                                    models.Q(
                                        ("undone_at__isnull", False),
                                        ("undone_by__isnull", False),
                                        models.Q(("undo_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="stores_mergerecord_undone_with_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MergedRows",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("relation", models.CharField(max_length=80)),
                        ("moved", models.JSONField(default=list)),
                        (
                            "changed",
                            models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder),
                        ),
                        (
                            "removed",
                            models.JSONField(default=list, encoder=django.core.serializers.json.DjangoJSONEncoder),
                        ),
                        ("stayed", models.PositiveIntegerField(default=0)),
                        (
                            "record",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parts",
                                to="stores.mergerecord",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("record", "relation"), name="stores_mergedrows_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StoreTwins",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("score", models.PositiveSmallIntegerField(verbose_name="points")),
                        ("reasons", models.JSONField(default=list)),
                        ("rule_version", models.CharField(max_length=20)),
                        ("found_at", models.DateTimeField(verbose_name="found at")),
                        ("parted_at", models.DateTimeField(blank=True, null=True, verbose_name="called different at")),
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
                            "first",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="stores.store"
                            ),
                        ),
                        (
                            "parted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "second",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="stores.store"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "likely duplicate",
                        "verbose_name_plural": "likely duplicates",
                        "abstract": False,
                        "indexes": [models.Index(fields=["center", "-score"], name="stores_storetwins_list")],
                        "constraints": [
                            models.UniqueConstraint(fields=("first", "second"), name="stores_storetwins_once"),
                            models.CheckConstraint(
                                condition=models.Q(("first__lt", models.F("second"))), name="stores_storetwins_in_order"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("score__lte", 100)), name="stores_storetwins_points"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("parted_at__isnull", True), ("parted_by__isnull", True)),
                                    models.Q(("parted_at__isnull", False), ("parted_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="stores_storetwins_parted_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DistributionWeek",
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
                        ("week", models.DateField(verbose_name="week from")),
                        ("measured_on", models.DateField(verbose_name="measured on")),
                        ("stores", models.PositiveIntegerField(verbose_name="target stores")),
                        ("carrying", models.PositiveIntegerField(verbose_name="stores that carry it")),
                        ("in_all_colours", models.PositiveIntegerField(verbose_name="in all colours")),
                        ("unknown", models.PositiveIntegerField(verbose_name="unknown")),
                        ("weight", models.PositiveIntegerField(verbose_name="sales of target stores")),
                        ("weight_carrying", models.PositiveIntegerField(verbose_name="sales of stores that carry it")),
                        (
                            "center",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.center"
                            ),
                        ),
                        (
                            "model",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="stores.handsetmodel"
                            ),
                        ),
                        (
                            "rep",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "distribution of a week",
                        "verbose_name_plural": "distribution by week",
                        "indexes": [models.Index(fields=["model", "week"], name="stores_distributionweek_model")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("center", "week", "rep", "store_class", "format", "model"),
                                name="stores_distributionweek_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("carrying__lte", models.F("stores")),
                                    ("in_all_colours__lte", models.F("carrying")),
                                    ("weight_carrying__lte", models.F("weight")),
                                ),
                                name="stores_distributionweek_parts",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StoreDistributionWeek",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("week", models.DateField(verbose_name="week from")),
                        ("asked", models.PositiveSmallIntegerField(verbose_name="models asked")),
                        ("carried", models.PositiveSmallIntegerField(verbose_name="models carried")),
                        ("is_known", models.BooleanField(verbose_name="known")),
                        (
                            "store",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="distribution_weeks",
                                to="stores.store",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "store's distribution of a week",
                        "verbose_name_plural": "stores' distribution by week",
                        "indexes": [models.Index(fields=["week"], name="stores_storedistribution_week")],
                        "constraints": [
                            models.UniqueConstraint(fields=("store", "week"), name="stores_storedistributionweek_once"),
                            models.CheckConstraint(
                                condition=models.Q(("carried__lte", models.F("asked"))),
                                name="stores_storedistributionweek_parts",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StoreProposal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="store name")),
                        ("customer_name", models.CharField(blank=True, max_length=120, verbose_name="new customer")),
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
                            "starts_as",
                            models.CharField(
                                choices=[
                                    ("prospect", "Prospect: not won yet, no visits and plans"),
                                    ("active", "Active: sells our handsets"),
                                ],
                                default="prospect",
                                max_length=10,
                                verbose_name="begins as",
                            ),
                        ),
                        ("address", models.CharField(blank=True, max_length=200, verbose_name="address")),
                        (
                            "lon",
                            models.DecimalField(
                                blank=True,
                                decimal_places=6,
                                max_digits=9,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(-180),
                                    django.core.validators.MaxValueValidator(180),
                                ],
                                verbose_name="longitude",
                            ),
                        ),
                        (
                            "lat",
                            models.DecimalField(
                                blank=True,
                                decimal_places=6,
                                max_digits=9,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(-90),
                                    django.core.validators.MaxValueValidator(90),
                                ],
                                verbose_name="latitude",
                            ),
                        ),
                        (
                            "position_system",
                            models.CharField(
                                choices=[
                                    ("wgs84", "WGS-84 (GPS, phones)"),
                                    ("gcj02", "GCJ-02 (Amap, Tencent)"),
                                    ("bd09", "BD-09 (Baidu)"),
                                ],
                                default="wgs84",
                                max_length=6,
                                verbose_name="coordinate system",
                            ),
                        ),
                        ("contact_name", models.CharField(blank=True, max_length=60, verbose_name="contact")),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                        ("opens_at", models.TimeField(default=datetime.time(9, 0), verbose_name="opens at")),
                        ("closes_at", models.TimeField(default=datetime.time(21, 0), verbose_name="closes at")),
                        (
                            "is_similar",
                            models.BooleanField(default=False, editable=False, verbose_name="like another store"),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=200, verbose_name="why it is another store"),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waits for the center manager"),
                                    ("returned", "Returned"),
                                    ("approved", "Approved"),
                                    ("rejected", "Rejected"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(verbose_name="proposed at")),
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
                            "customer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="stores.customer",
                                verbose_name="customer",
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
                            models.OneToOneField(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="stores.store",
                                verbose_name="store",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "proposed store",
                        "verbose_name_plural": "proposed stores",
                        "indexes": [models.Index(fields=["center", "status"], name="stores_storeproposal_inbox")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["waiting", "returned", "approved", "rejected", "withdrawn"])
                                ),
                                name="stores_storeproposal_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("starts_as__in", ["prospect", "active"])),
                                name="stores_storeproposal_start_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("customer__isnull", False), ("status", "approved"), ("store__isnull", False)
                                    ),
                                    models.Q(models.Q(("status", "approved"), _negated=True), ("store__isnull", True)),
                                    _connector="OR",
                                ),
                                name="stores_storeproposal_approved_is_a_store",
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
                                name="stores_storeproposal_position_pair",
                                violation_error_message="Give both longitude and latitude, or neither.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("opens_at__lt", models.F("closes_at"))),
                                name="stores_storeproposal_opens_before_closing",
                                violation_error_message="The store must open before it closes.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("customer__isnull", False),
                                    models.Q(("customer_name", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="stores_storeproposal_has_a_customer",
                                violation_error_message="Choose a customer, or give the name of a new one.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SoldHandset",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("imei", models.CharField(max_length=15, verbose_name="IMEI")),
                        (
                            "freed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="freed_handsets",
                                to="stores.salesrecord",
                                verbose_name="came back with",
                            ),
                        ),
                        (
                            "record",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handsets",
                                to="stores.salesrecord",
                                verbose_name="sales record",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "sold handset",
                        "verbose_name_plural": "sold handsets",
                        "indexes": [models.Index(fields=["imei"], name="stores_soldhandset_imei")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("freed_by__isnull", True)),
                                fields=("imei",),
                                name="stores_soldhandset_sold_once",
                            ),
                            models.UniqueConstraint(fields=("record", "imei"), name="stores_soldhandset_once_a_record"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("freed_by__isnull", True),
                                    models.Q(("freed_by", models.F("record")), _negated=True),
                                    _connector="OR",
                                ),
                                name="stores_soldhandset_freed_by_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CompletenessWeights",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("of_stores", models.JSONField(default=dict, verbose_name="weights of stores")),
                        ("of_customers", models.JSONField(default=dict, verbose_name="weights of customers")),
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
                    ],
                    options={
                        "verbose_name": "weights of completeness",
                        "verbose_name_plural": "weights of completeness",
                    },
                ),
                migrations.CreateModel(
                    name="DisplaySample",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("imei", models.CharField(max_length=15, verbose_name="IMEI")),
                        ("starts_on", models.DateField(verbose_name="since")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="until (excluded)")),
                        (
                            "sku",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="stores.sku",
                                verbose_name="SKU",
                            ),
                        ),
                        (
                            "store",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="samples",
                                to="stores.store",
                                verbose_name="store",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "display sample",
                        "verbose_name_plural": "display samples",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ends_on__isnull", True)),
                                fields=("imei",),
                                name="stores_displaysample_in_one_store",
                                violation_error_message="This IMEI stands in a store as a sample already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                                ),
                                name="stores_displaysample_ends_after_start",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunPython(_overlaps.add, _overlaps.drop),
        migrations.RunPython(_search.add_indexes, _search.drop_indexes),
        migrations.RunPython(_gathered.gather, _gathered.put_in_at_once),
        migrations.RunPython(_room.leave_room, _room.fill_up),
    ]
