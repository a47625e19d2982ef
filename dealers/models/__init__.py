from dealers.models.plans import PlanAction, PlanLine, PlanRemark, ProfitPlan

__all__ = ["PlanAction", "PlanLine", "PlanRemark", "ProfitPlan"]
