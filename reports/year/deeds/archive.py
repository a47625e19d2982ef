"""Shops that open, pause, come back and close; leave; customers that change hands."""

from datetime import timedelta
from decimal import Decimal

from reports.year.company import BECAUSE, Company
from salesops.accounts.models import Center, User
from salesops.accounts.services import hand_over
from stores.choices import CustomerKind, CustomerStatus, StoreFormat, StoreStatus
from stores.models import Customer, Store
from stores.services import decide_hand_over, prepare_hand_over
from stores.services.customers import create_customer, edit_customer
from stores.services.stores import create_store, edit_store

_MORNING = 8 * 60 + 30
_OPENS, _PAUSES, _RETURNS, _CLOSES = 8, 11, 25, 18
_PLANS_HAND_OVER, _AHEAD = 14, 3
_LEAVE_BEGINS, _LEAVE_DAYS = (2, 16), 5
_NEW_SELLS = 0.15


def keep_archive(company: Company) -> None:
    """What happens to shops on this day of the month, one in each center."""
    company.clock.set(company.day, _MORNING)
    deed = {_OPENS: _open, _PAUSES: _pause, _RETURNS: _return, _CLOSES: _close}.get(company.day.day)
    if deed:
        for center in company.centers:
            deed(company, center)


def _open(company: Company, center: Center) -> None:
    """A new customer with a shop far from all others, which sells some of what its neighbours sell."""
    reps = [rep for rep in company.reps if rep.center_id == center.pk]
    rep = reps[company.day.month % len(reps)]
    said = {"actor": company.admin(), "at": company.clock.at}
    number = f"{center.code}{company.day:%y%m}"
    customer = create_customer(
        {
            "code": f"XK{number}",
            "name": f"新客户{number}",
            "kind": CustomerKind.INDEPENDENT,
            "center": center,
            "rep": rep,
            "rebate_percent": Decimal("2.0"),
        },
        **said,
    )
    values = {
        "code": f"XS{number}",
        "name": f"新店{number}",
        "customer": customer,
        "center": center,
        "rep": rep,
        "format": StoreFormat.MULTI,
        "opened_on": company.day,
        "lon": center.lon + Decimal("0.01") * company.day.month,
        "lat": center.lat,
    }
    store = create_store(values, **said, reason="新开门店")
    for sku in sorted({sku for _store, sku in company.rates})[:3]:
        company.rates[store.pk, sku] = _NEW_SELLS
    company.note("shops opened")


def _move(company: Company, store: Store | None, status: StoreStatus, reason: str, **facts: object) -> None:
    if store is None:
        return
    edit_store(
        store,
        {"status": status, **facts},
        revision=store.revision,
        actor=company.manager(store.center_id),
        at=company.clock.at,
        reason=reason,
    )
    company.note(f"shops {status.value}")


def _shops(center: Center, status: StoreStatus) -> list[Store]:
    rows = Store.objects.unscoped(because=BECAUSE).filter(center=center, status=status, merged_into=None)
    return list(rows.select_related("customer").order_by("pk"))


def _pause(company: Company, center: Center) -> None:
    shops = _shops(center, StoreStatus.ACTIVE)
    _move(company, shops[company.day.month % len(shops)] if shops else None, StoreStatus.SUSPENDED, "装修")


def _return(company: Company, center: Center) -> None:
    shops = _shops(center, StoreStatus.SUSPENDED)
    _move(company, shops[0] if shops else None, StoreStatus.ACTIVE, "装修完成")


def _close(company: Company, center: Center) -> None:
    """Every other month a shop closes, and its customer with it if that was its last."""
    shops = [shop for shop in _shops(center, StoreStatus.ACTIVE) if shop.code.startswith("XS")]
    if company.day.month % 2 or not shops:
        return
    _move(company, shops[0], StoreStatus.CLOSED, "停业", closed_on=company.day)
    customer = shops[0].customer
    if (
        not Store.objects.unscoped(because=BECAUSE)
        .filter(customer=customer)
        .exclude(status=StoreStatus.CLOSED)
        .exists()
    ):
        by = {"actor": company.manager(center.pk), "at": company.clock.at, "reason": "停业"}
        edit_customer(customer, {"status": CustomerStatus.ENDED}, revision=customer.revision, **by)
        company.note("customers ended")


def plan_absences(company: Company) -> None:
    """In each center one rep a month is on leave for five days, and another one stands in."""
    company.clock.set(company.day, _MORNING)
    for center in company.centers:
        stream = company.stream("leave", f"{center.code}|{company.month}")
        begins = company.month.first_day.replace(day=stream.between(*_LEAVE_BEGINS))
        if company.day != begins - timedelta(days=1):
            continue
        reps = [rep for rep in company.reps if rep.center_id == center.pk]
        away = reps[company.month.month % len(reps)]
        colleague = reps[(company.month.month + 1) % len(reps)]
        ends = begins + timedelta(days=_LEAVE_DAYS)
        by = {"actor": company.manager(center.pk), "at": company.clock.at, "reason": "年假"}
        hand_over(rep=away, colleague=colleague, starts_on=begins, ends_on=ends, **by)
        company.journal.leaves.append((away.pk, colleague.pk, begins, ends))
        company.note("leaves")


def hand_customers_over(company: Company) -> None:
    """A customer of each center changes hands in the middle of the planning, decided three days ahead."""
    if company.day.day != _PLANS_HAND_OVER:
        return
    company.clock.set(company.day, _MORNING)
    for center in company.centers:
        reps = [rep for rep in company.reps if rep.center_id == center.pk]
        giver, taker = (reps[(company.day.month + place) % len(reps)] for place in (0, 1))
        customer = _customer_of(giver)
        if customer is None:
            continue
        stores = list(Store.objects.unscoped(because=BECAUSE).filter(customer=customer, rep=giver))
        by = {"actor": company.manager(center.pk), "at": company.clock.at}
        on = company.day + timedelta(days=_AHEAD)
        decide_hand_over(prepare_hand_over(giver, taker, [customer, *stores], on=on, reason="片区调整", **by), **by)
        company.note("customers handed over")


def _customer_of(rep: User) -> Customer | None:
    rows = Customer.objects.unscoped(because=BECAUSE).active().filter(rep=rep).exclude(kind=CustomerKind.DEALER)
    return rows.order_by("-pk").first()
