"""The catalogue as its list shows it (handbook H2.6)."""

from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery

from stores.models import HandsetModel, Price


def with_prices_on(models: QuerySet[HandsetModel], on: date) -> QuerySet[HandsetModel]:
    """Add the prices that hold on a day, and how many SKUs a model has. No query of its own."""
    valid = Price.objects.filter(model=OuterRef("pk"), starts_on__lte=on).order_by("-starts_on")
    return models.annotate(
        list_yuan=Subquery(valid.values("list_yuan")[:1]),
        supply_yuan=Subquery(valid.values("supply_yuan")[:1]),
        sku_count=Count("skus"),
    )
