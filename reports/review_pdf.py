"""A review as a document that its customer gets (handbook H9)."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from reports.calc.review import Comparison, sum_of_comparisons
from reports.models import ReviewWalk
from reports.selectors.export import promoters_told
from reports.selectors.review_page import ReviewPage
from salesops.exchange.pdf import BRAND, SOFT, Bars, grid, part, tiles, words
from salesops.periods.month import Month
from salesops.web.templatetags.web import money, percent, quantity

MOST_BARS = 10
COMPARED = (58, 24, 24, 24, 24, 24)


def title_of(page: ReviewPage) -> str:
    return _("Business review of %(customer)s, %(month)s") % {
        "customer": page.review.customer.name,
        "month": Month.of(page.review.month),
    }


def story_of(page: ReviewPage) -> Iterator[Flowable]:
    """What was planned and sold, what was earned, why, and what is done now."""
    review, sold = page.review, page.sold
    yield words(title_of(page), 16, colour=BRAND, space=4)
    yield words(f"{review.center} · {review.rep} · {review.get_status_display()}", 9, colour=SOFT, space=10)
    yield tiles(
        (_("Sold"), quantity(sold.actual)),
        (_("Planned"), quantity(sold.plan)),
        (_("Achievement"), percent(sold.achievement.value)),
        (_("Your profit"), money(review.earned_profit_yuan)),
    )
    yield words(_("Profit as planned: %(amount)s") % {"amount": money(review.planned_profit_yuan)}, 9, colour=SOFT)
    models = _by_model(page)
    yield from part(_("What you sold"))
    yield Bars([(name, compared.actual, quantity(compared.actual)) for name, compared in models[:MOST_BARS]])
    yield Spacer(1, 4 * mm)
    yield grid(head_of(_("Model")), [cells_of(name, compared) for name, compared in models], COMPARED, 1)
    yield from part(_("By store"))
    yield grid(head_of(_("Store")), [cells_of(one.store.name, one.sold) for one in page.sections], COMPARED, 1)
    yield from _campaigns(page)
    for name, text in ((_("Causes"), review.causes), (_("Improvement strategy"), review.strategy)):
        yield from part(name)
        for line in (text or "–").splitlines():
            yield words(line, 9, space=2)
    yield from part(_("What to do"))
    rows = [(action.text, action.store.name, f"{action.due_on:%Y-%m-%d}") for action in page.actions]
    if rows:
        yield grid((_("What to do"), _("Store"), _("Due on")), rows, (88, 60, 30), 2)
    else:
        yield words(_("Nothing beyond the daily business."), 9, colour=SOFT)
    if page.walk:
        yield from _talk(page.walk)


def _campaigns(page: ReviewPage) -> Iterator[Flowable]:
    """What ran at the customer's stores, and who stood there."""
    if not page.campaigns and not page.promoters:
        return
    yield from part(_("Launches, promotions and promoters"))
    rows = [
        (one["name"], f"{one['done']} ÷ {one['stores']}", quantity(one["planned"]), quantity(one["actual"]))
        for one in page.campaigns
    ]
    if rows:
        head = (_("Name"), _("Stores done"), _("Planned on top"), _("Sold of these models"))
        yield grid(head, rows, (88, 30, 30, 30), 1)
    if page.promoters:
        yield words(promoters_told(page.promoters), 9, space=2)


def _talk(walk: ReviewWalk) -> Iterator[Flowable]:
    yield from part(_("Gone through with the customer"))
    yield words(f"{walk.held_on:%Y-%m-%d} · {walk.with_whom}", 9, space=2)
    for line in walk.agreed.splitlines():
        yield words(line, 9, space=2)
    yield words(f"{walk.get_confirmation_display()} {walk.confirmed_by}", 9, colour=SOFT)


def _by_model(page: ReviewPage) -> list[tuple[str, Comparison]]:
    rows: dict[str, list[Comparison]] = defaultdict(list)
    for section in page.sections:
        for row in section.rows:
            rows[row.model.name].append(row.sold)
    sums = [(name, sum_of_comparisons(of_model)) for name, of_model in rows.items()]
    return sorted(sums, key=lambda pair: (-pair[1].actual, pair[0]))


def head_of(first: str) -> tuple[str, ...]:
    return first, _("Planned"), _("Actual"), _("Achievement"), _("Last month"), _("Last year")


def cells_of(name: str, sold: Comparison) -> tuple[str, ...]:
    return (
        *(name, quantity(sold.plan), quantity(sold.actual), percent(sold.achievement.value)),
        *(quantity(sold.last_month), quantity(sold.last_year)),
    )
