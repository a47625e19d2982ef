"""A review as a workbook, with the very figures of its page (handbook H2.4, H9)."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reports.calc.review import Comparison
from reports.models import BusinessReview
from reports.selectors.figures import standing_of
from reports.selectors.review_page import Fieldwork, ReviewPage, StoreSection
from salesops.exchange.writer import Chart, ExportColumn, Sheet
from salesops.periods.month import Month

COMPARED = (
    ExportColumn(_("Planned"), 10, "integer"),
    ExportColumn(_("Actual"), 10, "integer"),
    ExportColumn(_("Difference"), 10, "integer"),
    ExportColumn(_("Achievement"), 12, "share"),
    ExportColumn(_("Last month"), 12, "integer"),
    ExportColumn(_("Growth on last month"), 14, "share"),
    ExportColumn(_("Last year"), 12, "integer"),
    ExportColumn(_("Growth on last year"), 14, "share"),
    ExportColumn(_("Standing"), 14),
)
STORE = (ExportColumn(_("Store code"), 14, "code"), ExportColumn(_("Store"), 28))
MODEL = (ExportColumn(_("Model code"), 14, "code"), ExportColumn(_("Model"), 20))
DONE = (
    ExportColumn(_("Sales reported"), 12),
    ExportColumn(_("Visits planned"), 12, "integer"),
    ExportColumn(_("Done on their day"), 12, "integer"),
    ExportColumn(_("Visits done"), 12, "integer"),
    ExportColumn(_("Minutes in the store"), 12, "integer"),
    ExportColumn(_("Last image score"), 12, "number"),
    ExportColumn(_("Market reports"), 12, "integer"),
    ExportColumn(_("Last counted stock"), 12, "integer"),
)
ACTIONS = (
    *STORE,
    ExportColumn(_("What to do"), 50),
    ExportColumn(_("Due on"), 12, "day"),
)
CAMPAIGNS = (
    ExportColumn(_("Name"), 34),
    ExportColumn(_("Stores done"), 12, "integer"),
    ExportColumn(_("Stores"), 12, "integer"),
    ExportColumn(_("Planned on top"), 12, "integer"),
    ExportColumn(_("Sold of these models"), 14, "integer"),
)
NO_STORE_ROW = (None,) * len(DONE)


def sheets_of(page: ReviewPage) -> list[Sheet]:
    """The workbook of a review that its reader has open. No query."""
    return [
        Sheet(_("Overview"), (ExportColumn("", 34), ExportColumn("", 60)), _overview(page)),
        Sheet(_("By store and model"), (*STORE, *MODEL, *COMPARED), _lines(page)),
        Sheet(_("Stores"), (*STORE, *COMPARED, *DONE), _stores(page), chart=Chart(_("Planned and sold"), 1, (2, 3))),
        Sheet(
            _("Actions"),
            ACTIONS,
            ((action.store.code, action.store.name, action.text, action.due_on) for action in page.actions),
        ),
        Sheet(_("Launches and promotions"), CAMPAIGNS, _campaigns(page)),
    ]


def file_name(review: BusinessReview) -> str:
    return f"{Month.of(review.month)} {review.customer.code} {review.customer.name}"


def _overview(page: ReviewPage) -> Iterator[tuple]:
    review, sold, done = page.review, page.sold, page.fieldwork
    yield _("Customer"), review.customer.name
    yield _("Month"), Month.of(review.month)
    yield _("Rep"), str(review.rep)
    yield _("State"), review.get_status_display()
    yield from zip((column.header for column in COMPARED), compared_of(sold), strict=True)
    yield _("Profit as planned (CNY)"), review.planned_profit_yuan
    yield _("Profit as earned (CNY)"), review.earned_profit_yuan
    yield from fieldwork_told(done)
    yield _("Causes"), review.causes
    yield _("Improvement strategy"), review.strategy
    if page.promoters:
        yield _("Promoters"), promoters_told(page.promoters)
    if page.walk:
        yield _("Gone through with the customer"), f"{page.walk.held_on:%Y-%m-%d} · {page.walk.with_whom}"
        yield _("What was agreed on"), page.walk.agreed
        yield _("Confirmed by the customer"), f"{page.walk.get_confirmation_display()} {page.walk.confirmed_by}".strip()


def fieldwork_told(done: Fieldwork) -> Iterator[tuple]:
    """What was done at the stores of a review, or of many together, each figure with its name."""
    yield _("Visits planned"), done.planned
    yield _("Done on their day"), done.done_as_planned
    yield _("Visit compliance"), done.compliance.value
    yield _("Visits done"), done.visits
    yield _("Minutes in the store"), done.minutes
    yield _("Image score, mean of the stores"), done.image_score
    yield _("Market reports"), done.market_reports
    yield _("Last counted stock"), done.stock
    yield _("Stores without reported sales"), done.unreported


def promoters_told(promoters: Mapping[str, Any]) -> str:
    return gettext("Promoters: %(people)s in %(stores)s stores, which sold %(units)s units") % {
        "people": promoters["people"],
        "stores": promoters["stores"],
        "units": promoters["actual"],
    }


def _campaigns(page: ReviewPage) -> Iterator[tuple]:
    for one in page.campaigns:
        yield one["name"], one["done"], one["stores"], one["planned"], one["actual"]


def _lines(page: ReviewPage) -> Iterator[tuple]:
    for section in page.sections:
        for row in section.rows:
            yield (section.store.code, section.store.name, row.model.code, row.model.name, *compared_of(row.sold))


def _stores(page: ReviewPage) -> Iterator[tuple]:
    for section in page.sections:
        yield (section.store.code, section.store.name, *compared_of(section.sold), *_done(section))


def compared_of(sold: Comparison) -> tuple:
    light = standing_of(sold)
    return (
        *(sold.plan, sold.actual, sold.variance, sold.achievement.value),
        *(sold.last_month, sold.growth_on_last_month.value),
        *(sold.last_year, sold.growth_on_last_year.value),
        light.label if light else "",
    )


def _done(section: StoreSection) -> tuple:
    done = section.done
    if done is None:
        return NO_STORE_ROW
    return (
        _("yes") if done.is_reported else _("no"),
        *(done.visits_planned, done.visits_done_as_planned, done.visits_done, done.minutes),
        *(done.image_score, done.market_reports, done.stock),
    )
