"""Each URL's object in each of its states, and how the cast is answered there (goal A1).

The states come from the objects that a row of the access table makes; one that the database does not allow for such
an object by itself (a closed store without its day) is passed over.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from zlib import crc32

from django.db import DatabaseError, models, transaction
from django.db.models.signals import post_save
from django.test import Client
from django.urls import reverse

from tests.architecture.access import Access

STATE_FIELDS = ("status", "state")
AS_IT_IS = "as it is"
METHODS = ("get", "post", "put", "delete")
PART_OF_PAGE = {"HX-Request": "true", "HX-Current-URL": "http://testserver/"}


@dataclass(frozen=True)
class Subject:
    """A URL's address, and the rows with a state that lie behind it."""

    address: str
    rows: tuple[tuple[type[models.Model], int, models.Field], ...]

    def states(self) -> list[str]:
        """Every state that one of the rows may have, and the one that they have."""
        values = {value for _model, _pk, field in self.rows for value, _label in field.flatchoices}
        return [AS_IT_IS, *sorted(values)]


def subject_of(name: str, row: Access, cast) -> Subject:
    """Make the object of a URL, and remember what was made for it."""
    with _made() as made:
        kwargs = row.subject(cast) if row.subject else {}
    found = ((type(obj), obj.pk, _state_field(type(obj))) for obj in made)
    return Subject(reverse(name, kwargs=kwargs), tuple(found) if row.subject else ())


@contextmanager
def _made() -> Iterator[list[models.Model]]:
    made: list[models.Model] = []

    def note(sender, instance, created, **_signal):
        if created and _state_field(sender) is not None:
            made.append(instance)

    post_save.connect(note, weak=False)
    try:
        yield made
    finally:
        post_save.disconnect(note)


def _state_field(model) -> models.Field | None:
    fields = (field for field in model._meta.concrete_fields if field.name in STATE_FIELDS)
    return next((field for field in fields if field.choices), None)


def put_into(subject: Subject, state: str) -> bool:
    """Bring all rows that know the state into it; whether the database let any of them."""
    are_set = [_set(*row, state) for row in subject.rows]
    return any(are_set) or state == AS_IT_IS


def _set(model, pk, field, state) -> bool:
    if state not in dict(field.flatchoices):
        return False
    try:
        with transaction.atomic():
            return bool(model._base_manager.filter(pk=pk).update(**{field.name: state}))
    except DatabaseError:
        return False


def one_of(items: list, name: str):
    """The same one for a name in each run, another one for another name."""
    return items[crc32(name.encode()) % len(items)]


def answer(client: Client, method: str, subject: Subject, row: Access, *, is_part: bool) -> str:
    """What became of a request, in the words of the access table; a way to the login is 302 in both its forms."""
    data = row.data if method == "post" else {}
    response = getattr(client, method)(subject.address, data, headers=PART_OF_PAGE if is_part else {})
    if response.streaming:
        response.getvalue()
    leads_to = response.headers.get("HX-Redirect") or response.headers.get("Location", "")
    return "login" if leads_to.startswith("/accounts/login/") else str(response.status_code)
