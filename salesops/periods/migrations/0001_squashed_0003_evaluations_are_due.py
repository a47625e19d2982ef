"""The tables as the migrations before this one left them, made at once: a new database needs none of their way."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from salesops.making_tables import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("periods", "0001_initial"),
        ("periods", "0002_deadlines_of_launches"),
        ("periods", "0003_evaluations_are_due"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="WorkdayOverride",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(unique=True, verbose_name="day")),
                        ("is_workday", models.BooleanField(verbose_name="is a working day")),
                        ("note", models.CharField(blank=True, max_length=120, verbose_name="note")),
                    ],
                    options={
                        "verbose_name": "calendar override",
                        "verbose_name_plural": "calendar overrides",
                    },
                ),
                migrations.CreateModel(
                    name="Deadline",
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
                                choices=[
                                    ("plan", "Profit plan"),
                                    ("review", "Business review"),
                                    ("launch", "Share of a launch"),
                                    ("evaluation", "Evaluation of a dealer"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("month", models.DateField(verbose_name="month")),
                        ("subject_id", models.BigIntegerField()),
                        ("subject", models.CharField(max_length=120, verbose_name="subject")),
                        ("url", models.CharField(blank=True, max_length=200)),
                        ("due_on", models.DateField(verbose_name="due on")),
                        (
                            "is_assumed",
                            models.BooleanField(
                                default=False,
                                help_text="The public calendar of that year is not known yet.",
                                verbose_name="calendar provisional",
                            ),
                        ),
                        ("met_at", models.DateTimeField(blank=True, null=True, verbose_name="met at")),
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
                        "verbose_name": "deadline",
                        "verbose_name_plural": "deadlines",
                        "indexes": [models.Index(fields=["rep", "due_on"], name="periods_deadline_of_rep")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "month", "subject_id"), name="periods_deadline_one_per_subject_month"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)), name="periods_deadline_first_of_month"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["plan", "review", "launch", "evaluation"])),
                                name="periods_deadline_kind_known",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
