"""Standards, routes, visits and what is found in them."""

from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import factory

from tests.factories.accounts import CenterFactory, UserFactory
from tests.factories.stores import StoreFactory
from visits.choices import ItemKind, ParkedKind, ReportKind, ReportStrength, RouteStatus, VisitStep
from visits.models import (
    Checklist,
    ChecklistLine,
    ImageItem,
    ImageStandard,
    MarketReport,
    ParkedVisit,
    PlannedVisit,
    RoutePlan,
    Task,
    Visit,
    VisitPhoto,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)


class RoutePlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RoutePlan

    rep = factory.SubFactory(UserFactory)
    center = factory.SelfAttribute("rep.center")
    version = 1
    cycle_starts_on = date(2026, 11, 23)
    status = RouteStatus.DRAFT
    created_at = MORNING


class PlannedVisitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlannedVisit

    store = factory.SubFactory(StoreFactory)
    rep = factory.SelfAttribute("store.rep")
    center = factory.SelfAttribute("store.center")
    plan = factory.SubFactory(RoutePlanFactory, rep=factory.SelfAttribute("..rep"))
    planned_on = date(2026, 11, 23)
    position = factory.Sequence(lambda n: n)
    route_name = "T1"
    arrive_minute = 600
    minutes = 25


class VisitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Visit

    client_id = factory.LazyFunction(uuid4)
    store = factory.SubFactory(StoreFactory)
    rep = factory.SelfAttribute("store.rep")
    done_by = factory.SelfAttribute("rep")
    center = factory.SelfAttribute("store.center")
    visited_on = date(2026, 11, 23)
    checked_in_at = MORNING
    received_at = MORNING


class VisitPhotoFactory(factory.django.DjangoModelFactory):
    """A photo's row; its file is only named."""

    class Meta:
        model = VisitPhoto

    client_id = factory.LazyFunction(uuid4)
    visit = factory.SubFactory(VisitFactory)
    file = factory.LazyAttribute(lambda photo: f"visits/2026/11/{photo.client_id}.jpg")
    sha256 = factory.Sequence(lambda n: f"{n:064d}")
    width = 1600
    height = 1200
    received_at = MORNING


class ImageStandardFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ImageStandard

    version = factory.Sequence(lambda n: n + 1)
    name = "店内形象标准"
    valid_from = date(2026, 1, 1)
    is_published = True


class ImageItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ImageItem

    standard = factory.SubFactory(ImageStandardFactory)
    position = factory.Sequence(lambda n: n)
    name = factory.Sequence(lambda n: f"项目{n}")
    kind = ItemKind.COUNT
    weight = 10
    required = 4


class ChecklistFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Checklist

    center = factory.SubFactory(CenterFactory)
    version = factory.Sequence(lambda n: n + 1)


class ChecklistLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ChecklistLine

    checklist = factory.SubFactory(ChecklistFactory)
    position = factory.Sequence(lambda n: n + 1)
    step = VisitStep.POINTS
    title = factory.Sequence(lambda n: f"事项{n}")


class MarketReportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MarketReport

    client_id = factory.LazyFunction(uuid4)
    store = factory.SubFactory(StoreFactory)
    rep = factory.SelfAttribute("store.rep")
    center = factory.SelfAttribute("store.center")
    kind = ReportKind.PRICE
    what = "竞品降价"
    strength = ReportStrength.MEDIUM
    answer_due_on = date(2026, 11, 25)
    reported_at = MORNING


class TaskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Task

    client_id = factory.LazyFunction(uuid4)
    store = factory.SubFactory(StoreFactory)
    rep = factory.SelfAttribute("store.rep")
    center = factory.SelfAttribute("store.center")
    title = "补齐海报"
    due_on = date(2026, 11, 30)
    created_at = MORNING


class ParkedVisitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ParkedVisit

    rep = factory.SubFactory(UserFactory)
    center = factory.SelfAttribute("rep.center")
    client_id = factory.LazyFunction(uuid4)
    body_sha256 = "0" * 64
    store_code = "HZ1"
    kind = ParkedKind.REFUSED
    payload = factory.LazyFunction(dict)
    parked_at = MORNING
    last_sent_at = MORNING
