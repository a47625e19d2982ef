"""Rows that are found by name, code, phone, address, pinyin and initials (handbook H2)."""

from django.db import models, transaction
from django.db.models import Q

from salesops.searching.texts import patterns, search_text

BATCH = 1000


class SearchTextField(models.TextField):
    """Made of other columns whenever its row is written; a search looks at nothing else."""

    def __init__(self, **kwargs) -> None:
        super().__init__(**{"default": "", "db_default": "", "editable": False} | kwargs)

    def pre_save(self, instance: models.Model, add: bool) -> str:
        text = instance.text_to_find()
        setattr(instance, self.attname, text)
        return text


class Searchable(models.Model):
    """A row with a search text: `found_by_name` also by sound, `found_as_written` as it stands.

    Whatever writes one of these columns writes the text too: this class sees to it where a row is saved,
    `SearchableQuerySet` where many are. What other programs write is mended by `manage.py rebuild_search`.
    """

    found_by_name: tuple[str, ...] = ("name",)
    found_as_written: tuple[str, ...] = ("code",)

    search_text = SearchTextField()

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs) -> None:
        """The one save() of ours: no caller can forget what it does not know of."""
        super().save(*args, update_fields=self.with_search_text(update_fields), **kwargs)

    def text_to_find(self) -> str:
        names = [getattr(self, name) for name in self.found_by_name]
        return search_text(names, [getattr(self, name) for name in self.found_as_written])

    @classmethod
    def with_search_text(cls, names):
        """These columns, and the search text if one of them is part of it."""
        if names is None or not {*cls.found_by_name, *cls.found_as_written}.intersection(names):
            return names
        return [*names, "search_text"]


class SearchableQuerySet(models.QuerySet):
    """Rows with a search text, which follows what is written to many of them at once."""

    def found_by(self, pattern: str):
        """Rows whose search text has this piece (`salesops.searching.texts.patterns`)."""
        return self.filter(search_text__contains=pattern)

    def look_up(self, words: str):
        """Rows in whose search text each of these words is found."""
        return self.filter(*(Q(search_text__contains=pattern) for pattern in patterns(words)))

    def update(self, **values):
        """One value for many rows: their texts are made anew from what then stands."""
        if "search_text" in values or "search_text" not in self.model.with_search_text(values):
            return super().update(**values)
        with transaction.atomic(using=self.db):
            touched = list(self.order_by().values_list("pk", flat=True))
            count = super().update(**values)
            for start in range(0, len(touched), BATCH):
                self._make_texts(touched[start : start + BATCH])
        return count

    def bulk_update(self, objs, fields, batch_size=None):
        written = self.model.with_search_text(fields)
        objs = list(objs)
        for obj in objs if len(written) > len(fields) else ():
            obj.search_text = obj.text_to_find()
        return super().bulk_update(objs, written, batch_size)

    def _make_texts(self, ids: list[int]) -> None:
        rows = type(self)(self.model)
        if hasattr(rows, "unscoped"):
            rows = rows.unscoped(because="the texts of rows that were written, whatever they match by now")
        rows = rows.filter(pk__in=ids)
        for row in rows:
            row.search_text = row.text_to_find()
        rows.bulk_update(rows, ["search_text"])

    def bulk_create(self, objs, *args, update_fields=None, **kwargs):
        return super().bulk_create(objs, *args, update_fields=self.model.with_search_text(update_fields), **kwargs)
