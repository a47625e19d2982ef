"""The tables as the migrations before this one left them, made at once: a new database needs none of their way."""

import django.core.serializers.json
import django.db.models.deletion
import django.db.models.expressions
import salesops.exchange.models.runs
from django.conf import settings
from django.db import migrations, models
from salesops.making_tables import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("exchange", "0001_initial"),
        ("exchange", "0002_undo_an_import"),
        ("exchange", "0003_lists_as_files"),
        ("exchange", "0004_reason_of_an_import"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="ImportRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=40, verbose_name="kind")),
                        (
                            "file",
                            models.FileField(max_length=120, upload_to=salesops.exchange.models.runs.private_path),
                        ),
                        ("file_name", models.CharField(max_length=255, verbose_name="file")),
                        ("sha256", models.CharField(max_length=64)),
                        ("size_bytes", models.PositiveBigIntegerField()),
                        ("job", models.CharField(blank=True, max_length=60)),
                        ("good_rows_only", models.BooleanField(default=False)),
                        ("sheet_name", models.CharField(blank=True, max_length=255)),
                        ("row_count", models.PositiveIntegerField(default=0, verbose_name="rows")),
                        ("created_count", models.PositiveIntegerField(default=0, verbose_name="new")),
                        ("changed_count", models.PositiveIntegerField(default=0, verbose_name="changed")),
                        ("unchanged_count", models.PositiveIntegerField(default=0, verbose_name="unchanged")),
                        ("error_count", models.PositiveIntegerField(default=0, verbose_name="rows with errors")),
                        ("note_count", models.PositiveIntegerField(default=0, verbose_name="notes")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("uploaded", "Uploaded"),
                                    ("checking", "Being checked"),
                                    ("checked", "Checked"),
                                    ("importing", "Being imported"),
                                    ("imported", "Imported"),
                                    ("refused", "Refused"),
                                    ("failed", "Failed"),
                                    ("discarded", "Discarded"),
                                    ("undoing", "Being undone"),
                                    ("undone", "Undone"),
                                ],
                                default="uploaded",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("message_code", models.CharField(blank=True, max_length=40)),
                        ("message_params", models.JSONField(blank=True, default=dict)),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("done", models.PositiveIntegerField(default=0)),
                        ("total", models.PositiveIntegerField(default=0)),
                        ("created_at", models.DateTimeField(verbose_name="uploaded at")),
                        ("heartbeat_at", models.DateTimeField()),
                        ("imported_at", models.DateTimeField(null=True, verbose_name="imported at")),
                        (
                            "started_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="started by",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["-created_at", "-id"], name="exchange_run_newest"),
                            models.Index(fields=["kind", "sha256"], name="exchange_run_of_file"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("started_by__isnull", False), ("job", "")),
                                    models.Q(("started_by__isnull", True), models.Q(("job", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="exchange_run_somebody_or_a_job",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "row_count",
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    models.F("created_count"), "+", models.F("changed_count")
                                                ),
                                                "+",
                                                models.F("unchanged_count"),
                                            ),
                                            "+",
                                            models.F("error_count"),
                                        ),
                                    )
                                ),
                                name="exchange_run_rows_tally",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "uploaded",
                                            "checking",
                                            "checked",
                                            "importing",
                                            "imported",
                                            "refused",
                                            "failed",
                                            "discarded",
                                            "undoing",
                                            "undone",
                                        ],
                                    )
                                ),
                                name="exchange_run_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("imported_at__isnull", False), ("state__in", ("imported", "undoing", "undone"))
                                    ),
                                    models.Q(
                                        models.Q(("state__in", ("imported", "undoing", "undone")), _negated=True),
                                        ("imported_at__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="exchange_run_imported_has_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportIssue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("row", models.PositiveIntegerField()),
                        ("column", models.CharField(blank=True, max_length=60)),
                        (
                            "severity",
                            models.CharField(
                                choices=[("error", "Error"), ("note", "Note"), ("kept", "Kept")], max_length=5
                            ),
                        ),
                        ("code", models.CharField(max_length=40)),
                        ("params", models.JSONField(default=dict)),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="issues",
                                to="exchange.importrun",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["run", "severity", "row", "id"], name="exchange_issue_in_order")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("severity__in", ["error", "note", "kept"])),
                                name="exchange_issue_severity_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("row", models.PositiveIntegerField()),
                        (
                            "action",
                            models.CharField(
                                choices=[
                                    ("created", "New"),
                                    ("changed", "Changed"),
                                    ("unchanged", "Unchanged"),
                                    ("error", "Error"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("subject", models.CharField(blank=True, max_length=200)),
                        ("fields", models.JSONField(default=list)),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="changes",
                                to="exchange.importrun",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["run", "row"], name="exchange_change_in_order")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("action__in", ["created", "changed", "unchanged", "error"])),
                                name="exchange_change_action_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportEffect",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("row", models.PositiveIntegerField()),
                        ("object_type", models.CharField(max_length=60)),
                        ("object_id", models.BigIntegerField()),
                        (
                            "action",
                            models.CharField(
                                choices=[
                                    ("created", "New"),
                                    ("changed", "Changed"),
                                    ("unchanged", "Unchanged"),
                                    ("error", "Error"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("subject", models.CharField(blank=True, max_length=200)),
                        ("revision", models.PositiveIntegerField(null=True)),
                        (
                            "before",
                            models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder),
                        ),
                        (
                            "after",
                            models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="effects",
                                to="exchange.importrun",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("run", "object_type", "object_id"), name="exchange_effect_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("action__in", ["created", "changed"])),
                                name="exchange_effect_made_or_changed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportUndo",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("job", models.CharField(blank=True, max_length=60)),
                        ("reason", models.CharField(max_length=200, verbose_name="reason")),
                        ("possible_only", models.BooleanField(default=False)),
                        ("requested_at", models.DateTimeField()),
                        ("undone_at", models.DateTimeField(null=True)),
                        ("removed_count", models.PositiveIntegerField(default=0)),
                        ("restored_count", models.PositiveIntegerField(default=0)),
                        ("kept_count", models.PositiveIntegerField(default=0)),
                        (
                            "requested_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "run",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="undo",
                                to="exchange.importrun",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("requested_by__isnull", False), ("job", "")),
                                    models.Q(("requested_by__isnull", True), models.Q(("job", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="exchange_undo_somebody_or_a_job",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="exchange_undo_has_reason"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExportRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("rights", models.CharField(max_length=40)),
                        ("title", models.CharField(max_length=120)),
                        ("path", models.CharField(max_length=200)),
                        ("query", models.TextField(blank=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("xlsx", "Excel workbook"), ("csv", "comma-separated text")],
                                max_length=4,
                                verbose_name="kind",
                            ),
                        ),
                        ("language", models.CharField(max_length=10)),
                        ("row_count", models.PositiveIntegerField(verbose_name="rows")),
                        ("file", models.FileField(blank=True, max_length=120, upload_to="")),
                        ("size_bytes", models.PositiveBigIntegerField(default=0)),
                        ("created_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["owner", "-created_at"], name="exchange_export_of_owner"),
                            models.Index(fields=["expires_at"], name="exchange_export_expired"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["xlsx", "csv"])), name="exchange_export_kind_known"
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
