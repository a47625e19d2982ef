from dealers.models.candidates import CandidateMark, CandidateVisit, DealerCandidate
from dealers.models.contracts import DealerContract, Territory
from dealers.models.plans import PlanAction, PlanLine, PlanRemark, ProfitPlan
from dealers.models.targets import TargetCell, TargetNode, TargetVersion

__all__ = [
    "CandidateMark",
    "CandidateVisit",
    "DealerCandidate",
    "DealerContract",
    "PlanAction",
    "PlanLine",
    "PlanRemark",
    "ProfitPlan",
    "TargetCell",
    "TargetNode",
    "TargetVersion",
    "Territory",
]
