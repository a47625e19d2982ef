from visits.models.calendar import CalendarFeed, DayLook
from visits.models.checklists import Checklist, ChecklistLine, VisitTick
from visits.models.findings import MarketReport, Task
from visits.models.image import ImageItem, ImageStandard
from visits.models.imeis import VisitImei
from visits.models.marks import VisitMark
from visits.models.minutes import StepSeconds
from visits.models.orders import VisitOrder
from visits.models.places import PlaceProposal
from visits.models.prices import VisitPrice
from visits.models.routes import PlannedVisit, RoutePlan, RouteStop
from visits.models.sending import ParkedVisit, PhotoPiece, PhotoUpload, Receipt
from visits.models.standards import RouteParameters, VisitRule, VisitStandard
from visits.models.talk import VisitSaid, VisitTraining
from visits.models.visits import ImageCheck, SkippedStep, Visit, VisitCount, VisitPhoto
from visits.models.ways import TravelWays

__all__ = [
    "CalendarFeed",
    "Checklist",
    "ChecklistLine",
    "DayLook",
    "ImageCheck",
    "ImageItem",
    "ImageStandard",
    "MarketReport",
    "ParkedVisit",
    "PhotoPiece",
    "PhotoUpload",
    "PlaceProposal",
    "PlannedVisit",
    "Receipt",
    "RouteParameters",
    "RoutePlan",
    "RouteStop",
    "SkippedStep",
    "StepSeconds",
    "Task",
    "TravelWays",
    "Visit",
    "VisitCount",
    "VisitImei",
    "VisitMark",
    "VisitOrder",
    "VisitPhoto",
    "VisitPrice",
    "VisitRule",
    "VisitSaid",
    "VisitStandard",
    "VisitTick",
    "VisitTraining",
]
