"""The rule of H3 as statements of PostgreSQL, for centers with more stores than Python should carry.

`stores.calc.classification` is the rule; tests hold these to it on random areas. Volumes are whole numbers
here too: pieces or cents times the least common multiple of what a missing month may divide by.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import lcm

from django.db import connection

from salesops.accounts.models import Center
from salesops.periods.month import Month
from stores.calc.classification import WHOLE, Flag, last_complete
from stores.choices import Measure, StoreStatus
from stores.models import ClassificationRule, ClassificationRun
from stores.selectors.class_windows import NEAR, class_rule_of, reports_of, require_window

CENTS = 100
# The class that a manager has set for a store and that holds on the day; of several the last.
OVERRIDES = """
    SELECT DISTINCT ON (store_id) store_id, store_class FROM stores_classoverride
    WHERE starts_on <= %(day)s AND ends_on > %(day)s ORDER BY store_id, starts_on DESC, id DESC
"""
# Who was responsible on the day where it was not the rep of now; by the index of each store, not by all spans.
_REP = """
    COALESCE((
        SELECT r.rep_id FROM stores_storeresponsibility r
        WHERE r.store_id = s.id AND r.starts_on <= %(day)s AND (r.ends_on IS NULL OR r.ends_on > %(day)s)
            AND r.rep_id <> s.rep_id ORDER BY r.starts_on DESC LIMIT 1
    ), s.rep_id)
"""


def work_as_sets(rule: ClassificationRule | ClassificationRun) -> bool:
    """Whether the database ranks; a center whose moves must be sure needs the resamples, which are Python's."""
    return connection.vendor == "postgresql" and rule.sure_percent is None


@dataclass(frozen=True)
class SetInputs:
    """By what a center's stores are classified: the rows of the temporary table `class_inputs`."""

    center: Center
    month: Month
    rule: ClassificationRule
    day: date
    window: tuple[Month, ...] = ()

    @property
    def seed(self) -> int:
        return self.month.year * 100 + self.month.month

    @property
    def is_value(self) -> bool:
        return self.rule.measure == Measure.VALUE


def set_inputs_of(center: Center, month: Month, *, on: date) -> SetInputs:
    """Gather what there is to classify by, for this transaction. Six queries, ten after months with gaps.

    The months behind the window are read with it, as they say which months are complete.
    """
    rule = class_rule_of(center)
    inputs = SetInputs(center, month, rule, min(on, month.last_day))
    end = min(month, Month.of(on))
    near = [end - back for back in range(rule.window_months + NEAR, 0, -1)]
    _gather(inputs, near)
    window = last_complete(reports_of(_reporting(near)), on=end.first_day, count=rule.window_months)
    if len(window) < rule.window_months or window[0] == near[0]:
        window = require_window(center, month, count=rule.window_months, on=on)
        _gather(inputs, window)
    return replace(inputs, window=window)


def _gather(inputs: SetInputs, months: Sequence[Month]) -> None:
    """Make the table of the stores open on the day, each with its rep, override and what it sold in those months.

    The months are read store by store, by their index: those of one center are few among all.
    """
    amount = f"(sell_out_yuan * {CENTS})::bigint" if inputs.is_value else "sell_out"
    sums = ", ".join(f"SUM({amount}) FILTER (WHERE month = '{m.first_day}')::bigint AS {column(m)}" for m in months)
    statement = f"""
        CREATE TEMPORARY TABLE class_inputs ON COMMIT DROP AS
        SELECT s.id, s.code, s.store_class, s.class_is_provisional AS provisional, s.opened_on, s.closed_on,
            {_REP} AS rep_id, o.store_class AS override, {", ".join(column(month) for month in months)}
        FROM stores_store s
        LEFT JOIN ({OVERRIDES}) o ON o.store_id = s.id
        CROSS JOIN LATERAL (
            SELECT {sums} FROM stores_salesmonth
            WHERE store_id = s.id AND month >= %(starts_on)s AND month < %(ends_on)s AND records > 0
        ) sold
        WHERE s.center_id = %(center)s
            AND (%(active)s = s.status OR %(closed)s = s.status AND s.closed_on > %(day)s)
    """  # noqa: S608 - nothing of it was typed
    values = {
        "center": inputs.center.pk,
        "day": inputs.day,
        "active": StoreStatus.ACTIVE.value,
        "closed": StoreStatus.CLOSED.value,
        "starts_on": months[0].first_day,
        "ends_on": months[-1].next_first_day,
    }
    with connection.cursor() as cursor:
        plan_plainly(cursor)
        cursor.execute("DROP TABLE IF EXISTS class_inputs")
        cursor.execute(statement, values)


def _reporting(months: list[Month]) -> list[tuple[list[Month], int]]:
    """Which of the months were reported together, and by how many stores. One query."""
    reported = ", ".join(f"{column(month)} IS NOT NULL" for month in months)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ARRAY[{reported}], COUNT(*) FROM class_inputs GROUP BY 1")  # noqa: S608
        return [([m for m, so in zip(months, marks, strict=True) if so], count) for marks, count in cursor.fetchall()]


def column(month: Month) -> str:
    return f"m{month.year}{month.month:02}"


def plan_plainly(cursor) -> None:
    """For one center, to compile a statement or to share it among workers takes longer than to run it."""
    cursor.execute("SET LOCAL jit = off; SET LOCAL max_parallel_workers_per_gather = 0")


def digest_columns(inputs: SetInputs) -> str:
    """Of what classes follow from, and of the classes that the stores have: sums, so that no order matters."""
    months = ", ".join(column(month) for month in inputs.window)
    return f"""
        COUNT(*) || ':' || COALESCE(SUM(hash_record_extended(
            ROW(id, code, rep_id, opened_on, closed_on, override, {months}), 0)), 0),
        COALESCE(SUM({class_hash("id", "store_class")}), 0)::text,
        COALESCE(SUM({class_hash("id", "store_class", "provisional")}), 0)::text
    """


def class_hash(store_id: str, store_class: str, provisional: str = "") -> str:
    """A number for a store's class, of which a sum tells whether any has changed."""
    extra = f" * 2 + {provisional}::int" if provisional else ""
    return f"hashint8extended({store_id}, (ascii({store_class}){extra})::bigint)"


def placed(inputs: SetInputs) -> str:
    """The columns of a run's entries, ranked area by area from `class_inputs`."""
    window, lines = inputs.window, inputs.rule
    reported = " + ".join(f"({column(month)} IS NOT NULL)::int" for month in window)
    net = " + ".join(f"COALESCE({column(month)}, 0)" for month in window)
    # With so many reported months a store is ranked, and its volume is the mean times the window.
    counts = range(len(window) // 2 + 1, len(window) + 1)
    whole = lcm(*counts)
    factors = " ".join(f"WHEN {count} THEN {len(window) * whole // count}" for count in counts)
    part = whole * (CENTS if inputs.is_value else 1)
    return f"""
        WITH counted AS (
            SELECT *, {reported} AS reported, {net} AS net,
                COALESCE(opened_on >= '{window[0].first_day}', FALSE) AS is_new FROM class_inputs
        ), measured AS (
            SELECT *, NOT (is_new OR reported > 0 AND reported * 2 <= {len(window)}) AS is_ranked FROM counted
        ), volumes AS (
            SELECT *, GREATEST(net, 0) * CASE WHEN is_ranked
                THEN CASE reported {factors} ELSE 0 END ELSE {whole} END AS volume FROM measured
        ), ranked AS (
            SELECT *, ROW_NUMBER() OVER area AS place,
                COALESCE(SUM(volume) OVER (area ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before,
                COALESCE(SUM(volume) FILTER (WHERE is_ranked) OVER (PARTITION BY rep_id), 0) AS total
            FROM volumes
            WINDOW area AS (PARTITION BY rep_id, is_ranked ORDER BY volume DESC, code COLLATE "C")
        ), classed AS (
            SELECT *, CASE
                WHEN NOT is_ranked THEN store_class
                WHEN volume > 0 AND before * {WHOLE} < {lines.line_a_hundredths} * total THEN 'A'
                WHEN volume > 0 AND before * {WHOLE} < {lines.line_b_hundredths} * total THEN 'B'
                ELSE 'C' END AS computed FROM ranked
        )
        SELECT id, rep_id, CASE WHEN is_ranked THEN place END, {_amount("volume", part)},
            CASE WHEN is_ranked THEN {_amount("before", part)} END, {_amount("total", part)},
            {_months(inputs)}, {_flags(len(window))}, computed, COALESCE(override, computed), store_class
        FROM classed
    """  # noqa: S608 - nothing of it was typed


def _amount(name: str, part: int) -> str:
    return f"ROUND({name}::numeric / {part}, 2)"


def _months(inputs: SetInputs) -> str:
    """The months as entries keep them: pieces as numbers, yuan as text."""
    kept = "ROUND({}::numeric / 100, 2)::text" if inputs.is_value else "{}"
    pairs = ", ".join(f"'{month}', {kept.format(column(month))}" for month in inputs.window)
    return f"jsonb_build_object({pairs})"


def _flags(count: int) -> str:
    """The remarks in the rule's order; most stores have none."""
    holds = {
        Flag.NEW_STORE: "is_new",
        Flag.KEPT_PREVIOUS: "NOT is_ranked AND NOT is_new",
        Flag.NO_VOLUME_IN_AREA: "is_ranked AND total = 0",
        Flag.NO_REPORT: "is_ranked AND reported = 0",
        Flag.ESTIMATED: f"is_ranked AND reported BETWEEN 1 AND {count - 1}",
        Flag.JUMP: "is_ranked AND NOT provisional AND store_class || computed IN ('AC', 'CA')",
        Flag.OVERRIDDEN: "override IS NOT NULL",
    }
    texts = ", ".join(f"CASE WHEN {is_so} THEN '{flag}' END" for flag, is_so in holds.items())
    return f"CASE WHEN {' OR '.join(holds.values())} THEN to_jsonb(array_remove(ARRAY[{texts}], NULL)) ELSE '[]' END"
