"""Models, SKUs and prices from one sheet (handbook H2.4, H2.6)."""

from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from salesops.exchange.cells import Code, Day, Number, Text, YesNo
from salesops.exchange.kinds import Column, ImportKind
from stores.imports.catalogue_rows import CatalogueImport
from stores.imports.undo import CatalogueUndo

_PRICE = Number(2, minimum=Decimal("0.01"), maximum=Decimal("99999999.99"))

COLUMNS = (
    Column("model", "机型编码", "Model code", Code(40), is_required=True, example="XH20", aliases=("机型", "Model")),
    Column("name", "机型名称", "Model name", Text(80), is_required=True, example="星河 20"),
    Column("brand", "品牌", "Brand", Text(40), is_required=True, example="星河"),
    Column("series", "系列", "Series", Text(40)),
    Column("is_own", "本公司机型", "Our own", YesNo(), help=_("Left blank: yes."), example="是"),
    Column("launched_on", "上市日期", "Launched on", Day(), example="2026-03-01"),
    Column("ended_on", "退市日期", "End of life on", Day(days_ahead=3 * 366)),
    Column("sku", "SKU编码", "SKU code", Code(40), example="XH20-BK-256", aliases=("SKU",)),
    Column("colour", "颜色", "Colour", Text(40), example="黑"),
    Column("memory", "内存", "Memory", Text(40), example="8+256"),
    Column("list_yuan", "零售价（元）", "List price (CNY)", _PRICE, example="1999", aliases=("零售价",)),
    Column("supply_yuan", "供货价（元）", "Supply price (CNY)", _PRICE, example="1699", aliases=("供货价",)),
    Column("price_from", "价格生效日", "Price from", Day(), example="2026-03-01"),
)
_MODEL = {
    "model": "XH20",
    "name": "星河 20",
    "brand": "星河",
    "launched_on": timedelta(days=-30),
    "list_yuan": 1999,
    "supply_yuan": 1699,
    "price_from": timedelta(days=-30),
}
SAMPLE = (
    {**_MODEL, "sku": "XH20-BK-256", "colour": "黑", "memory": "8+256"},
    {**_MODEL, "sku": "XH20-WH-256", "colour": "白", "memory": "8+256"},
)

CATALOGUE = ImportKind(
    code="catalogue",
    title=_("Catalogue"),
    columns=COLUMNS,
    key=("model", "sku", "price_from"),
    open=CatalogueImport,
    undo=CatalogueUndo,
    clause="H2.6",
    sentences={
        "not_yours": _("You may not change the catalogue."),
        "says_otherwise": _("Row %(row)s of this file says otherwise."),
        "ended_before_launch": _("The end of life must lie after the launch."),
        "sku_of_other_model": _("This SKU belongs to model %(model)s."),
        "variant_known": _("This colour and memory is SKU %(sku)s already."),
        "half_price": _("A price needs list price, supply price and the day it starts."),
    },
    sample=SAMPLE,
)
