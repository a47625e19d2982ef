"""Which rows of the whole program point at rows of one model; no room needs to be known for it."""

from collections.abc import Iterator

from django.db import models


def relations_to(model: type[models.Model]) -> Iterator[models.ForeignKey]:
    """Every foreign key to the model's table, also those without a way back, and of many-to-many tables."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            yield relation.field


def rows_pointing(key: models.ForeignKey, ids: models.QuerySet) -> models.QuerySet:
    """The rows whose key is one of the ids; the room's guard is passed by, as nothing of them is shown."""
    return key.model._base_manager.filter(**{f"{key.name}__in": ids}).order_by()
