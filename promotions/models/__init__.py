from promotions.models.appraisals import Appraisal
from promotions.models.care import DayOff, Guidance
from promotions.models.costs import CostLine
from promotions.models.execution import ExecutionCheck
from promotions.models.launch_shares import LaunchCenter, LaunchRep, LaunchStore
from promotions.models.launches import Launch, LaunchFile, LaunchModel
from promotions.models.limits import ApprovalLimit, PromotionBudget
from promotions.models.materials import MaterialItem, MaterialMove, MaterialStock
from promotions.models.promoters import PersonalData, PersonalLook, Promoter
from promotions.models.promotions import Promotion, PromotionStore
from promotions.models.recruiting import Applicant, Interview, Need
from promotions.models.roster import Attendance, CheckInLink, RosterWeek, Shift
from promotions.models.sell_ins import LaunchAlarm, SellIn
from promotions.models.staffing import Assignment, HeadcountLine, PromoterTerms
from promotions.models.summaries import PromotionSummary, SummaryPart, SummarySeries, SummaryStore
from promotions.models.temps import TempBooking
from promotions.models.training import Course, TrainingResult, TrainingSession

__all__ = [
    "Applicant",
    "Appraisal",
    "ApprovalLimit",
    "Assignment",
    "Attendance",
    "CheckInLink",
    "CostLine",
    "Course",
    "DayOff",
    "ExecutionCheck",
    "Guidance",
    "HeadcountLine",
    "Interview",
    "Launch",
    "LaunchAlarm",
    "LaunchCenter",
    "LaunchFile",
    "LaunchModel",
    "LaunchRep",
    "LaunchStore",
    "MaterialItem",
    "MaterialMove",
    "MaterialStock",
    "Need",
    "PersonalData",
    "PersonalLook",
    "Promoter",
    "PromoterTerms",
    "Promotion",
    "PromotionBudget",
    "PromotionStore",
    "PromotionSummary",
    "RosterWeek",
    "SellIn",
    "Shift",
    "SummaryPart",
    "SummarySeries",
    "SummaryStore",
    "TempBooking",
    "TrainingResult",
    "TrainingSession",
]
