"""Lists of the visits' room."""

from datetime import date

import django_tables2 as tables
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from salesops.accounts.models import User
from salesops.web.tables import (
    BadgeColumn,
    BaseTable,
    DayColumn,
    MomentColumn,
    MoneyColumn,
    NumberColumn,
    PercentColumn,
    QuantityColumn,
)
from salesops.web.templatetags.web import badge
from visits.choices import RouteStatus
from visits.evidence_words import name_of, sentence_of, state_of_grade, words_of
from visits.models import (
    DayLook,
    ImageStandard,
    MarketReport,
    ParkedVisit,
    Task,
    Visit,
    VisitMark,
    VisitPhoto,
    VisitPrice,
)


class RouteRepTable(BaseTable):
    """Reps, and how their route plans stand (handbook H4.3)."""

    name = tables.Column(verbose_name=_("rep"), linkify=("visits:route_of_rep", [tables.A("pk")]))
    center = tables.Column()
    store_count = QuantityColumn(verbose_name=_("active stores"))
    version_in_force = tables.Column(verbose_name=_("plan in force"))
    pending_status = tables.Column(verbose_name=_("in work"))

    class Meta:
        model = User
        fields = ["name", "center", "store_count", "version_in_force", "pending_status"]

    def render_version_in_force(self, value: int) -> str:
        return f"v{value}"

    def render_pending_status(self, value: str, record: User) -> str:
        return badge(value, f"v{record.pending_version} {RouteStatus(value).label}")

    def value_pending_status(self, value: str) -> str:
        return str(RouteStatus(value).label)


class DayLookTable(BaseTable):
    """Who opened whose day, and why (handbook H0)."""

    looked_at = MomentColumn()
    looked_by = tables.Column(order_by="looked_by__name")
    rep = tables.Column(order_by="rep__name")
    day = DayColumn()
    reason = tables.Column(orderable=False)

    class Meta:
        model = DayLook
        fields = ["looked_at", "looked_by", "rep", "day", "reason"]
        empty_text = _("Nobody has looked at a day.")


class VisitTable(BaseTable):
    """Visits with their evidence (handbook H5.3)."""

    store = tables.Column(linkify=("visits:visit_detail", [tables.A("pk")]), order_by="store__name")
    rep = tables.Column(order_by="rep__name")
    visited_on = DayColumn(verbose_name=_("day"))
    checked_in_at = MomentColumn(format="H:i", verbose_name=_("check-in"))
    minutes = NumberColumn()
    image_score = NumberColumn()
    is_planned = tables.BooleanColumn(accessor="planned_id", verbose_name=_("plan"), orderable=False)
    marks = tables.Column(orderable=False, verbose_name=_("marks"))
    status = BadgeColumn()

    class Meta:
        model = Visit
        fields = [
            "store",
            "rep",
            "visited_on",
            "checked_in_at",
            "minutes",
            "image_score",
            "is_planned",
            "marks",
            "status",
        ]

    def render_is_planned(self, value) -> str:
        return pgettext("visit", "planned") if value else _("unplanned")

    def value_is_planned(self, value) -> str:
        return pgettext("visit", "planned") if value else _("unplanned")

    def render_marks(self, value) -> str:
        return gettext("; ").join(words_of(value))

    def value_marks(self, value) -> str:
        return gettext("; ").join(words_of(value))


class MarkTable(BaseTable):
    """Marks of visits and what became of them (handbook H5.3)."""

    code = tables.Column(linkify=("visits:mark_detail", [tables.A("pk")]))
    words = tables.Column(accessor="params", verbose_name=_("what was noticed"), orderable=False)
    store = tables.Column(accessor="visit__store", order_by="visit__store__name", verbose_name=_("store"))
    rep = tables.Column(accessor="visit__rep", order_by="visit__rep__name", verbose_name=_("rep"))
    visited_on = DayColumn(accessor="visit__visited_on", verbose_name=_("day"))
    answer = tables.Column(orderable=False)
    status = BadgeColumn()

    class Meta:
        model = VisitMark
        fields = ["code", "words", "store", "rep", "visited_on", "answer", "status"]

    def render_code(self, value, record) -> str:
        return badge(state_of_grade(record.grade), name_of(value))

    def value_code(self, value) -> str:
        return name_of(value)

    def render_words(self, value, record) -> str:
        return sentence_of(record.code, value)

    def value_words(self, value, record) -> str:
        return sentence_of(record.code, value)


class PhotoTable(BaseTable):
    """Photos as tiles (handbook H5.3)."""

    visit = tables.Column(verbose_name=_("visit"))

    class Meta:
        model = VisitPhoto
        fields = ["visit"]
        empty_text = _("No photo is like that.")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs | {"template_name": "visits/gallery/_tiles.html"})


class PriceTable(BaseTable):
    """Prices on the tags beside the list price of their day (handbook H5.2)."""

    visited_on = DayColumn(accessor="visit__visited_on", verbose_name=_("day"))
    store = tables.Column(
        accessor="visit__store",
        order_by="visit__store__name",
        verbose_name=_("store"),
        linkify=("visits:visit_detail", [tables.A("visit_id")]),
    )
    sku = tables.Column(order_by="sku__model__name")
    shelf_yuan = MoneyColumn()
    list_yuan = MoneyColumn()
    apart = MoneyColumn(accessor="deviation__yuan", verbose_name=_("deviation (CNY)"), orderable=False)
    share = PercentColumn(accessor="deviation__share", verbose_name=_("deviation"), orderable=False)
    is_off = tables.BooleanColumn(verbose_name=_("list price"))
    rep = tables.Column(accessor="visit__rep", order_by="visit__rep__name", verbose_name=_("rep"))

    class Meta:
        model = VisitPrice
        fields = ["store", "sku", "shelf_yuan", "list_yuan", "apart", "share", "is_off", "visited_on", "rep"]
        empty_text = _("No price is like that.")

    def render_is_off(self, value, record) -> str:
        return _words_of_band(record) if not value else badge("red", _words_of_band(record))

    def value_is_off(self, value, record) -> str:
        return _words_of_band(record)


def _words_of_band(price: VisitPrice) -> str:
    if price.list_yuan is None:
        return gettext("none")
    return gettext("off the list") if price.is_off else gettext("within the band")


class ReportTable(BaseTable):
    """Market reports and how long they wait (handbook H5.6)."""

    what = tables.Column(linkify=("visits:report_detail", [tables.A("pk")]), attrs={"td": {"class": "is-short"}})
    kind = tables.Column()
    store = tables.Column()
    rep = tables.Column()
    strength = BadgeColumn()
    reported_at = MomentColumn(verbose_name=_("reported"))
    answer_due_on = DayColumn()
    status = BadgeColumn()

    class Meta:
        model = MarketReport
        fields = ["what", "kind", "store", "rep", "strength", "reported_at", "answer_due_on", "status"]

    def render_answer_due_on(self, value, record) -> SafeString | str:
        return late(value, record.is_late)


class TaskTable(BaseTable):
    """What is to be done, by whom, until when (handbook H5.7)."""

    title = tables.Column(linkify=("visits:task_detail", [tables.A("pk")]))
    store = tables.Column()
    rep = tables.Column()
    due_on = DayColumn()
    outcome = tables.Column()
    status = BadgeColumn()

    class Meta:
        model = Task
        fields = ["title", "store", "rep", "due_on", "outcome", "status"]

    def render_due_on(self, value, record) -> SafeString | str:
        return late(value, record.is_overdue)


class ImageStandardTable(BaseTable):
    """Versions of the image standard (handbook H5.5)."""

    name = tables.Column(linkify=("visits:image_detail", [tables.A("pk")]))
    version = NumberColumn()
    valid_from = DayColumn()
    is_published = tables.BooleanColumn()

    class Meta:
        model = ImageStandard
        fields = ["name", "version", "valid_from", "is_published"]

    def render_is_published(self, value) -> str:
        return badge("active", _("published")) if value else badge("draft", _("Draft"))

    def value_is_published(self, value) -> str:
        return _("published") if value else _("Draft")


class ParkedTable(BaseTable):
    """Visits that were sent and not taken (handbook H5.4)."""

    store_code = tables.Column(linkify=("visits:parked_detail", [tables.A("pk")]), empty_values=(None,))
    rep = tables.Column()
    kind = BadgeColumn()
    reasons = tables.Column(orderable=False)
    times_sent = NumberColumn()
    last_sent_at = MomentColumn()
    outcome = BadgeColumn()

    class Meta:
        model = ParkedVisit
        fields = ["store_code", "rep", "kind", "reasons", "times_sent", "last_sent_at", "outcome"]

    def render_store_code(self, value) -> str:
        return value or "–"

    def render_reasons(self, value) -> str:
        return gettext("; ").join(reason["words"] for reason in value)

    def value_reasons(self, value) -> str:
        return self.render_reasons(value)


def late(day: date, is_late: bool) -> SafeString | str:
    """A day that has passed without the deed stands out."""
    shown = date_format(day, "SHORT_DATE_FORMAT")
    return badge("overdue", shown) if is_late else shown
