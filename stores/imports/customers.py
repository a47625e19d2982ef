"""Customers from a sheet (handbook H2.1, H2.4)."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from salesops.exchange.cells import Code, Day, Integer, Number, Phone, Text, money
from salesops.exchange.kinds import Column, ImportContext, ImportKind, Row, choice_of
from salesops.exchange.problems import Problem
from stores import rules
from stores.choices import CustomerKind, CustomerStatus
from stores.imports.archive import ArchiveSession, plain_values
from stores.imports.undo import CustomerUndo
from stores.models import Customer, Store

PLAIN = (
    "code",
    "name",
    "kind",
    "legal_name",
    "tax_id",
    "contact_name",
    "phone",
    "payment_days",
    "credit_yuan",
    "cooperates_since",
    "rebate_percent",
    "monthly_support_yuan",
    "monthly_cost_yuan",
    "status",
)

KIND = choice_of(
    CustomerKind,
    连锁="chain",
    连锁店="chain",
    独立店="independent",
    运营商厅="operator",
    营业厅="operator",
    专柜="department",
    经销商="dealer",
)
COLUMNS = (
    Column("code", "客户编码", "Customer code", Code(40), is_required=True, example="K0001"),
    Column("name", "客户名称", "Customer name", Text(120), is_required=True, example="星光通讯"),
    Column("kind", "客户类型", "Kind", KIND, is_required=True, example="独立店"),
    Column(
        "rep",
        "促销经理账号",
        "Rep username",
        Code(150),
        is_required=True,
        help=_("Plans and reviews this customer each month."),
        example="rep01",
        aliases=("促销经理", "Rep"),
    ),
    Column(
        "center",
        "中心编码",
        "Center code",
        Code(20),
        help=_("Left blank: the rep's center."),
        example="HZ",
        aliases=("中心", "Center"),
    ),
    Column("dealer", "供货经销商编码", "Supplying dealer code", Code(40), aliases=("经销商", "Dealer")),
    Column("legal_name", "法定名称", "Legal name", Text(160)),
    Column("tax_id", "税号", "Tax id", Code(40)),
    Column("contact_name", "联系人", "Contact", Text(60)),
    Column("phone", "电话", "Phone", Phone(), example="13800000000"),
    Column("payment_days", "账期（天）", "Payment term (days)", Integer(0, 365), example="30"),
    Column("credit_yuan", "信用额度（元）", "Credit (CNY)", money()),
    Column("cooperates_since", "合作起始日", "Cooperation since", Day(earliest=date(1980, 1, 1), days_ahead=0)),
    Column("rebate_percent", "返利（%）", "Rebate (%)", Number(2, maximum=Decimal(100)), example="2"),
    Column("monthly_support_yuan", "月度支持（元）", "Monthly support (CNY)", money()),
    Column("monthly_cost_yuan", "客户月成本（元）", "Own monthly cost (CNY)", money()),
    Column("status", "状态", "Status", choice_of(CustomerStatus)),
)
SAMPLE = (
    {
        "code": "HZ-D9001",
        "name": "示例通信器材",
        "kind": CustomerKind.DEALER.label,
        "rep": "rep1",
        "phone": "0571-87000001",
        "payment_days": 30,
    },
    {
        "code": "HZ-C9001",
        "name": "示例手机店",
        "kind": CustomerKind.INDEPENDENT.label,
        "rep": "rep1",
        "dealer": "HZ-D9001",
        "contact_name": "李芳",
        "phone": "13800000000",
        "payment_days": 15,
        "rebate_percent": 2,
    },
)


class CustomerImport(ArchiveSession):
    """A dealer may stand in the same file, above those whom it supplies."""

    model = Customer
    related = ("center", "rep", "dealer", "merged_into")

    def __init__(self, context: ImportContext) -> None:
        super().__init__(context)
        self._dealers: dict[str, Customer] = {}
        self._with_stores: set[int] = set()

    def load(self, rows: Sequence[Row], existing: Mapping[str, Customer]) -> None:
        """Two queries: the dealers that are named, and which customers have stores."""
        codes = {row.values.get("dealer") for row in rows} - self._dealers.keys() - {None}
        visible = Customer.objects.visible_to(self.context.actor)
        self._dealers |= {dealer.code: dealer for dealer in visible.filter(code__in=codes)}
        stores = Store.objects.unscoped(because="a rule over all stores of a customer")
        ids = [customer.pk for customer in existing.values()]
        self._with_stores = set(stores.filter(customer_id__in=ids).values_list("customer_id", flat=True).distinct())

    def resolve(self, row: Row, obj: Customer | None) -> tuple[dict[str, Any], list[Problem]]:
        values = plain_values(row, Customer, PLAIN)
        problems = self.lookup(row, "rep", self.rep_by_username, values)
        problems += self.lookup(row, "center", self.center_by_code, values)
        problems += self.lookup(row, "dealer", self._dealers, values)
        if row.values.get("dealer", "") is None:
            values["dealer"] = None
        if obj is None and "center" not in values and not problems:
            values["center"] = values["rep"].center
        return values, problems

    def check(self, obj: Customer, former: Mapping[str, Any] | None) -> list[Problem]:
        problems = list(self._refusals(obj, former))
        if former is None and obj.kind == CustomerKind.DEALER and not problems:
            self._dealers[obj.code] = obj
        return problems

    def _refusals(self, obj: Customer, former: Mapping[str, Any] | None):
        if obj.merged_into_id:
            yield Problem("merged", {"code": obj.merged_into.code}, "code")
            return
        if not self._may(obj, former):
            yield Problem("not_yours", column="code")
        if not rules.is_rep_of(obj.rep, obj.center_id):
            yield Problem("rep_of_elsewhere", {"center": obj.center.name}, "rep")
        if former and "center" in former and obj.pk in self._with_stores:
            yield Problem("has_stores", column="center")
        dealer = obj.dealer
        if dealer and (dealer.kind != CustomerKind.DEALER or dealer.center_id != obj.center_id):
            yield Problem("no_dealer_of_center", {"center": obj.center.name}, "dealer")
        if dealer and dealer.code == obj.code:
            yield Problem("own_dealer", column="dealer")

    def _may(self, obj: Customer, former: Mapping[str, Any] | None) -> bool:
        if former is None:
            return self.may_create_in(obj.center_id)
        return rules.editable_customer_fields(self.context.actor, obj).issuperset(former)

    def insert(self, objects: list[Customer]) -> None:
        """Dealers first, so that the others can point to them."""
        dealers = [customer for customer in objects if customer.kind == CustomerKind.DEALER]
        super().insert(dealers)
        super().insert([customer for customer in objects if customer.kind != CustomerKind.DEALER])


CUSTOMERS = ImportKind(
    code="customers",
    title=_("Customers"),
    columns=COLUMNS,
    key=("code",),
    open=CustomerImport,
    undo=CustomerUndo,
    sentences={
        "not_yours": _("You may not change this customer."),
        "merged": _("It was merged into %(code)s. Use that code."),
        "rep_of_elsewhere": _("This is no active rep of %(center)s."),
        "has_stores": _("The customer has stores in its present center; move them first."),
        "no_dealer_of_center": _("This is no dealer of %(center)s."),
        "own_dealer": _("A customer cannot supply itself."),
    },
    sample=SAMPLE,
)
