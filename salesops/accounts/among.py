"""A condition that the database looks up by an index where a plain IN would make it read the table."""

from django.db.models import BooleanField, Func


class Among(Func):
    """Whether a column has a value that the subquery finds, which is as it were asked for by itself beforehand.

    Of a plain IN PostgreSQL takes the rows for many more than they are: it reads the whole table or begins a
    parallel worker, which takes longer than the search. An array's values it looks up by the index one by one.
    """

    output_field = BooleanField()
    template = "%(expressions)s"
    arg_joiner = " IN "

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="%(expressions)s)", arg_joiner=" = ANY(ARRAY", **context)
