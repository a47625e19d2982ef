from dealers.models.amendments import AmendmentLine, PlanAmendment
from dealers.models.business import DealerMovement, DealerStock, Receivable
from dealers.models.candidates import CandidateMark, CandidateVisit, DealerCandidate
from dealers.models.cases import CaseEvidence, ChannelCase
from dealers.models.contracts import DealerContract, Territory
from dealers.models.evaluations import DealerEvaluation, EvaluationLine, EvaluationTerms
from dealers.models.plans import PlanAction, PlanLine, PlanRemark, ProfitPlan
from dealers.models.targets import TargetCell, TargetNode, TargetVersion
from dealers.models.team import DealerPerson, PersonStore, PersonTraining
from dealers.models.tracking import PlanWeek, TrackedLine, TrackingTerms

__all__ = [
    "AmendmentLine",
    "CandidateMark",
    "CandidateVisit",
    "CaseEvidence",
    "ChannelCase",
    "DealerCandidate",
    "DealerContract",
    "DealerEvaluation",
    "DealerMovement",
    "DealerPerson",
    "DealerStock",
    "EvaluationLine",
    "EvaluationTerms",
    "PersonStore",
    "PersonTraining",
    "PlanAction",
    "PlanAmendment",
    "PlanLine",
    "PlanRemark",
    "PlanWeek",
    "ProfitPlan",
    "Receivable",
    "TargetCell",
    "TargetNode",
    "TargetVersion",
    "Territory",
    "TrackedLine",
    "TrackingTerms",
]
