"""The codes of new stores and customers, where nobody types one (handbook H2.2)."""

from typing import TypeVar

from django.db.models import Model
from django.db.models.functions import Length

from salesops.accounts.models import Center
from stores.calc.numbers import following
from stores.models import Customer, Store

Numbered = TypeVar("Numbered", bound=Model)
# The center's code, then a number of so many digits at least.
STORE_DIGITS, CUSTOMER_DIGITS = 5, 4


def next_store_code(center: Center) -> str:
    """One more than the highest number under the center's code: HZ00042. Three queries."""
    return _next(Store, center, center.code, STORE_DIGITS)


def next_customer_code(center: Center) -> str:
    """One more than the highest number under the center's code: HZ-C0042. Three queries."""
    return _next(Customer, center, f"{center.code}-C", CUSTOMER_DIGITS)


def _next(model: type[Numbered], center: Center, prefix: str, digits: int) -> str:
    """The center is held until the transaction ends, so that two who ask get two numbers."""
    Center.objects.select_for_update().get(pk=center.pk)
    rows = model.objects.unscoped(because="a code is one in the whole company")
    own = rows.filter(center=center, code__regex=rf"^{prefix}[0-9]+$").annotate(length=Length("code"))
    last = own.order_by("-length", "-code").values_list("code", flat=True).first()
    code = following(last, prefix, digits)
    while rows.filter(code=code).exists():
        code = following(code, prefix, digits)
    return code
