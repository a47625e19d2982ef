"""Rows that are found by name, code, phone, address, pinyin and initials (handbook H2)."""

from django.db import models

from stores.calc.searching import search_text


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
