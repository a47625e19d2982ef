"""The tables as the migrations before this one left them, made at once: a new database needs none of their way."""

from importlib import import_module

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models
from salesops.making_tables import CreateModels

_lines = import_module("dealers.migrations.0002_approved_lines_are_locked")
_territories = import_module("dealers.migrations.0004_territories_never_overlap")
_targets = import_module("dealers.migrations.0006_decided_targets_are_locked")
_team = import_module("dealers.migrations.0010_team_stores_never_overlap")


class Migration(migrations.Migration):
    replaces = [
        ("dealers", "0001_initial"),
        ("dealers", "0002_approved_lines_are_locked"),
        ("dealers", "0003_dealer_development"),
        ("dealers", "0004_territories_never_overlap"),
        ("dealers", "0005_targets"),
        ("dealers", "0006_decided_targets_are_locked"),
        ("dealers", "0007_dealer_business"),
        ("dealers", "0008_dealer_evaluations"),
        ("dealers", "0009_dealer_team"),
        ("dealers", "0010_team_stores_never_overlap"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("stores", "0025_room_for_new_versions"),
        ("visits", "0013_tasks_done_in_visits"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="ProfitPlan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.DateField(verbose_name="month")),
                        (
                            "rebate_percent",
                            models.DecimalField(decimal_places=2, max_digits=5, verbose_name="rebate (% of purchase)"),
                        ),
                        (
                            "drafted_support_yuan",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=14,
                                validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                                verbose_name="support by contract (CNY)",
                            ),
                        ),
                        (
                            "drafted_own_cost_yuan",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=14,
                                validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                                verbose_name="own cost by contract (CNY)",
                            ),
                        ),
                        (
                            "average_stock_yuan",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=14,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                                verbose_name="average stock at supply price (CNY)",
                            ),
                        ),
                        (
                            "typed_support_yuan",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=14,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                                verbose_name="support in this month (CNY)",
                            ),
                        ),
                        (
                            "typed_own_cost_yuan",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=14,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                                verbose_name="the customer's own cost in this month (CNY)",
                            ),
                        ),
                        ("terms_reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                        (
                            "support_yuan",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.db.models.functions.comparison.Coalesce(
                                    "typed_support_yuan", "drafted_support_yuan"
                                ),
                                output_field=models.DecimalField(decimal_places=2, max_digits=14),
                            ),
                        ),
                        (
                            "own_cost_yuan",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.db.models.functions.comparison.Coalesce(
                                    "typed_own_cost_yuan", "drafted_own_cost_yuan"
                                ),
                                output_field=models.DecimalField(decimal_places=2, max_digits=14),
                            ),
                        ),
                        ("note", models.TextField(blank=True, max_length=2000, verbose_name="note for the manager")),
                        ("inputs", models.JSONField(blank=True, default=dict)),
                        ("forecast_rule", models.CharField(max_length=40)),
                        ("profit_rule", models.CharField(max_length=40)),
                        ("drafted_at", models.DateTimeField(verbose_name="drafted at")),
                        ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="submitted at")),
                        ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="approved at")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("submitted", "Submitted"),
                                    ("returned", "Returned"),
                                    ("approved", "Approved"),
                                ],
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
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plans",
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
                    ],
                    options={
                        "verbose_name": "profit plan",
                        "verbose_name_plural": "profit plans",
                        "indexes": [
                            models.Index(fields=["center", "month", "status"], name="dealers_plan_of_center"),
                            models.Index(fields=["rep", "month", "status"], name="dealers_plan_of_rep"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("customer", "month"), name="dealers_profitplan_one_per_customer_month"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)), name="dealers_profitplan_first_of_month"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["draft", "submitted", "returned", "approved"])),
                                name="dealers_profitplan_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("approved_at__isnull", False), ("status", "approved")),
                                    models.Q(
                                        models.Q(("status", "approved"), _negated=True), ("approved_at__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="dealers_profitplan_approved_has_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("typed_own_cost_yuan__isnull", True), ("typed_support_yuan__isnull", True)
                                    ),
                                    models.Q(("terms_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="dealers_profitplan_typed_terms_have_reason",
                                violation_error_message="Please say why the terms of this month differ from the contract.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("baseline_quantity", models.PositiveIntegerField(verbose_name="baseline")),
                        ("promotion_quantity", models.PositiveIntegerField(default=0, verbose_name="promotion")),
                        (
                            "drafted_quantity",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.db.models.expressions.CombinedExpression(
                                    models.F("baseline_quantity"), "+", models.F("promotion_quantity")
                                ),
                                output_field=models.PositiveIntegerField(),
                            ),
                        ),
                        ("low_quantity", models.PositiveIntegerField(verbose_name="range from")),
                        ("high_quantity", models.PositiveIntegerField(verbose_name="range to")),
                        (
                            "typed_quantity",
                            models.PositiveIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(100000)],
                                verbose_name="changed to",
                            ),
                        ),
                        ("typed_reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                        (
                            "quantity",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.db.models.functions.comparison.Coalesce(
                                    "typed_quantity",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("baseline_quantity"), "+", models.F("promotion_quantity")
                                    ),
                                ),
                                output_field=models.PositiveIntegerField(),
                            ),
                        ),
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
                            "method",
                            models.CharField(
                                choices=[
                                    ("robust", "level, recent months and season"),
                                    ("short_history", "short history"),
                                    ("opening", "newly opened"),
                                    ("like_stores", "no history: like similar stores"),
                                    ("added", "added by hand"),
                                    ("left", "no longer in the draft"),
                                ],
                                max_length=16,
                                verbose_name="made by",
                            ),
                        ),
                        ("stock_quantity", models.PositiveIntegerField(blank=True, null=True, verbose_name="stock")),
                        ("inputs", models.JSONField(blank=True, default=dict)),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
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
                            "store",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="stores.store",
                                verbose_name="store",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="dealers.profitplan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "plan line",
                        "verbose_name_plural": "plan lines",
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "store", "model"), name="dealers_planline_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("typed_quantity__isnull", True),
                                    models.Q(("typed_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="dealers_planline_typed_has_reason",
                                violation_error_message="Please say why the quantity differs from the draft.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("low_quantity__lte", models.F("high_quantity"))),
                                name="dealers_planline_range_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "method__in",
                                        ["robust", "short_history", "opening", "like_stores", "added", "left"],
                                    )
                                ),
                                name="dealers_planline_method_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanRemark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.CharField(max_length=500, verbose_name="remark")),
                        ("written_at", models.DateTimeField()),
                        ("is_open", models.BooleanField(default=True)),
                        (
                            "line",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="remarks",
                                to="dealers.planline",
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="remarks",
                                to="dealers.profitplan",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True), name="dealers_planremark_has_text"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanAction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.CharField(max_length=200, verbose_name="what to do")),
                        ("due_on", models.DateField(verbose_name="due on")),
                        ("task_client_id", models.UUIDField(unique=True)),
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
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="actions",
                                to="dealers.profitplan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "plan action",
                        "verbose_name_plural": "plan actions",
                    },
                ),
                migrations.CreateModel(
                    name="DealerCandidate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("legal_name", models.CharField(blank=True, max_length=160, verbose_name="legal name")),
                        ("contact_name", models.CharField(blank=True, max_length=60, verbose_name="contact")),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                        ("address", models.CharField(blank=True, max_length=200, verbose_name="address")),
                        ("divisions", models.CharField(blank=True, max_length=200, verbose_name="wanted territory")),
                        ("found_on", models.DateField(verbose_name="found on")),
                        ("found_through", models.CharField(blank=True, max_length=120, verbose_name="found through")),
                        ("note", models.TextField(blank=True, max_length=1000, verbose_name="note")),
                        (
                            "score",
                            models.DecimalField(
                                blank=True,
                                decimal_places=1,
                                editable=False,
                                max_digits=4,
                                null=True,
                                verbose_name="score",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("found", "Found"),
                                    ("visited", "Visited"),
                                    ("scored", "Scored"),
                                    ("accepted", "Accepted"),
                                    ("contracted", "Under contract"),
                                    ("turned_down", "Turned down"),
                                    ("given_up", "Given up"),
                                ],
                                default="found",
                                max_length=12,
                                verbose_name="stage",
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
                            "customer",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
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
                    ],
                    options={
                        "verbose_name": "candidate",
                        "verbose_name_plural": "candidates",
                        "indexes": [models.Index(fields=["center", "status"], name="dealers_candidate_of_center")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        [
                                            "found",
                                            "visited",
                                            "scored",
                                            "accepted",
                                            "contracted",
                                            "turned_down",
                                            "given_up",
                                        ],
                                    )
                                ),
                                name="dealers_candidate_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("score__isnull", False),
                                    models.Q(("status__in", ("scored", "accepted", "contracted")), _negated=True),
                                    _connector="OR",
                                ),
                                name="dealers_candidate_scored_has_score",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("customer__isnull", False), ("status", "contracted")),
                                    models.Q(
                                        models.Q(("status", "contracted"), _negated=True), ("customer__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="dealers_candidate_contracted_is_customer",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CandidateVisit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("visited_on", models.DateField(verbose_name="visited on")),
                        ("met_with", models.CharField(blank=True, max_length=120, verbose_name="met")),
                        ("findings", models.TextField(max_length=2000, verbose_name="findings")),
                        ("next_step", models.CharField(blank=True, max_length=200, verbose_name="next step")),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "visited_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="visited by",
                            ),
                        ),
                        (
                            "candidate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="visits",
                                to="dealers.dealercandidate",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "visit to a candidate",
                        "verbose_name_plural": "visits to candidates",
                        "indexes": [
                            models.Index(fields=["candidate", "-visited_on"], name="dealers_visit_of_candidate")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CandidateMark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "criterion",
                            models.CharField(
                                choices=[
                                    ("territory", "Territory: knows and covers it"),
                                    ("warehouse", "Warehouse and delivery"),
                                    ("capital", "Capital"),
                                    ("network", "Network of stores"),
                                    ("team", "Sales team"),
                                    ("brands", "Brands carried"),
                                    ("reputation", "Reputation"),
                                ],
                                max_length=12,
                                verbose_name="criterion",
                            ),
                        ),
                        (
                            "mark",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (5, "5 – excellent"),
                                    (4, "4 – good"),
                                    (3, "3 – sufficient"),
                                    (2, "2 – weak"),
                                    (1, "1 – not fit"),
                                ],
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5),
                                ],
                                verbose_name="mark",
                            ),
                        ),
                        ("evidence", models.CharField(blank=True, max_length=200, verbose_name="seen by")),
                        (
                            "candidate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="marks",
                                to="dealers.dealercandidate",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "mark of a candidate",
                        "verbose_name_plural": "marks of candidates",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("candidate", "criterion"), name="dealers_mark_one_per_criterion"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "criterion__in",
                                        [
                                            "territory",
                                            "warehouse",
                                            "capital",
                                            "network",
                                            "team",
                                            "brands",
                                            "reputation",
                                        ],
                                    )
                                ),
                                name="dealers_mark_criterion_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("mark__gte", 1), ("mark__lte", 5)), name="dealers_mark_one_to_five"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DealerContract",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="contract number")),
                        ("starts_on", models.DateField(verbose_name="valid from")),
                        ("ends_on", models.DateField(verbose_name="ends on")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="stores.customer",
                                verbose_name="dealer",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "dealer contract",
                        "verbose_name_plural": "dealer contracts",
                        "indexes": [models.Index(fields=["customer", "-ends_on"], name="dealers_contract_of_dealer")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                                name="dealers_contract_ends_after_start",
                                violation_error_message="The last day lies before the first.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Territory",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("division_code", models.CharField(max_length=6, verbose_name="division")),
                        ("division_from", models.PositiveIntegerField(editable=False)),
                        ("division_to", models.PositiveIntegerField(editable=False)),
                        ("is_exclusive", models.BooleanField(default=False, verbose_name="exclusive")),
                        ("starts_on", models.DateField(verbose_name="valid from")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="ends on")),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="stores.customer",
                                verbose_name="dealer",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "territory",
                        "verbose_name_plural": "territories",
                        "indexes": [
                            models.Index(fields=["customer", "starts_on"], name="dealers_territory_of_dealer"),
                            models.Index(fields=["division_from", "division_to"], name="dealers_territory_division"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True), ("ends_on__gt", models.F("starts_on")), _connector="OR"
                                ),
                                name="dealers_territory_ends_after_start",
                                violation_error_message="The last day lies before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("division_to__gt", models.F("division_from"))),
                                name="dealers_territory_span_sane",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TargetVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(2000),
                                    django.core.validators.MaxValueValidator(2199),
                                ],
                                verbose_name="year",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                        (
                            "history_parts",
                            models.PositiveSmallIntegerField(
                                default=50,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="parts by last year's sales",
                            ),
                        ),
                        (
                            "season_parts",
                            models.PositiveSmallIntegerField(
                                default=30,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="parts by last year's same month",
                            ),
                        ),
                        (
                            "potential_parts",
                            models.PositiveSmallIntegerField(
                                default=20,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="parts by the stores' capacity",
                            ),
                        ),
                        (
                            "equal_parts",
                            models.PositiveSmallIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="parts in equal shares",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("submitted", "Submitted"),
                                    ("returned", "Returned"),
                                    ("approved", "Approved"),
                                    ("replaced", "Replaced"),
                                    ("discarded", "Discarded"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="made at")),
                        ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="approved at")),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "basis",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="splits",
                                to="dealers.targetversion",
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
                    ],
                    options={
                        "verbose_name": "targets",
                        "verbose_name_plural": "targets",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("center__isnull", False)),
                                fields=("year", "center", "number"),
                                name="dealers_targetversion_number_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("center__isnull", True)),
                                fields=("year", "number"),
                                name="dealers_targetversion_company_number_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("center__isnull", False), ("status__in", ("draft", "submitted", "returned"))
                                ),
                                fields=("year", "center"),
                                name="dealers_targetversion_one_open",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("center__isnull", True), ("status__in", ("draft", "submitted", "returned"))
                                ),
                                fields=("year",),
                                name="dealers_targetversion_company_one_open",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("center__isnull", False), ("status", "approved")),
                                fields=("year", "center"),
                                name="dealers_targetversion_one_in_force",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("center__isnull", True), ("status", "approved")),
                                fields=("year",),
                                name="dealers_targetversion_company_one_in_force",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        ["draft", "submitted", "returned", "approved", "replaced", "discarded"],
                                    )
                                ),
                                name="dealers_targetversion_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("basis__isnull", True), ("center__isnull", True)),
                                    models.Q(("basis__isnull", False), ("center__isnull", False)),
                                    _connector="OR",
                                ),
                                name="dealers_targetversion_center_has_basis",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TargetNode",
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
                                choices=[
                                    ("company", "Company"),
                                    ("center", "Center"),
                                    ("rep", "Rep"),
                                    ("customer", "Customer"),
                                    ("store", "Store"),
                                ],
                                max_length=8,
                                verbose_name="level",
                            ),
                        ),
                        (
                            "center",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.center",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="stores.customer",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="children",
                                to="dealers.targetnode",
                            ),
                        ),
                        (
                            "rep",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "store",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="stores.store",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="nodes",
                                to="dealers.targetversion",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "place in the targets",
                        "verbose_name_plural": "places in the targets",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("level__in", ["company", "center", "rep", "customer", "store"])),
                                name="dealers_targetnode_level_known",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("store__isnull", False)),
                                fields=("version", "store"),
                                name="dealers_targetnode_store_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("center__isnull", True),
                                        ("customer__isnull", True),
                                        ("level", "company"),
                                        ("rep__isnull", True),
                                    ),
                                    models.Q(
                                        ("center__isnull", False),
                                        ("customer__isnull", True),
                                        ("level", "center"),
                                        ("rep__isnull", True),
                                    ),
                                    models.Q(
                                        ("customer__isnull", True),
                                        ("level", "rep"),
                                        ("rep__isnull", False),
                                        ("store__isnull", True),
                                    ),
                                    models.Q(
                                        ("customer__isnull", False),
                                        ("level", "customer"),
                                        ("rep__isnull", False),
                                        ("store__isnull", True),
                                    ),
                                    models.Q(
                                        ("customer__isnull", False),
                                        ("level", "store"),
                                        ("rep__isnull", False),
                                        ("store__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="dealers_targetnode_level_names_its_place",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TargetCell",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.DateField(verbose_name="month")),
                        ("series", models.CharField(blank=True, max_length=40, verbose_name="series")),
                        ("weight", models.BigIntegerField(default=0)),
                        ("suggested", models.PositiveIntegerField(default=0, verbose_name="suggested")),
                        ("typed", models.PositiveIntegerField(blank=True, null=True, verbose_name="fixed by hand")),
                        ("breadth", models.PositiveSmallIntegerField(default=0)),
                        ("quantity", models.PositiveIntegerField(default=0, verbose_name="units")),
                        (
                            "node",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="cells",
                                to="dealers.targetnode",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "target",
                        "verbose_name_plural": "targets",
                        "constraints": [
                            models.UniqueConstraint(fields=("node", "month", "series"), name="dealers_targetcell_once"),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)), name="dealers_targetcell_first_of_month"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("breadth", 0), ("typed__isnull", True)),
                                    models.Q(("breadth__gt", 0), ("typed", models.F("quantity"))),
                                    _connector="OR",
                                ),
                                name="dealers_targetcell_typed_holds",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChannelCase",
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
                                choices=[("diversion", "Diversion"), ("price_breach", "Price breach")],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[("did", "the dealer did it"), ("suffers", "the dealer suffers from it")],
                                default="did",
                                max_length=8,
                                verbose_name="side",
                            ),
                        ),
                        ("counterpart", models.CharField(blank=True, max_length=120, verbose_name="other side")),
                        ("units", models.PositiveIntegerField(blank=True, null=True, verbose_name="units")),
                        (
                            "price_yuan",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=9, null=True, verbose_name="price seen (CNY)"
                            ),
                        ),
                        ("what", models.TextField(max_length=2000, verbose_name="what happened")),
                        ("found_on", models.DateField(verbose_name="found on")),
                        ("due_on", models.DateField(verbose_name="to be settled by")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("open", "Open"),
                                    ("in_work", "Being looked into"),
                                    ("proven", "Proven"),
                                    ("unfounded", "Unfounded"),
                                    ("settled", "Settled"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("created_at", models.DateTimeField()),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="stores.customer",
                                verbose_name="dealer",
                            ),
                        ),
                        (
                            "market_report",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="visits.marketreport",
                                verbose_name="market report",
                            ),
                        ),
                        (
                            "model",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="stores.handsetmodel",
                                verbose_name="model",
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
                                verbose_name="seen at the store",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "channel conflict",
                        "verbose_name_plural": "channel conflicts",
                        "indexes": [models.Index(fields=["customer", "status"], name="dealers_case_of_dealer")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["diversion", "price_breach"])),
                                name="dealers_case_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("side__in", ["did", "suffers"])), name="dealers_case_side_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["open", "in_work", "proven", "unfounded", "settled"])
                                ),
                                name="dealers_case_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("due_on__gte", models.F("found_on"))),
                                name="dealers_case_due_after_found",
                                violation_error_message="The deadline lies before the day on which it was found.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseEvidence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.TextField(max_length=2000, verbose_name="evidence")),
                        ("added_at", models.DateTimeField()),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="added by",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="evidence",
                                to="dealers.channelcase",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "evidence of a case",
                        "verbose_name_plural": "evidence of cases",
                    },
                ),
                migrations.CreateModel(
                    name="DealerMovement",
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
                                choices=[("sell_in", "Order from us"), ("delivery", "Delivery to a store")],
                                max_length=8,
                                verbose_name="kind",
                            ),
                        ),
                        ("moved_on", models.DateField(verbose_name="day")),
                        ("quantity", models.IntegerField(verbose_name="quantity")),
                        (
                            "amount_yuan",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="amount (CNY)"
                            ),
                        ),
                        ("document", models.CharField(blank=True, max_length=60, verbose_name="document no.")),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="stores.customer",
                                verbose_name="dealer",
                            ),
                        ),
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
                                related_name="+",
                                to="stores.sku",
                                verbose_name="SKU",
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
                        (
                            "takes_back",
                            models.OneToOneField(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="taken_back_by",
                                to="dealers.dealermovement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "order or delivery",
                        "verbose_name_plural": "orders and deliveries",
                        "indexes": [models.Index(fields=["customer", "-moved_on"], name="dealers_movement_of_dealer")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["sell_in", "delivery"])),
                                name="dealers_movement_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "delivery"), ("store__isnull", False)),
                                    models.Q(("kind", "sell_in"), ("store__isnull", True)),
                                    _connector="OR",
                                ),
                                name="dealers_movement_delivery_has_store",
                                violation_error_message="A delivery names the store, an order from us has none.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("quantity", 0), _negated=True),
                                name="dealers_movement_moves_something",
                                violation_error_message="Nothing was moved.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("takes_back__isnull", True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="dealers_movement_taken_back_for_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DealerStock",
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
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="stores.customer",
                                verbose_name="dealer",
                            ),
                        ),
                        (
                            "sku",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="stores.sku",
                                verbose_name="SKU",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "dealer's stock",
                        "verbose_name_plural": "dealers' stock",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("customer", "sku", "counted_on"), name="dealers_stock_once_a_day"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Receivable",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("document", models.CharField(max_length=60, verbose_name="invoice no.")),
                        ("issued_on", models.DateField(verbose_name="invoiced on")),
                        ("due_on", models.DateField(verbose_name="due on")),
                        (
                            "amount_yuan",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=14,
                                validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                                verbose_name="amount (CNY)",
                            ),
                        ),
                        (
                            "paid_yuan",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("0"),
                                max_digits=14,
                                validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                                verbose_name="paid (CNY)",
                            ),
                        ),
                        ("settled_on", models.DateField(blank=True, null=True, verbose_name="paid in full on")),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("created_at", models.DateTimeField()),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="stores.customer",
                                verbose_name="dealer",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "receivable",
                        "verbose_name_plural": "receivables",
                        "indexes": [models.Index(fields=["due_on"], name="dealers_receivable_due")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("customer", "document"),
                                name="dealers_receivable_once",
                                violation_error_message="This invoice is there already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount_yuan__gt", 0),
                                    ("paid_yuan__gte", 0),
                                    ("paid_yuan__lte", models.F("amount_yuan")),
                                ),
                                name="dealers_receivable_paid_within_amount",
                                violation_error_message="More is paid than the invoice says.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("paid_yuan", models.F("amount_yuan")), ("settled_on__isnull", False)),
                                    models.Q(("paid_yuan__lt", models.F("amount_yuan")), ("settled_on__isnull", True)),
                                    _connector="OR",
                                ),
                                name="dealers_receivable_settled_when_paid",
                                violation_error_message="An invoice paid in full has the day of it, another one has not.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("due_on__gte", models.F("issued_on"))),
                                name="dealers_receivable_due_after_issue",
                                violation_error_message="It cannot be due before it is invoiced.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DealerEvaluation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("quarter", models.DateField(verbose_name="quarter")),
                        ("due_on", models.DateField(verbose_name="due on")),
                        (
                            "score",
                            models.DecimalField(
                                blank=True, decimal_places=1, max_digits=4, null=True, verbose_name="score"
                            ),
                        ),
                        (
                            "grade",
                            models.CharField(
                                blank=True,
                                choices=[("A", "A"), ("B", "B"), ("C", "C"), ("D", "D")],
                                max_length=1,
                                verbose_name="grade",
                            ),
                        ),
                        (
                            "suggestion",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("expand", "Expand"),
                                    ("keep", "Keep"),
                                    ("improve", "Improve by a day"),
                                    ("shrink", "Shrink"),
                                    ("end", "End"),
                                ],
                                max_length=8,
                                verbose_name="suggested by the rule",
                            ),
                        ),
                        ("terms", models.JSONField(default=dict)),
                        ("rule", models.CharField(max_length=20)),
                        ("measured_at", models.DateTimeField(verbose_name="measured at")),
                        (
                            "adjustment",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("expand", "Expand"),
                                    ("keep", "Keep"),
                                    ("improve", "Improve by a day"),
                                    ("shrink", "Shrink"),
                                    ("end", "End"),
                                ],
                                max_length=8,
                                verbose_name="adjustment",
                            ),
                        ),
                        ("adjustment_reason", models.CharField(blank=True, max_length=400, verbose_name="reason")),
                        ("improve_by", models.DateField(blank=True, null=True, verbose_name="improve by")),
                        (
                            "follow_up",
                            models.TextField(
                                blank=True, max_length=1000, verbose_name="what became of the last adjustment"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("submitted", "Submitted"),
                                    ("returned", "Returned"),
                                    ("approved", "Approved"),
                                ],
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
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="stores.customer",
                                verbose_name="dealer",
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
                        "verbose_name": "dealer evaluation",
                        "verbose_name_plural": "dealer evaluations",
                        "indexes": [models.Index(fields=["center", "quarter"], name="dealers_evaluation_of_center")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("customer", "quarter"), name="dealers_evaluation_one_per_quarter"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("quarter__day", 1), ("quarter__month__in", (1, 4, 7, 10))),
                                name="dealers_evaluation_first_of_quarter",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["draft", "submitted", "returned", "approved"])),
                                name="dealers_evaluation_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("grade", ""), ("grade__in", ["A", "B", "C", "D"]), _connector="OR"),
                                name="dealers_evaluation_grade_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("adjustment__in", ["expand", "keep", "improve", "shrink", "end"]),
                                    models.Q(
                                        ("adjustment", ""),
                                        models.Q(("status__in", ("submitted", "approved")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="dealers_evaluation_adjustment_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("adjustment", "improve"), ("improve_by__isnull", False)),
                                    models.Q(
                                        models.Q(("adjustment", "improve"), _negated=True), ("improve_by__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="dealers_evaluation_improve_has_day",
                                violation_error_message="“Improve” needs the day, the others have none.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("adjustment", ""),
                                    models.Q(("adjustment_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="dealers_evaluation_adjusted_for_a_reason",
                                violation_error_message="Please give a reason.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EvaluationLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "measure",
                            models.CharField(
                                choices=[
                                    ("target", "Target reached"),
                                    ("distribution", "Distribution"),
                                    ("stock", "Stock health"),
                                    ("payment", "Payment on time"),
                                    ("discipline", "Price and territory discipline"),
                                    ("team", "Team"),
                                    ("reporting", "Reporting"),
                                ],
                                max_length=12,
                                verbose_name="measure",
                            ),
                        ),
                        ("weight", models.PositiveSmallIntegerField(verbose_name="weight")),
                        ("numerator", models.DecimalField(decimal_places=2, max_digits=16, null=True)),
                        ("denominator", models.DecimalField(decimal_places=2, max_digits=16, null=True)),
                        ("evidence", models.JSONField(default=list)),
                        (
                            "drafted_score",
                            models.DecimalField(
                                decimal_places=1, max_digits=4, null=True, verbose_name="measured score"
                            ),
                        ),
                        (
                            "typed_score",
                            models.DecimalField(
                                blank=True,
                                decimal_places=1,
                                max_digits=4,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="score instead",
                            ),
                        ),
                        ("typed_reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                        (
                            "score",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.db.models.functions.comparison.Coalesce(
                                    "typed_score", "drafted_score"
                                ),
                                output_field=models.DecimalField(decimal_places=1, max_digits=4, null=True),
                            ),
                        ),
                        (
                            "evaluation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="dealers.dealerevaluation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "measure of an evaluation",
                        "verbose_name_plural": "measures of evaluations",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("evaluation", "measure"), name="dealers_evaluationline_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "measure__in",
                                        [
                                            "target",
                                            "distribution",
                                            "stock",
                                            "payment",
                                            "discipline",
                                            "team",
                                            "reporting",
                                        ],
                                    )
                                ),
                                name="dealers_evaluationline_measure_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("typed_score__isnull", True),
                                        models.Q(("typed_score__gte", 0), ("typed_score__lte", 100)),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("drafted_score__isnull", True),
                                        models.Q(("drafted_score__gte", 0), ("drafted_score__lte", 100)),
                                        _connector="OR",
                                    ),
                                ),
                                name="dealers_evaluationline_scores_sane",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("typed_score__isnull", True),
                                    models.Q(("typed_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="dealers_evaluationline_typed_has_reason",
                                violation_error_message="Please say why the score is another one.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EvaluationTerms",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "target_weight",
                            models.PositiveSmallIntegerField(
                                default=25,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="weight of the target reached",
                            ),
                        ),
                        (
                            "distribution_weight",
                            models.PositiveSmallIntegerField(
                                default=15,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="weight of the distribution",
                            ),
                        ),
                        (
                            "stock_weight",
                            models.PositiveSmallIntegerField(
                                default=15,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="weight of the stock health",
                            ),
                        ),
                        (
                            "payment_weight",
                            models.PositiveSmallIntegerField(
                                default=20,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="weight of the payment on time",
                            ),
                        ),
                        (
                            "discipline_weight",
                            models.PositiveSmallIntegerField(
                                default=10,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="weight of the discipline",
                            ),
                        ),
                        (
                            "team_weight",
                            models.PositiveSmallIntegerField(
                                default=5,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="weight of the team",
                            ),
                        ),
                        (
                            "reporting_weight",
                            models.PositiveSmallIntegerField(
                                default=10,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="weight of the reporting",
                            ),
                        ),
                        (
                            "a_line",
                            models.PositiveSmallIntegerField(
                                default=85,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="grade A from (points)",
                            ),
                        ),
                        (
                            "b_line",
                            models.PositiveSmallIntegerField(
                                default=70,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="grade B from (points)",
                            ),
                        ),
                        (
                            "c_line",
                            models.PositiveSmallIntegerField(
                                default=55,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="grade C from (points)",
                            ),
                        ),
                        (
                            "shortest_cover_days",
                            models.PositiveSmallIntegerField(
                                default=7, verbose_name="shortest healthy stock cover (days)"
                            ),
                        ),
                        (
                            "longest_cover_days",
                            models.PositiveSmallIntegerField(
                                default=45, verbose_name="longest healthy stock cover (days)"
                            ),
                        ),
                        (
                            "points_per_breach",
                            models.PositiveSmallIntegerField(
                                default=25,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="points lost for each proven breach",
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
                    ],
                    options={
                        "verbose_name": "terms of the evaluation",
                        "verbose_name_plural": "terms of the evaluation",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "target_weight",
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.expressions.CombinedExpression(
                                                        django.db.models.expressions.CombinedExpression(
                                                            django.db.models.expressions.CombinedExpression(
                                                                models.Value(100), "-", models.F("distribution_weight")
                                                            ),
                                                            "-",
                                                            models.F("stock_weight"),
                                                        ),
                                                        "-",
                                                        models.F("payment_weight"),
                                                    ),
                                                    "-",
                                                    models.F("discipline_weight"),
                                                ),
                                                "-",
                                                models.F("team_weight"),
                                            ),
                                            "-",
                                            models.F("reporting_weight"),
                                        ),
                                    )
                                ),
                                name="dealers_evaluationterms_weigh_a_hundred",
                                violation_error_message="The weights must make a hundred.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("a_line__gt", models.F("b_line")),
                                    ("a_line__lte", 100),
                                    ("b_line__gt", models.F("c_line")),
                                ),
                                name="dealers_evaluationterms_lines_fall",
                                violation_error_message="A must begin above B, and B above C.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("longest_cover_days__gt", models.F("shortest_cover_days"))),
                                name="dealers_evaluationterms_cover_sane",
                                violation_error_message="The longest cover must be longer than the shortest.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DealerPerson",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("head", "Head of sales"),
                                    ("sales", "Sales person"),
                                    ("supervisor", "Store supervisor"),
                                    ("warehouse", "Warehouse and delivery"),
                                    ("other", "Other"),
                                ],
                                default="sales",
                                max_length=10,
                                verbose_name="role",
                            ),
                        ),
                        ("joined_on", models.DateField(verbose_name="there since")),
                        ("left_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                        ("duties", models.CharField(blank=True, max_length=200, verbose_name="daily work")),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("created_at", models.DateTimeField()),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="stores.customer",
                                verbose_name="dealer",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "person of a dealer",
                        "verbose_name_plural": "people of dealers",
                        "indexes": [models.Index(fields=["customer", "left_on"], name="dealers_person_of_dealer")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("role__in", ["head", "sales", "supervisor", "warehouse", "other"])),
                                name="dealers_person_role_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("left_on__isnull", True), ("left_on__gte", models.F("joined_on")), _connector="OR"
                                ),
                                name="dealers_person_left_after_joining",
                                violation_error_message="The last day lies before the first.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PersonStore",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="ends on")),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stores",
                                to="dealers.dealerperson",
                                verbose_name="person",
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
                        "verbose_name": "store of a dealer's person",
                        "verbose_name_plural": "stores of dealers' people",
                        "indexes": [models.Index(fields=["store", "starts_on"], name="dealers_personstore_of_store")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True), ("ends_on__gt", models.F("starts_on")), _connector="OR"
                                ),
                                name="dealers_personstore_ends_after_start",
                                violation_error_message="The last day lies before the first.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PersonTraining",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "topic",
                            models.CharField(
                                choices=[
                                    ("product", "Products"),
                                    ("selling", "Selling"),
                                    ("display", "In-store image"),
                                    ("policy", "Prices and territory"),
                                    ("system", "Reports and stock"),
                                    ("other", "Other"),
                                ],
                                max_length=10,
                                verbose_name="topic",
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="held on")),
                        (
                            "score",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="test score (0–100)",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="trainings",
                                to="dealers.dealerperson",
                                verbose_name="person",
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
                    ],
                    options={
                        "verbose_name": "training of a dealer's person",
                        "verbose_name_plural": "trainings of dealers' people",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("topic__in", ["product", "selling", "display", "policy", "system", "other"])
                                ),
                                name="dealers_training_topic_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("score__isnull", True), ("score__lte", 100), _connector="OR"),
                                name="dealers_training_score_sane",
                            ),
                            models.UniqueConstraint(
                                fields=("person", "topic", "held_on"),
                                name="dealers_training_once_a_day",
                                violation_error_message="This training is written down already.",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunPython(_lines.add_trigger, _lines.drop_trigger),
        migrations.RunPython(_territories.add, _territories.drop),
        migrations.RunPython(_targets.add_trigger, _targets.drop_trigger),
        migrations.RunPython(_team.add, _team.drop),
    ]
