"""Two archives of one shop with something in every room, and what all tables hold of them."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.apps import apps

from dealers.models import PlanAction
from promotions.models import MaterialMove, MaterialStock
from reports.models import ReviewStore
from salesops.accounts.actor import Actor
from salesops.periods.month import Month
from stores.choices import ArchiveKind, CustomerKind, SaleKind, SaleSource
from stores.models import (
    BulkEdit,
    BulkLine,
    CustomerTwins,
    DisplaySample,
    HandOver,
    HandOverLine,
    StockCount,
    StoreDistributionWeek,
    StoreResponsibility,
    StoreTwins,
)
from stores.models.contacts import CustomerContact, StoreContact
from stores.services import Sale, propose_classification, record_sales
from stores.services.class_decisions import override_class
from stores.services.merging import Choice
from tests.factories.amendments import AmendmentLineFactory
from tests.factories.dealer_business import (
    ChannelCaseFactory,
    DealerStockFactory,
    MovementFactory,
    ReceivableFactory,
)
from tests.factories.dealer_development import CandidateFactory, DealerContractFactory, TerritoryFactory
from tests.factories.dealer_evaluations import EvaluationFactory
from tests.factories.dealer_team import PersonFactory, PersonStoreFactory
from tests.factories.dealers import PlanLineFactory, ProfitPlanFactory
from tests.factories.effects import SummaryStoreFactory
from tests.factories.launches import LaunchModelFactory, LaunchStoreFactory, SellInFactory
from tests.factories.promoters import AssignmentFactory, AttendanceFactory, GuidanceFactory, NeedFactory, ShiftFactory
from tests.factories.promotions import (
    CostLineFactory,
    ExecutionCheckFactory,
    MaterialItemFactory,
    PromotionFactory,
    PromotionStoreFactory,
    TempBookingFactory,
)
from tests.factories.reports import BusinessReviewFactory, ReviewActionFactory, ReviewLineFactory
from tests.factories.stores import CustomerFactory, SkuFactory, StoreFactory, StoreProposalFactory
from tests.factories.targets import place_in_targets
from tests.factories.tracking import TrackedLineFactory
from tests.factories.visits import MarketReportFactory, PlannedVisitFactory, RoutePlanFactory, TaskFactory, VisitFactory
from visits.choices import PlaceSource, PlannedVisitStatus, VisitStatus
from visits.models import PlaceProposal, RouteStop, TravelWays, VisitRule

AT = datetime(2026, 11, 28, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
JOB = Actor.system("test")
DAY = date(2026, 11, 2)
ROOMS = ("stores", "visits", "promotions", "dealers", "reports")
TRAIL = {"MergeRecord", "MergedRows"}


def twin_stores(cast):
    """The store that goes and the one that stays, each with rows of every kind; some of them clash."""
    customer = CustomerFactory(rep=cast.rep)
    earlier = StoreFactory(customer=customer)
    gone = StoreFactory(customer=customer, code="S1T", name="恒达通讯云杉路", phone="13800001234", area_m2=40)
    kept = StoreFactory(customer=customer, code="S1", name="恒达通讯云杉路店")
    StoreFactory(customer=customer, status="closed", closed_on=DAY, merged_into=gone)
    StoreTwins.objects.create(first=earlier, second=gone, **_found(gone))
    StoreTwins.objects.create(first=gone, second=kept, **_found(gone))
    _archive(cast, gone, kept)
    _fieldwork(cast, gone, kept)
    _plans(customer, gone, kept)
    return gone, kept


def twin_customers(cast):
    dealer = CustomerFactory(rep=cast.rep, kind=CustomerKind.DEALER)
    gone = CustomerFactory(rep=cast.rep, kind=CustomerKind.DEALER, dealer=dealer, tax_id="91", code="K1T")
    kept = CustomerFactory(rep=cast.rep, kind=CustomerKind.DEALER, code="K1")
    CustomerFactory(rep=cast.rep, dealer=gone)
    CustomerFactory(rep=cast.rep, merged_into=gone, status="ended")
    CustomerTwins.objects.create(first=dealer, second=gone, **_found(gone))
    CustomerTwins.objects.create(first=gone, second=kept, **_found(gone))
    place_in_targets(StoreFactory(customer=gone))
    StoreProposalFactory(rep=cast.rep, customer=gone)
    _changed_at_once(cast, customer=gone)
    for owner, person in ((gone, "王芳"), (kept, "王芳"), (gone, "李伟")):
        CustomerContact.objects.create(owner=owner, name=person)
    for month in (date(2026, 11, 1), date(2026, 12, 1)):
        ProfitPlanFactory(customer=gone, month=month)
        BusinessReviewFactory(customer=gone, month=month)
    ProfitPlanFactory(customer=kept, month=date(2026, 12, 1))
    BusinessReviewFactory(customer=kept, month=date(2026, 12, 1))
    _dealings(gone, kept)
    return gone, kept


def _dealings(dealer, kept):
    sku = SkuFactory()
    CandidateFactory(rep=dealer.rep, status="contracted", score=60, customer=dealer)
    DealerContractFactory(customer=dealer)
    TerritoryFactory(customer=dealer, is_exclusive=True)
    for owner in (dealer, kept):
        DealerStockFactory(customer=owner, sku=sku)
        ReceivableFactory(customer=owner, document="FP1")
        EvaluationFactory(customer=owner)
    EvaluationFactory(customer=dealer, quarter=date(2026, 4, 1))
    for make in (PersonFactory, DealerStockFactory, ReceivableFactory, MovementFactory, ChannelCaseFactory):
        make(customer=dealer)


def choice(gone, kept, kind=ArchiveKind.STORE, taken=()):
    gone.refresh_from_db()
    kept.refresh_from_db()
    return Choice(kind, gone.pk, kept.pk, gone.revision, kept.revision, frozenset(taken))


def all_tables():
    """Every business row by table and key, without revisions; roll-ups by what they say, as they are made anew."""
    models = [m for room in ROOMS for m in apps.get_app_config(room).get_models() if m.__name__ not in TRAIL]
    return {model._meta.label: _rows(model) for model in models}


def _rows(model):
    left_out = {"revision"} | ({"id"} if model.__name__ == "SalesMonth" else set())
    names = [field.attname for field in model._meta.concrete_fields if field.name not in left_out]
    manager = model._default_manager
    rows = manager.unscoped(because="test") if hasattr(manager, "unscoped") else manager.all()
    return sorted(map(str, rows.values_list(*names)))


def _archive(cast, gone, kept):
    sku, other_sku = SkuFactory(), SkuFactory()
    for store, units in ((gone, 3), (kept, 5)):
        for article in (sku, other_sku):
            sell(store, article, units)
            sell(store, article, units + 1)
        sell(store, sku, units, date(2026, 10, 5))
        StockCount.objects.create(store=store, sku=sku, counted_on=DAY, quantity=units, recorded_at=AT)
        StoreResponsibility.objects.create(store=store, rep=cast.rep, starts_on=DAY)
        StoreDistributionWeek.objects.create(store=store, week=DAY, asked=2, carried=1, is_known=True)
    sell(gone, sku, 7, DAY + timedelta(days=1))
    StockCount.objects.create(store=gone, sku=other_sku, counted_on=DAY, quantity=9, recorded_at=AT)
    DisplaySample.objects.create(store=gone, sku=sku, imei="490154203237518", starts_on=DAY)
    StoreProposalFactory(rep=cast.rep, customer=gone.customer, status="approved", store=gone)
    propose_classification(cast.center, Month(2026, 12), actor=JOB, at=AT)
    gone.refresh_from_db()
    _changed_at_once(cast, store=gone)
    for owner, person in ((gone, "王芳"), (kept, "王芳"), (gone, "李伟")):
        StoreContact.objects.create(owner=owner, name=person)
    override_class(gone, "B", ends_on=date(2027, 1, 1), actor=cast.actor("manager"), at=AT, reason="test")


def _changed_at_once(cast, **subject):
    edit = BulkEdit.objects.create(subject=next(iter(subject)), values={}, reason="x", made_by=cast.manager, made_at=AT)
    BulkLine.objects.create(edit=edit, seen_revision=1, **subject)
    people = {"from_rep": cast.colleague, "to_rep": cast.rep, "center": cast.center}
    hand_over = HandOver.objects.create(on=DAY, reason="x", status="done", made_at=AT, **people)
    HandOverLine.objects.create(hand_over=hand_over, outcome="moved", **subject)


def _fieldwork(cast, gone, kept):
    plan = RoutePlanFactory(rep=cast.rep)
    for place, store in enumerate((gone, kept)):
        stop = {"route_name": "T1", "arrive_minute": 600, "minutes": 20, "travel_minutes": 5, "travel_metres": 900}
        RouteStop.objects.create(plan=plan, store=store, cycle_day=1, position=place, **stop)
        PlannedVisitFactory(store=store, plan=plan, planned_on=DAY, status=PlannedVisitStatus.MISSED)
    done = PlannedVisitFactory(
        store=gone, plan=plan, planned_on=DAY + timedelta(days=1), status=PlannedVisitStatus.DONE
    )
    PlannedVisitFactory(store=gone, plan=plan, planned_on=date(2026, 12, 1))
    visit = VisitFactory(store=gone, planned=done, status=VisitStatus.NO_CHECKOUT)
    place = {"lon": Decimal("121.47"), "lat": Decimal("31.23"), "source": PlaceSource.REP, "made_at": AT}
    PlaceProposal.objects.create(store=gone, center=gone.center, **place)
    VisitRule.objects.create(store=gone, visits_per_cycle=2)
    TravelWays.objects.create(center=gone.center, store=gone, ways={str(kept.pk): [35, 900]})
    MarketReportFactory(store=gone)
    TaskFactory(store=gone)
    promotion = PromotionFactory()
    PromotionStoreFactory(promotion=promotion, store=gone, extra_units=4)
    PromotionStoreFactory(promotion=promotion, store=kept, extra_units=6)
    PromotionStoreFactory(store=gone)
    SummaryStoreFactory(store=gone)
    CostLineFactory(promotion=promotion, store=gone)
    _material_and_helpers(promotion, gone, kept)
    ExecutionCheckFactory(promotion=promotion, visit=visit)
    _launches(gone, kept)


def _launches(gone, kept):
    both, one = LaunchModelFactory(), LaunchModelFactory()
    for store in (gone, kept):
        LaunchStoreFactory(launch=both.launch, store=store)
        SellInFactory(launch=both.launch, model=both.model, store=store, recorded_by=store.rep)
    LaunchStoreFactory(launch=one.launch, store=gone)
    SellInFactory(launch=one.launch, model=one.model, store=gone, recorded_by=gone.rep)
    place = AssignmentFactory(promoter__rep=gone.rep, store=gone)
    NeedFactory(store=gone)
    MovementFactory(kind="delivery", store=gone, customer__rep=gone.rep)
    ChannelCaseFactory(store=gone, customer__rep=gone.rep)
    ShiftFactory(promoter=place.promoter, store=gone)
    AttendanceFactory(promoter=place.promoter, store=gone)
    GuidanceFactory(promoter=place.promoter, store=gone)
    person = PersonStoreFactory(store=gone, person__customer__rep=gone.rep).person
    PersonStoreFactory(store=kept, person=person)
    PersonStoreFactory(store=gone, person__customer__rep=gone.rep)


def _material_and_helpers(promotion, gone, kept):
    item, other_item = MaterialItemFactory(promotion=promotion), MaterialItemFactory(promotion=promotion)
    made = {"made_at": AT, "made_by": promotion.created_by}
    for store, kind in ((gone, item), (gone, other_item), (kept, item)):
        MaterialStock.objects.create(item=kind, store=store, sent=3, received=2, used=1)
        MaterialMove.objects.create(item=kind, store=store, kind="sent", quantity=3, moved_on=DAY, **made)
        TempBookingFactory(promotion=promotion, store=store, work_on=DAY if kind is item else date(2026, 12, 3))


def _plans(customer, gone, kept):
    draft = ProfitPlanFactory(customer=customer)
    approved = ProfitPlanFactory(customer=customer, month=date(2026, 11, 1))
    for plan in (draft, approved):
        PlanLineFactory(plan=plan, store=gone)
        TrackedLineFactory(week__plan=plan, store=gone)
        AmendmentLineFactory(amendment__plan=plan, store=gone)
        PlanAction.objects.create(plan=plan, store=gone, text="x", due_on=DAY, task_client_id=uuid4())
    type(approved).objects.unscoped(because="test").filter(pk=approved.pk).update(status="approved", approved_at=AT)
    place_in_targets(gone, kept)
    review = BusinessReviewFactory(customer=customer)
    ReviewLineFactory(review=review, store=gone)
    ReviewActionFactory(review=review, store=gone)
    counts = dict.fromkeys(("visits_planned", "visits_done_as_planned", "visits_done", "minutes", "market_reports"), 1)
    ReviewStore.objects.create(review=review, store=gone, **counts)


def sell(store, sku, units, day=DAY):
    sale = Sale(SaleKind.SELL_OUT, store.pk, sku.pk, sku.model_id, day, units, amount_yuan=Decimal(units * 100))
    record_sales([sale], source=SaleSource.IMPORT, actor=JOB, at=AT)


def _found(archive):
    return {"center": archive.center, "score": 90, "found_at": AT}
