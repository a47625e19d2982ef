"""What the steps of an open visit share: whose it is, how a deed is answered, what a step shows (handbook H5.2)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from salesops.errors import DomainError
from salesops.web.htmx import answer
from salesops.web.views import door
from visits import rules
from visits.choices import VisitStep
from visits.evidence_words import in_words
from visits.forms.findings import NextStepForm, ReportForm
from visits.models import ImageItem, Visit
from visits.selectors.filling import (
    SkuRow,
    asked_and_lacking,
    item_rows,
    point_rows,
    said_rows,
    sku_rows,
    standard_of,
)
from visits.selectors.image import items_for
from visits.selectors.marks import marks_of_visit
from visits.selectors.orders import order_rows
from visits.selectors.prices import price_rows
from visits.selectors.progress import Progress, progress_of
from visits.selectors.visits import VisitPage
from visits.services.minutes import note_seconds

A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Card:
    """A part of the visit's page."""

    key: str
    title: Promise
    icon: str

    @property
    def body(self) -> str:
        return f"visits/visit/_{self.key}.html"


_CARDS = {
    card.key: card
    for card in (
        Card("photo", gettext_lazy("Photo"), "camera"),
        Card("image", gettext_lazy("Image check"), "shop-window"),
        Card("stock", gettext_lazy("Stock and sales"), "box-seam"),
        Card("prices", gettext_lazy("Prices on the tags"), "tag"),
        Card("market", gettext_lazy("Market findings"), "megaphone"),
        Card("next", gettext_lazy("Next step"), "flag"),
        Card("order", gettext_lazy("Order"), "cart"),
        Card("prepare", gettext_lazy("Goal"), "bullseye"),
        Card("outside", gettext_lazy("Outside and greeting"), "door-open"),
        Card("train", gettext_lazy("Train the staff"), "mortarboard"),
        Card("points", gettext_lazy("Own points"), "card-checklist"),
    )
}


def cards_of(progress: Progress) -> list[Card]:
    """The parts of the page in the order of the visit's checklist."""
    return [_CARDS[key] for key in progress.cards]


def own_visit(request: HttpRequest, pk: int) -> Visit:
    """The visit of the person who makes it, also when the hand-over has ended or the store went to another meanwhile.

    Who only sees it gets 403, who does not see it 404.
    """
    because = "a visit is its maker's to finish, wherever the store went meanwhile"
    mine = Visit.objects.unscoped(because=because).filter(done_by_id=request.actor.user_id)
    visits = mine if mine.filter(pk=pk).exists() else Visit.objects.visible_to(request.actor)
    visit = get_object_or_404(visits.select_related("store__center", "image_standard"), pk=pk)
    door(request, rules.made_visit, visit)
    return visit


def saved(request: HttpRequest, visit: Visit, step: VisitStep, deed: Callable) -> HttpResponse:
    """After a silent save only the state and the count of what is open change on the page."""
    try:
        deed()
        note_seconds(visit, step, at=timezone.now())
    except (DomainError, ValidationError) as refusal:
        return state_of(request, visit, step, trouble=words_of_refusal(refusal), status=409)
    return state_of(request, visit, step)


def filled(request: HttpRequest, visit: Visit, step: VisitStep, form: BaseForm, deed: Callable) -> HttpResponse:
    """Save what a step's form holds, or say at the step what it does not take."""
    if not form.is_valid():
        return state_of(request, visit, step, trouble=form.trouble, status=422)
    return saved(request, visit, step, deed)


def changed(
    request: HttpRequest, visit: Visit, step: VisitStep, deed: Callable, context: Callable[[], dict]
) -> HttpResponse:
    """After a tap that fills a whole step the step is shown anew."""
    try:
        deed()
        note_seconds(visit, step, at=timezone.now())
    except (DomainError, ValidationError) as refusal:
        return part_of(request, visit, step, trouble=words_of_refusal(refusal), status=409)
    visit.refresh_from_db()
    return part_of(request, visit, step, context=context())


def state_of(
    request: HttpRequest, visit: Visit, step: VisitStep, *, trouble: str = "", status: int = 200
) -> HttpResponse:
    visit.refresh_from_db()
    context = {
        "visit": visit,
        "trouble": trouble,
        "saved_at": timezone.localtime(),
        "progress": progress_of(visit),
        "is_swapped": True,
    }
    if step == VisitStep.PRICES:
        # How far a tag is off the list is told at its line as soon as it is kept.
        context |= prices_context(visit)
    return answer(request, "visits/visit/_saved.html", context, to=step_url(visit, step), status=status)


def part_of(
    request: HttpRequest,
    visit: Visit,
    step: VisitStep,
    *,
    context: dict | None = None,
    status: int = 200,
    **more,
) -> HttpResponse:
    builders = {
        VisitStep.STOCK: lambda: stock_context(request, visit),
        VisitStep.IMAGE: lambda: image_context(visit),
        VisitStep.PRICES: lambda: prices_context(visit),
    }
    if context is None:
        context = builders.get(step, lambda: parts_context(visit))()
    shown = context | more | {"progress": progress_of(visit), "is_swapped": True}
    return answer(request, f"visits/visit/_{step}.html", shown, to=step_url(visit, step), status=status)


def stock_context(request: HttpRequest, visit: Visit) -> dict:
    added = [int(pk) for pk in request.GET.getlist("add") if pk.isdecimal() and len(pk) < 16]
    rows = sku_rows(visit, added)
    has_last = any(row.last_stock is not None for row in rows)
    return {"visit": visit, "rows": rows, "has_last": has_last, "lacking": asked_and_lacking(visit)}


def prices_context(visit: Visit, rows: Iterable[SkuRow] | None = None) -> dict:
    """The tags of what is counted; the rows may be known already."""
    prices = price_rows(visit, sku_rows(visit) if rows is None else rows)
    return {
        "visit": visit,
        "prices": prices,
        "has_list": any(row.list_yuan and row.shelf_yuan is None for row in prices),
        "has_last_price": any(row.last_yuan and row.shelf_yuan is None for row in prices),
    }


def image_context(visit: Visit) -> dict:
    standard = standard_of(visit)
    rows = item_rows(visit, standard)
    return {
        "visit": visit,
        "standard": standard,
        "items": rows,
        "has_last_image": any(row.last is not None for row in rows),
    }


def parts_context(visit: Visit) -> dict:
    """Photos, findings and next steps, with fresh forms: each form makes one thing."""
    return {
        "visit": visit,
        "page": VisitPage(visit),
        "marks": [in_words(mark) for mark in marks_of_visit(visit)],
        "photo_items": photo_items(visit),
        "photo_id": uuid4(),
        "report_form": ReportForm(initial={"client_id": uuid4()}),
        "next_form": NextStepForm(
            initial={"client_id": uuid4(), "due_on": visit.visited_on + A_WEEK}, on=timezone.localdate()
        ),
        "quick_steps": quick_steps(),
        "points": point_rows(visit),
        "said": said_rows(visit),
        "orders": order_rows(visit),
    }


def photo_items(visit: Visit) -> list[ImageItem]:
    """The items of the visit's standard, one of which a photo may show. Up to two queries."""
    standard = standard_of(visit)
    return items_for(standard, visit.store) if standard else []


def quick_steps() -> list[str]:
    """What is agreed most often, one tap each."""
    return [
        _("Restock"),
        _("Mend the display"),
        _("Bring price tags"),
        _("Train the staff"),
        _("Speak with the owner"),
    ]


def step_url(visit: Visit, step: VisitStep) -> str:
    return f"{reverse('visits:visit_fill', args=[visit.pk])}#step-{step}"


def words_of_refusal(refusal: DomainError | ValidationError) -> str:
    return " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
