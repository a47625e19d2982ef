"""One center's month on a real panel, from the files to the confirmed review (docs/real-data.md).

Every figure is held against one that the program had no part in: the panel's CSV, the import files, plain SQL,
and a few lines of arithmetic from the handbook.
"""

import json
from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from tests.journeys.panel import CENT, half_up, metres, months_back
from tests.journeys.walk import (
    CAUSES,
    END,
    FIRST_DAY,
    KINDS,
    MONTH,
    MONTH_BEFORE,
    REPS,
    STORE,
    YEAR_BEFORE,
    as_day,
    select,
    sold,
)

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]

IN_FILES = {"customers": 58, "stores": 58, "catalogue": 25, "sales": 7700}
VISITS, MINUTES = {"A": 6, "B": 4, "C": 1}, {"A": 40, "B": 25, "C": 15}
WEIGHTS, REQUIRED = [25, 15, 15, 25, 20], [4, 4, 2, 3, 3]
NATIONAL_DAYS = {date(2026, 10, day) for day in range(1, 8)}
DETOUR, METRES_A_MINUTE = 1.4, 25_000 / 60
LAST_SEEN = date(2026, 9, 1)
COMPARED = (MONTH, MONTH_BEFORE, YEAR_BEFORE)
LINES = """
    SELECT store.code, model.code, line.{} FROM dealers_planline line
    JOIN stores_store store ON store.id = line.store_id JOIN stores_handsetmodel model ON model.id = line.model_id
"""


def by_key(rows):
    """The last column by the others."""
    return {row[0] if len(row) == 2 else row[:-1]: row[-1] for row in rows}


@pytest.mark.parametrize("kind", KINDS)
def test_a_dry_run_tells_what_an_import_does_and_a_second_import_adds_nothing(walked, kind):
    names = ("rows", "created", "changed", "unchanged", "error_count", "committed")
    told = {when: [getattr(walked, when)[kind][name] for name in names] for when in ("dry", "done", "again")}

    rows = IN_FILES[kind]
    assert told == {
        "dry": [rows, rows, 0, 0, 0, False],
        "done": [rows, rows, 0, 0, 0, True],
        "again": [rows, 0, 0, rows, 0, True],
    }


def test_the_monthly_sums_are_the_panels_and_the_visits(walked, panel):
    rows = select(
        "SELECT store.code, model.code, month, sell_out FROM stores_salesmonth sums "
        "JOIN stores_store store ON store.id = sums.store_id JOIN stores_handsetmodel model ON model.id = sums.model_id"
    )

    assert {(store, model, as_day(month)): units for store, model, month, units in rows} == sold(walked, panel)


def test_classes_follow_the_rule(walked, panel):
    expected = panel.classes(date(2026, 10, 1))

    assert {line["code"]: line["class"] for line in walked.classes["stores"]} == expected
    assert {line["code"]: line["class"] for line in walked.proposed["stores"]} == expected
    assert by_key(select("SELECT code, store_class FROM stores_store")) == expected
    assert {move["code"] for move in walked.proposed["movers"]} == {s for s, c in expected.items() if c != "C"}


@pytest.mark.parametrize("rep", REPS)
def test_each_store_gets_the_visits_of_its_class_on_different_days(walked, panel, rep):
    classes, days = panel.classes(date(2026, 10, 1)), walked.routes[rep]["days"]
    stops = [stop["store"] for day in days for stop in day["stops"]]

    assert Counter(stops) == {s: VISITS[classes[s]] for s, of in panel.rep_by_store.items() if of == rep}
    assert [day["day"] for day in days if len({s["store"] for s in day["stops"]}) != len(day["stops"])] == []
    assert {s["minutes"] - MINUTES[classes[s["store"]]] for day in days for s in day["stops"]} == {0}
    assert walked.routes[rep]["unplaced"] == []


@pytest.mark.parametrize("rep", REPS)
def test_a_day_adds_up_and_stays_within_its_time(walked, rep):
    place = {code: (lon, lat) for code, lon, lat in select("SELECT code, lon, lat FROM stores_store")}
    for day in walked.routes[rep]["days"]:
        stops = day["stops"]
        way = sum(metres(place[here["store"]], place[there["store"]]) for here, there in pairwise(stops)) * DETOUR

        assert day["metres"] == pytest.approx(way, rel=0.005, abs=2)
        assert day["travel_minutes"] == pytest.approx(way / METRES_A_MINUTE, abs=0.1 * len(stops) + 0.1)
        in_stores = sum(stop["minutes"] for stop in stops)
        assert day["total_minutes"] == pytest.approx(in_stores + day["travel_minutes"] + day["waiting_minutes"])
        assert day["total_minutes"] <= day["limit"] == 480 - 60 - 30
        assert [stop for stop in stops if not 540 <= stop["arrive_minute"] <= 21 * 60 - stop["minutes"]] == []


@pytest.mark.parametrize("rep", REPS)
def test_the_calendar_repeats_the_cycle_until_the_months_end(walked, rep):
    rows = select(
        "SELECT store.code, planned_on, moved_from FROM visits_plannedvisit planned "
        "JOIN accounts_user u ON u.id = planned.rep_id JOIN stores_store store ON store.id = planned.store_id "
        "WHERE u.username = %s AND planned_on > %s",
        rep,
        FIRST_DAY,
    )

    start, last = date.fromisoformat(walked.routes[rep]["cycle_starts_on"]), date(2026, 11, 30)
    expected = {
        (stop["store"], day)
        for of_cycle in walked.routes[rep]["days"]
        for stop in of_cycle["stops"]
        for cycle in range(5)
        if FIRST_DAY < (day := start + timedelta(days=of_cycle["day"] + 14 * cycle)) <= last
    }
    assert {(store, as_day(day)) for store, day, moved_from in rows if moved_from is None} == expected
    assert {as_day(moved_from) for *_, moved_from in rows if moved_from} <= NATIONAL_DAYS


def test_a_visit_that_is_sent_twice_is_there_once(walked):
    first, *_others, again = [answer for visit, answer in walked.sent if visit == walked.sent[0][0]]

    assert first["id"] == again["id"]
    assert select("SELECT COUNT(*) FROM visits_visit") == [(len({visit["client_id"] for visit, _ in walked.sent}),)]


def test_visits_keep_what_the_phone_sent(walked):
    for sent, answer in walked.sent:
        began, ended = (datetime.fromisoformat(sent[end]["device_at"]) for end in ("checked_in", "checked_out"))
        share = sum(
            weight * min(Decimal(item["measured"]) / required, 1)
            for weight, required, item in zip(WEIGHTS, REQUIRED, sent["image"]["items"], strict=True)
        )

        assert answer["minutes"] == (ended - began) // timedelta(minutes=1)
        assert answer["image_score"] == str(half_up(share * 100 / sum(WEIGHTS), Decimal("0.1")))
        assert [answer["counts"], answer["photos"], answer["next_steps"]] == [3, 1, 1]
        assert (answer["distance_metres"], answer["marks"], answer["is_planned"]) == (0, [], True)


def lines_of(column):
    return {(store, model): value for store, model, value in select(LINES.format(column))}


def inputs():
    """What each line says it was made from."""
    return {place: json.loads(kept) for place, kept in lines_of("inputs").items()}


def test_plans_are_built_once_and_leave_decided_ones_alone(walked):
    names = ("customers", "created", "refreshed", "unchanged", "locked", "failed")
    told = [[report[name] for name in names] for report in (walked.plans, walked.plans_again)]

    assert told == [[58, 58, 0, 0, 0, []], [58, 0, 0, 58, 0, []]]
    assert (walked.plans_after["created"], walked.plans_after["locked"]) == (0, 2)
    assert select("SELECT COUNT(*), COUNT(DISTINCT customer_id) FROM dealers_profitplan") == [(58, 58)]


def test_lines_of_a_store_add_up_to_its_forecast(walked, panel):
    baseline, forecast, planned = lines_of("baseline_quantity"), {}, Counter()
    for (store, model), kept in inputs().items():
        forecast[store] = kept["store"]["point"]
        planned[store] += baseline[store, model]

    assert planned == Counter(forecast)
    assert {panel.total(store, LAST_SEEN) for store in set(panel.stores) - set(forecast)} <= {0}


def test_a_line_shows_the_months_that_the_files_had(walked, panel):
    for (store, model), kept in inputs().items():
        shown = {
            date.fromisoformat(f"{month}-01"): (units, of_model) for month, units, of_model, _row in kept["months"]
        }

        assert max(shown) == LAST_SEEN
        assert shown == {m: (panel.total(store, m), panel.sold(store, m).get(model, 0)) for m in shown}


def test_a_forecast_is_the_rule_of_the_handbook(walked, panel):
    season = 3 * center_total(panel, YEAR_BEFORE) / sum(center_total(panel, date(2025, m, 1)) for m in (7, 8, 9))
    for store, made in {store: kept["store"] for (store, _model), kept in inputs().items()}.items():
        recent = sum(panel.total(store, months_back(LAST_SEEN, back)) for back in range(3)) / 3

        assert made["recent"] == pytest.approx(recent, abs=0.006)
        assert made["season"] == pytest.approx(season, abs=0.0001)
        assert made["level"] == pytest.approx(smoothed(panel, store), rel=0.03, abs=0.05)
        usual = (made["level"] + made["recent"] * made["season"] ** made["exponent"]) / 2
        assert made["point"] == pytest.approx(usual * made["ramp"] * made["festival"], abs=0.5 + made["point"] / 2000)


def center_total(panel, month):
    return sum(panel.total(store, month) for store in panel.stores)


def smoothed(panel, store):
    """Each month moves the level by three tenths; the festival, which the program takes out, is in here."""
    months = [months_back(LAST_SEEN, back) for back in range(21, -1, -1)]
    level = panel.total(store, months[0])
    for month in months[1:]:
        level += 0.3 * (panel.total(store, month) - level)
    return level


def test_the_plans_come_within_a_sixth_of_the_month(walked, panel):
    planned = Counter()
    for (store, _model), units in lines_of("baseline_quantity").items():
        planned[store] += units

    missed = sum(abs(planned[store] - panel.total(store, MONTH)) for store in panel.stores)
    assert 6 * missed < center_total(panel, MONTH)


def test_lines_carry_the_prices_of_the_panel(walked, panel):
    for column, price in (("list_yuan", panel.list_price), ("supply_yuan", panel.supply_price)):
        found = {(model, half_up(Decimal(str(yuan)), CENT)) for (_store, model), yuan in lines_of(column).items()}

        assert len(found) > 10
        assert found <= set(price.items())


def test_the_exported_account_is_the_sum_of_its_lines(walked, panel):
    revenue = cost = rebates = Decimal(0)
    for (store, model), units in lines_of("quantity").items():
        if store == STORE:
            bought = half_up(units * panel.supply_price[model], CENT)
            revenue += half_up(units * panel.list_price[model], CENT)
            rebates += half_up(bought * 2 / 100, CENT)
            cost += bought

    account = {name: value for name, value in walked.plan_book.worksheets[1].iter_rows(values_only=True) if name}
    profit = revenue + rebates - cost
    assert account["Revenue (CNY)"] == pytest.approx(float(revenue))
    assert account["Rebates (CNY)"] == pytest.approx(float(rebates))
    assert account["Purchase cost (CNY)"] == pytest.approx(float(cost))
    assert account["The customer's profit (CNY)"] == pytest.approx(float(profit))
    assert account["Margin"] == pytest.approx(float(profit / revenue), abs=0.00005)


def test_the_exported_lines_are_the_rows(walked):
    header, *rows = walked.plan_book.worksheets[0].iter_rows(values_only=True)
    told = {
        (row["Store code"], row["Model code"]): (row["Draft"], row["Changed to"], row["Planned"])
        for row in (dict(zip(header, values, strict=True)) for values in rows)
    }

    of_store = {place: units for place, units in lines_of("quantity").items() if place[0] == STORE}
    typed, drafted = lines_of("typed_quantity"), lines_of("drafted_quantity")
    assert told == {place: (drafted[place], typed[place], units) for place, units in of_store.items()}


def test_a_typed_quantity_stands_beside_the_draft_through_later_builds(walked):
    typed = select(
        "SELECT plan_id, drafted_quantity, typed_quantity, quantity, typed_reason FROM dealers_planline "
        "WHERE typed_quantity IS NOT NULL"
    )

    more = walked.drafted + 7
    assert typed == [(walked.plan, walked.drafted, more, more, "新店开业")]


def test_the_manager_can_open_what_a_number_was_made_from(walked, panel):
    greatest = max((u, m) for m, u in panel.sold(STORE, LAST_SEEN).items())

    assert str(greatest[0]) in walked.evidence.replace(",", "")
    assert str(panel.total(STORE, LAST_SEEN)) in walked.evidence.replace(",", "")


def test_every_move_is_in_the_trail(walked):
    moves = select(
        "SELECT event.step, event.before, event.after, u.username, event.job FROM workflow_auditevent event "
        "LEFT JOIN accounts_user u ON u.id = event.actor_id "
        "WHERE object_type = 'dealers.profitplan' AND object_id = %s ORDER BY event.id",
        walked.plan,
    )

    assert moves == [
        ("draft", "", "draft", None, "build_plans"),
        ("edit line", "", "", "rep1", ""),
        ("submit", "draft", "submitted", "rep1", ""),
        ("return", "submitted", "returned", "manager1", ""),
        ("submit", "returned", "submitted", "rep1", ""),
        ("approve", "submitted", "approved", "manager1", ""),
    ]


def test_everybody_owes_a_plan_by_the_twentieth(walked):
    owed = select("SELECT due_on, met_at FROM periods_deadline WHERE kind = 'plan' AND month = %s", MONTH)

    assert Counter(as_day(due) for due, _met in owed) == {date(2026, 10, 20): 58}
    assert sum(met is not None for _due, met in owed) == 2


def test_reviews_are_built_once_and_leave_confirmed_ones_alone(walked):
    names = ("customers", "created", "refreshed", "unchanged", "locked", "failed")
    told = [[report[name] for name in names] for report in (walked.reviews, walked.reviews_again, walked.reviews_after)]

    assert told == [[58, 58, 0, 0, 0, []], [58, 0, 0, 58, 0, []], [58, 0, 0, 57, 1, []]]
    assert select("SELECT COUNT(*), COUNT(DISTINCT customer_id) FROM reports_businessreview") == [(58, 58)]


def test_reviews_hold_the_plan_against_what_was_sold(walked, panel):
    units, planned = sold(walked, panel), lines_of("quantity")
    rows = select(
        "SELECT store.code, model.code, planned, actual, last_month, last_year FROM reports_reviewline line "
        "JOIN stores_store store ON store.id = line.store_id JOIN stores_handsetmodel model ON model.id = line.model_id"
    )

    expected = {
        place: (planned.get(place), *(units.get((*place, month), 0) for month in COMPARED))
        for place in {(store, model) for store, model, _month in units} | set(planned)
    }
    told = {(store, model): tuple(figures) for store, model, *figures in rows}
    assert told == {place: figures for place, figures in expected.items() if any(figures)}


def test_a_review_counts_the_visits_of_its_month(walked):
    november = [(sent, answer) for sent, answer in walked.sent if answer["visited_on"].startswith("2026-11")]
    visits = {answer["id"]: (sent, answer) for sent, answer in november}.values()
    planned = by_key(
        select(
            "SELECT store.code, COUNT(*) FROM visits_plannedvisit planned JOIN stores_store store "
            "ON store.id = planned.store_id WHERE planned_on >= %s AND planned_on < %s AND planned.status <> 'dropped' "
            "GROUP BY store.code",
            MONTH,
            END,
        )
    )
    rows = select(
        "SELECT store.code, visits_planned, visits_done_as_planned, visits_done, minutes, market_reports "
        "FROM reports_reviewstore done JOIN stores_store store ON store.id = done.store_id"
    )

    done, minutes, reports = Counter(), Counter(), Counter()
    for sent, answer in visits:
        done[sent["store"]] += 1
        minutes[sent["store"]] += answer["minutes"]
        reports[sent["store"]] += len(sent.get("market_reports", ()))
    assert {row[0]: row[1:] for row in rows} == {
        store: (planned[store], done[store], done[store], minutes[store], reports[store]) for store, *_ in rows
    }
    assert len(rows) == 58


def test_the_profit_as_earned_is_made_of_what_was_sold(walked, panel):
    units = {model: n for (store, model, month), n in sold(walked, panel).items() if (store, month) == (STORE, MONTH)}
    revenue = sum(half_up(n * panel.list_price[model], CENT) for model, n in units.items())
    bought = [half_up(n * panel.supply_price[model], CENT) for model, n in units.items()]

    [(earned,)] = select("SELECT earned_profit_yuan FROM reports_businessreview WHERE id = %s", walked.review)
    rebates = sum(half_up(cost * 2 / 100, CENT) for cost in bought)
    assert half_up(Decimal(str(earned)), CENT) == revenue + rebates - sum(bought)


def test_the_exported_review_has_the_figures_of_the_panel(walked, panel):
    header, *rows = walked.review_book.worksheets[1].iter_rows(values_only=True)
    told = {
        row["Model code"]: tuple(row[name] for name in ("Actual", "Last month", "Last year"))
        for row in (dict(zip(header, values, strict=True)) for values in rows)
    }
    overview = {row[0]: row[1] for row in walked.review_book.worksheets[0].iter_rows(values_only=True) if row[0]}

    units = sold(walked, panel)
    expected = {model: tuple(units.get((STORE, model, month), 0) for month in COMPARED) for model in told}
    assert told == expected
    totals = tuple(overview[name] for name in ("Actual", "Last month", "Last year"))
    assert totals == tuple(sum(units[STORE, m, month] for m in panel.sold(STORE, month)) for month in COMPARED)
    assert overview["Causes"] == CAUSES


def test_an_action_of_the_review_is_the_reps_task_once(walked):
    tasks = select(
        "SELECT task.title, store.code, u.username, task.status FROM visits_task task "
        "JOIN stores_store store ON store.id = task.store_id JOIN accounts_user u ON u.id = task.rep_id "
        "WHERE task.title = '培训店员'"
    )

    assert tasks == [("培训店员", STORE, "rep1", "open")]


def test_everybody_owes_a_review_by_the_third_working_day(walked):
    owed = select("SELECT due_on, met_at FROM periods_deadline WHERE kind = 'review' AND month = %s", MONTH)

    assert Counter(as_day(due) for due, _met in owed) == {date(2026, 12, 3): 58}
    assert sum(met is not None for _due, met in owed) == 1
