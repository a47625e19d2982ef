"""Reviews explained, handed in and confirmed; dealers measured, proposed for and decided on; next year's targets."""

from datetime import date, timedelta
from decimal import Decimal

from dealers.business_choices import MovementKind
from dealers.calc.quarters import Quarter
from dealers.calc.targets import Parts
from dealers.evaluation_choices import OPEN_TO_TYPE, EvaluationStatus
from dealers.models import DealerEvaluation, Receivable
from dealers.services.business import add_receivable, count_stock, pay, record_movement
from dealers.services.evaluation_decisions import approve_evaluation, propose, return_evaluation
from dealers.services.target_moves import approve_targets, submit_targets
from dealers.services.targets import create_company_targets, start_center_targets
from reports.choices import EDITABLE, ReviewStatus
from reports.models import BusinessReview
from reports.services.actions import add_action
from reports.services.reviews import confirm_review, return_review, submit_review
from reports.year.checks.days import works
from reports.year.company import BECAUSE, Company
from stores.choices import CustomerKind
from stores.models import Customer, Sku, Store

_LATE, _LATE_DAY, _RETURNED, _WITH_ACTION = 0.07, 12, 0.07, 0.2
_MORNING, _EVENING = 10 * 60, 17 * 60 + 30
_TEXTS = {"causes": "断货一周，竞品降价。", "strategy": "提前备货，周末安排临促。"}
_PROPOSES_ON, _APPROVES_ON = 6, 8
_INVOICED_ON, _PAID_ON = 5, 24
_TARGETS_ON = (12, 5)


def finish_reviews(company: Company) -> None:
    """Reps hand last month's reviews in within the first working days; some are late."""
    rows = BusinessReview.objects.unscoped(because=BECAUSE).filter(status__in=EDITABLE)
    for review in rows.filter(month__lt=company.month.first_day).select_related("center", "customer").order_by("pk"):
        stream = company.stream("review", f"{review.customer.code}|{review.month}|{review.status}")
        on = _LATE_DAY if stream.chance(_LATE) else stream.between(1, 4)
        if company.day.day < on or not works(company.day, saturday=review.center.works_saturday):
            continue
        company.clock.set(company.day, _MORNING)
        by = {"actor": company.doer(review.rep_id), "at": company.clock.at}
        if stream.chance(_WITH_ACTION):
            store = Store.objects.unscoped(because=BECAUSE).filter(customer=review.customer_id).order_by("pk").first()
            if store and store.center_id == review.center_id:
                add_action(review, store=store, text="店员培训", due_on=company.day + timedelta(days=14), **by)
                review.refresh_from_db()
        submit_review(review, texts=_TEXTS, revision=review.revision, **by)
        company.note("reviews submitted")


def decide_reviews(company: Company) -> None:
    """Managers read what came in by yesterday."""
    company.clock.set(company.day, _EVENING)
    rows = (
        BusinessReview.objects.unscoped(because=BECAUSE)
        .filter(status=ReviewStatus.SUBMITTED)
        .select_related("customer")
    )
    for review in rows.filter(submitted_at__lt=company.clock.at - timedelta(hours=12)).order_by("pk"):
        by = {"actor": company.manager(review.center_id), "at": company.clock.at}
        stream = company.stream("review decision", f"{review.customer.code}|{review.month}")
        if stream.chance(_RETURNED) and ("review", review.pk) not in company.journal.returned:
            return_review(review, reason="原因请按门店写", **by)
            company.journal.returned.add(("review", review.pk))
            company.note("reviews returned")
        else:
            confirm_review(review, **by)
            company.note("reviews confirmed")


def evaluate_dealers(company: Company) -> None:
    """In the month after a quarter: proposed from the 6th on, decided two days later; one in five comes back once."""
    if company.day.month % 3 != 1 or company.day.day < _PROPOSES_ON:
        return
    company.clock.set(company.day, _MORNING)
    quarter = Quarter.of(company.day).former
    rows = DealerEvaluation.objects.unscoped(because=BECAUSE).filter(quarter=quarter.first_day).order_by("pk")
    for evaluation in rows.filter(status__in=OPEN_TO_TYPE):
        improve_by = company.day + timedelta(days=60) if evaluation.suggestion == "improve" else None
        said = {"adjustment": evaluation.suggestion or "keep", "reason": "按评分结果", "improve_by": improve_by}
        propose(evaluation, **said, actor=company.doer(evaluation.rep_id), at=company.clock.at)
        company.note("evaluations proposed")
    if company.day.day >= _APPROVES_ON:
        for evaluation in rows.filter(status=EvaluationStatus.SUBMITTED):
            by = {
                "actor": company.manager(evaluation.center_id),
                "at": company.clock.at,
                "revision": evaluation.revision,
            }
            if evaluation.pk % 5 == 0 and company.day.day == _APPROVES_ON:
                return_evaluation(evaluation, reason="请补充整改计划", **by)
                company.note("evaluations returned")
            else:
                approve_evaluation(evaluation, **by)
                company.note("evaluations approved")


def keep_dealers(company: Company) -> None:
    """Stock on Mondays, an order and an invoice a month, most of which is paid."""
    company.clock.set(company.day, _EVENING)
    sku = Sku.objects.own().order_by("pk").first()
    dealers = Customer.objects.unscoped(because=BECAUSE).active().filter(kind=CustomerKind.DEALER)
    for dealer in dealers.order_by("pk"):
        by = {"actor": company.doer(dealer.rep_id), "at": company.clock.at}
        stream = company.stream("dealer", f"{dealer.code}|{company.day}")
        if company.day.weekday() == 0:
            count_stock(dealer, sku, counted_on=company.day, quantity=stream.between(20, 90), **by)
            company.note("dealers' stock counted")
        if company.day.day == _INVOICED_ON:
            _order(company, dealer, sku, stream.between(20, 60), by)
        if company.day.day == _PAID_ON and stream.chance(0.8):
            _pay(company, dealer, by)


def _order(company: Company, dealer: Customer, sku: Sku, units: int, by: dict) -> None:
    document = f"{company.day:%y%m}-{dealer.code}"
    order = {"kind": MovementKind.SELL_IN, "sku": sku, "moved_on": company.day, "quantity": units}
    record_movement(dealer, order | {"document": f"DD{document}"}, **by)
    due = company.day + timedelta(days=dealer.payment_days)
    invoice = {"document": f"FP{document}", "issued_on": company.day, "due_on": due}
    add_receivable(dealer, invoice | {"amount_yuan": Decimal(units * 1000)}, **by)
    company.note("dealers' orders")


def _pay(company: Company, dealer: Customer, by: dict) -> None:
    rows = Receivable.objects.unscoped(because=BECAUSE).filter(customer=dealer, settled_on=None)
    for invoice in rows.select_related("customer").order_by("pk")[:1]:
        yuan = invoice.amount_yuan - invoice.paid_yuan
        pay(invoice, yuan=yuan, paid_on=company.day, revision=invoice.revision, **by)
        company.note("invoices paid")


def set_targets(company: Company, year: int | None = None) -> None:
    """Each December 5th next year's targets: the company's, then each center's, approved."""
    is_its_day = (company.day.month, company.day.day) == _TARGETS_ON
    if year is None and not is_its_day:
        return
    year = year or company.day.year + 1
    company.clock.set(company.day, _MORNING)
    version = create_company_targets(
        year, _sold_in_a_year(company), Parts(), actor=company.hq(), at=company.clock.at, reason="年度经营计划"
    )
    version = submit_targets(version, actor=company.hq(), at=company.clock.at)
    basis = approve_targets(version, actor=company.hq(), at=company.clock.at)
    for center in company.centers:
        manager = company.manager(center.pk)
        split = start_center_targets(center, basis.year, actor=manager, at=company.clock.at)
        split = submit_targets(split, actor=manager, at=company.clock.at)
        approve_targets(split, actor=company.hq(), at=company.clock.at)
    company.note("targets approved", 1 + len(company.centers))


def _sold_in_a_year(company: Company) -> int:
    first = date(company.day.year - 1, company.day.month, 1)
    sold = company.journal.sold.items()
    return sum(units for (kind, _store, _model, month), units in sold if kind == "sell_out" and month >= first)
