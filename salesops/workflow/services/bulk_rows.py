"""Rows by the thousand, as they come: COPY on PostgreSQL, one prepared statement on SQLite (architecture rule 9)."""

import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from operator import attrgetter

from django.db import connection, models
from django.db.backends.utils import CursorWrapper

# So many rows are made into lines at a time.
_LINES = 1_000
# What COPY would take for the end of a value or a line.
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def insert_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence]) -> None:
    """Insert tuples of the named fields, keys for relations; every column but the key is to be named."""
    fields = [model._meta.get_field(name) for name in names]
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _copy(cursor, f"COPY {table} ({columns}) FROM STDIN", _as_lines(fields, rows))
        else:
            places = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", _adapted(fields, rows))  # noqa: S608


def reserve_ids(model: type[models.Model], count: int) -> list[int]:
    """Keys for rows that refer to each other before they are inserted; nobody else gets them. One query.

    SQLite lets one writer in at a time, so the next keys are this transaction's.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [number for (number,) in cursor.fetchall()]
        cursor.execute("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()[0]
    return list(range(last + 1, last + 1 + count))


def insert_objects(objects: Sequence[models.Model]) -> None:
    """Insert new objects of one model with all their columns, and give them their keys. Two queries."""
    if not objects:
        return
    model = type(objects[0])
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    for obj, key in zip(objects, reserve_ids(model, len(objects)), strict=True):
        obj.pk = key
        obj._state.adding = False
    _complete(objects, fields, are_new=True)
    values = attrgetter(*(field.attname for field in fields))
    insert_rows(model, [field.name for field in fields], map(values, objects))


def update_objects(objects: Sequence[models.Model], names: Iterable[str]) -> None:
    """Write some fields of objects of one model. A query or two, whatever their number, on PostgreSQL."""
    if not objects:
        return
    model, names = type(objects[0]), list(names)
    fields = [model._meta.get_field(name) for name in names]
    _complete(objects, fields, are_new=False)
    values = attrgetter("pk", *(field.attname for field in fields))
    update_rows(model, names, map(values, objects))


def update_rows(model: type[models.Model], names: Iterable[str], rows: Iterable[Sequence]) -> None:
    """Write some fields of rows by their keys, each row with its key first. The same cost as of objects."""
    fields = [model._meta.pk, *(model._meta.get_field(name) for name in names)]
    if connection.vendor == "postgresql":
        _update_from_copy(model, fields, rows)
    else:
        _update_one_by_one(model, fields, rows)


def _update_from_copy(model: type[models.Model], fields: list[models.Field], rows: Iterable[Sequence]) -> None:
    """The new values come into a table of this transaction's own, and from there in one UPDATE."""
    quote = connection.ops.quote_name
    table, fresh = quote(model._meta.db_table), quote(f"fresh_{model._meta.db_table}")
    columns = [quote(field.column) for field in fields]
    assignments = ", ".join(f"{column} = {fresh}.{column}" for column in columns[1:])
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE {fresh} ON COMMIT DROP AS SELECT {', '.join(columns)} FROM {table} WITH NO DATA"  # noqa: S608
        )
        _copy(cursor, f"COPY {fresh} ({', '.join(columns)}) FROM STDIN", _as_lines(fields, rows))
        cursor.execute(
            f"UPDATE {table} SET {assignments} FROM {fresh} WHERE {table}.{columns[0]} = {fresh}.{columns[0]}"  # noqa: S608
        )
        cursor.execute(f"DROP TABLE {fresh}")


def _update_one_by_one(model: type[models.Model], fields: list[models.Field], rows: Iterable[Sequence]) -> None:
    quote = connection.ops.quote_name
    key, *others = fields
    assignments = ", ".join(f"{quote(field.column)} = %s" for field in others)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quote(model._meta.db_table)} SET {assignments} WHERE {quote(key.column)} = %s",  # noqa: S608
            _adapted([*others, key], ((*values, pk) for pk, *values in rows)),
        )


def _complete(objects: Sequence[models.Model], fields: list[models.Field], *, are_new: bool) -> None:
    """What fields make of themselves; and keys of rows that had none yet when the objects were given them."""
    for field in filter(_fills_itself, fields):
        for obj in objects:
            field.pre_save(obj, are_new)
    for field in (field for field in fields if field.is_relation):
        for obj in objects:
            if getattr(obj, field.attname) is None and field.is_cached(obj):
                setattr(obj, field.name, field.get_cached_value(obj))


def _fills_itself(field: models.Field) -> bool:
    """Whether a field makes its value when its row is written: a moment of now, a text of other fields."""
    if isinstance(field, models.DateField | models.TimeField):
        return field.auto_now or field.auto_now_add
    return type(field).pre_save is not models.Field.pre_save


def _copy(cursor: CursorWrapper, statement: str, lines: io.StringIO) -> None:
    """COPY, whose refusals are Django's own: the driver's would pass by whoever catches an IntegrityError."""
    with connection.wrap_database_errors:
        cursor.copy_expert(statement, lines)


def _as_lines(fields: list[models.Field], rows: Iterable[Sequence]) -> io.StringIO:
    """The rows as COPY reads them: tabs between values, and a word of its own for nothing.

    Written column by column: what is to be known of a field is asked once for a thousand values.
    """
    writers = [_writer(field) for field in fields]
    lines = io.StringIO()
    rows = iter(rows)
    while some := list(islice(rows, _LINES)):
        columns = [_written(write, values) for write, values in zip(writers, zip(*some, strict=True), strict=True)]
        lines.writelines(f"{line}\n" for line in map("\t".join, zip(*columns, strict=True)))
    lines.seek(0)
    return lines


def _written(write: Callable[[Sequence], list[str]], values: Sequence) -> list[str]:
    if None not in values:
        return write(values)
    texts = iter(write([value for value in values if value is not None]))
    return ["\\N" if value is None else next(texts) for value in values]


def _writer(field: models.Field) -> Callable[[Sequence], list[str]]:
    """What makes texts of the values of one column."""
    if isinstance(field, models.JSONField):
        encode = (field.encoder or json.JSONEncoder)().encode
        return lambda values: _escaped("{}" if value == {} else encode(value) for value in values)
    if isinstance(field, models.CharField | models.TextField):
        return lambda values: _escaped(map(str, values))
    if isinstance(field, models.DateField | models.TimeField | models.DecimalField):
        return _each_once
    return lambda values: list(map(str, values))


def _each_once(values: Sequence) -> list[str]:
    """Days, moments and amounts repeat themselves, and their texts are dear."""
    text_of = {value: str(value) for value in set(values)}
    return [text_of[value] for value in values]


def _escaped(texts: Iterable[str]) -> list[str]:
    """Most columns have nothing that COPY would take for something else."""
    texts = list(texts)
    whole = "".join(texts)
    return texts if whole.isprintable() and "\\" not in whole else [text.translate(_ESCAPED) for text in texts]


def _adapted(fields: list[models.Field], rows: Iterable[Sequence]) -> Iterator[list]:
    for row in rows:
        yield [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)]
