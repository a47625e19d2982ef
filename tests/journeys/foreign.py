"""Two centers with one object of each kind, the first one's texts all replaced by a marker word (goal A3)."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile, is_zipfile

from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from salesops.accounts.models import User
from salesops.accounts.scoping import ScopedModel
from tests.architecture.access import all_rows, all_url_names
from tests.factories.accounts import UserFactory

# It begins like a formula, as it must never become one (goal I4).
MARKER = "=泄"
# It leaves an attribute in either quotes, then opens an element (goal I5).
SCRIPT, ELEMENT = "\"'><xss>", "<xss>"
ROWS = {name: row for name, row in all_rows().items() if name in set(all_url_names())}
PAGES = sorted(name for name, row in ROWS.items() if row.method == "get" and not row.is_open)
# Addresses, hashes and what names a thing for the program are no texts that a person reads.
NO_TEXT = {
    "url",
    "source_url",
    "file",
    "job",
    "sha256",
    "content_sha256",
    "rule_version",
    "likeness",
    # Stands only where there is no customer, as the database knows.
    "customer_name",
    "relation",
    "forecast_rule",
    "profit_rule",
}
# Texts that stand only beside something else, as the database knows.
BESIDE = {"promotions.Guidance.outcome": {"looked_again_on": date(2026, 12, 1)}}


def objects_of(cast):
    """Each URL's arguments for a fresh object of the cast's rep."""
    return {name: ROWS[name].subject(cast) if ROWS[name].subject else {} for name in PAGES}


def other_side(cast):
    """The same people, of the other center."""
    people = {"rep": cast.foreign_rep, "manager": cast.stranger, "colleague": UserFactory(center=cast.other_center)}
    return replace(cast, **people, center=cast.other_center, other_center=cast.center)


def mark_all_texts(center):
    """Write the marker into every text of every row there is, and into the names of the center's people."""
    for model in apps.get_models():
        if issubclass(model, ScopedModel):
            for field in texts_of(model):
                _mark(model.objects.unscoped(because="test"), field)
    _mark(User.objects.filter(center=center), User._meta.get_field("name"))


def texts_of(model):
    fields = (f for f in model._meta.local_fields if isinstance(f, models.CharField | models.TextField))
    return [f for f in fields if not f.choices and f.name not in NO_TEXT]


def _mark(rows, field):
    """A row of its own number keeps what must be unique unique."""
    for pk in rows.values_list("pk", flat=True):
        marked = f"{MARKER}{pk}{SCRIPT}"[: field.max_length or None]
        rows.filter(pk=pk).update(**{field.name: marked}, **BESIDE.get(str(field), {}))


def client_of(person):
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def addresses_of(objects):
    """The page of each object, and each list whole, searched, and as a spreadsheet."""
    for name, kwargs in objects.items():
        address = reverse(name, kwargs=kwargs)
        yield address
        if name.endswith("_list"):
            yield f"{address}?q={MARKER[0]}"
            yield f"{address}?export=xlsx"


def read(client, address):
    """A page as text, a spreadsheet as the text of its parts."""
    content = client.get(address).getvalue()
    if not is_zipfile(BytesIO(content)):
        return content.decode(errors="replace")
    with ZipFile(BytesIO(content)) as parts:
        return "".join(parts.read(part).decode(errors="replace") for part in parts.namelist())


def cells_of(client, address):
    """The cells of a spreadsheet, or nothing where the page is none."""
    content = client.get(address).getvalue()
    if not is_zipfile(BytesIO(content)):
        return []
    sheets = load_workbook(BytesIO(content)).worksheets
    return [cell for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
