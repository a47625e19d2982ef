"""Lists of dealers' daily business, and what is written into it (handbook H10.2)."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dealers.business_filters import MovementFilter, ReceivableFilter, StockFilter
from dealers.business_tables import MovementTable, ReceivableTable, StockTable
from dealers.dealer_rules import keeps_business
from dealers.forms.business import MovementForm, PaymentForm, ReasonForm, ReceivableForm, StockForm
from dealers.models import DealerMovement, DealerStock, Receivable
from dealers.selectors.business import add_cover, with_open
from dealers.services.business import add_receivable, count_stock, pay, record_movement, take_back
from dealers.views.dealers import OfOneDealer, dealer_page
from salesops.web.views import BackToPage, ScopedDetail, ScopedList, ScopedUpdate
from salesops.workflow.selectors.history import history_of

MOST_EVENTS = 50


class MovementList(ScopedList):
    model = DealerMovement
    table_class = MovementTable
    filterset_class = MovementFilter
    title = _("Orders and deliveries of dealers")
    clause = "H10.2"
    export_name = _("orders and deliveries of dealers")

    def narrow(self, rows):
        return rows.select_related("customer", "store", "sku__model").order_by("-moved_on", "-pk")


class StockList(ScopedList):
    model = DealerStock
    table_class = StockTable
    filterset_class = StockFilter
    title = _("Stock of dealers")
    clause = "H10.2"
    export_name = _("stock of dealers")

    def narrow(self, rows):
        return rows.latest().select_related("customer", "sku__model").order_by("customer__name", "sku__code", "pk")

    def get_table(self, **kwargs):
        table = super().get_table(**kwargs)
        self.complete([row.record for row in table.paginated_rows])
        return table

    def complete(self, records) -> None:
        add_cover(records, timezone.localdate())


class ReceivableList(ScopedList):
    model = Receivable
    table_class = ReceivableTable
    filterset_class = ReceivableFilter
    title = _("Receivables from dealers")
    clause = "H10.2"
    export_name = _("receivables from dealers")

    def narrow(self, rows):
        return with_open(rows).select_related("customer").order_by("due_on", "pk")

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"on": timezone.localdate()}


class ReceivableDetail(ScopedDetail):
    model = Receivable
    template_name = "dealers/business/receivable_detail.html"
    clause = "H10.2"

    def narrow(self, rows):
        return with_open(rows).select_related("customer")

    def get_context_data(self, **kwargs):
        receivable = self.object
        return super().get_context_data(**kwargs) | {
            "may_pay": receivable.open_yuan and keeps_business(self.request.actor, receivable.customer),
            "back": dealer_page(receivable.customer_id, "receivables"),
            "on": timezone.localdate(),
            "events": history_of(receivable)[:MOST_EVENTS],
        }


class _Writing(OfOneDealer):
    clause = "H10.2"

    def allowed(self, actor) -> bool:
        return keeps_business(actor, self.dealer)


class MovementAdd(_Writing):
    form_class = MovementForm
    title = _("Order or delivery")
    tab = "orders"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"dealer": self.dealer}

    def get_initial(self):
        return {"moved_on": timezone.localdate()}

    def act(self, cleaned):
        return record_movement(self.dealer, cleaned, actor=self.request.actor, at=timezone.now())


class StockCount(_Writing):
    form_class = StockForm
    title = _("Stock of the dealer")
    tab = "stock"

    def get_initial(self):
        return {"counted_on": timezone.localdate()}

    def act(self, cleaned):
        return count_stock(self.dealer, **cleaned, actor=self.request.actor, at=timezone.now())


class ReceivableAdd(_Writing):
    form_class = ReceivableForm
    title = _("Receivable from the dealer")
    tab = "receivables"

    def get_initial(self):
        today = timezone.localdate()
        return {"issued_on": today, "due_on": today + timedelta(days=self.dealer.payment_days)}

    def act(self, cleaned):
        return add_receivable(self.dealer, cleaned, actor=self.request.actor, at=timezone.now())


class MovementTakeBack(BackToPage, ScopedUpdate):
    model = DealerMovement
    form_class = ReasonForm
    title = _("Take an order or delivery back")
    submit_label = pgettext_lazy("movement", "Take back")
    clause = "H10.2"

    def narrow(self, rows):
        return rows.select_related("customer", "sku")

    def allowed_on(self, actor, obj) -> bool:
        return keeps_business(actor, obj.customer)

    @property
    def cancel_url(self) -> str:
        return dealer_page(self.object.customer_id, "orders")

    def act(self, cleaned):
        return take_back(self.object, actor=self.request.actor, at=timezone.now(), reason=cleaned["reason"])


class ReceivablePay(ScopedUpdate):
    model = Receivable
    form_class = PaymentForm
    title = _("Record a payment")
    clause = "H10.2"

    def narrow(self, rows):
        return with_open(rows).select_related("customer")

    def allowed_on(self, actor, obj) -> bool:
        return keeps_business(actor, obj.customer)

    def get_initial(self):
        return {"yuan": self.object.open_yuan, "paid_on": timezone.localdate()}

    @property
    def cancel_url(self) -> str:
        return self.object.get_absolute_url()

    def act(self, cleaned):
        return pay(self.object, **cleaned, revision=self.seen_revision, actor=self.request.actor, at=timezone.now())
