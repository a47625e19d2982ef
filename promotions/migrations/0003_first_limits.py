"""The limits to begin with, and the targets of promotions that have shares already."""

from decimal import Decimal

from django.db import migrations
from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

FIRST_LIMITS = {"manager": Decimal(5_000), "marketing": Decimal(50_000), "hq": None}


def begin(apps, schema_editor):
    limits = apps.get_model("promotions", "ApprovalLimit").objects
    for level, up_to_yuan in FIRST_LIMITS.items():
        limits.get_or_create(level=level, defaults={"up_to_yuan": up_to_yuan})
    places = apps.get_model("promotions", "PromotionStore").objects.filter(promotion=OuterRef("pk")).order_by()
    shared = places.values("promotion").annotate(units=Sum("extra_units")).values("units")
    apps.get_model("promotions", "Promotion").objects.update(target_units=Coalesce(Subquery(shared), 0))


class Migration(migrations.Migration):
    dependencies = [("promotions", "0002_lifecycle")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
