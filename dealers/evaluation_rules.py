"""Who may do what with evaluations of dealers (handbook H0, H10.6)."""

from typing import Any

from salesops.accounts.actor import Actor


def writes_evaluation(actor: Actor, evaluation: Any) -> bool:
    """The dealer's rep types and proposes; its manager may do so too."""
    return actor.works_for(evaluation.rep_id) or actor.manages(evaluation.center_id)


def decides_evaluation(actor: Actor, evaluation: Any) -> bool:
    return actor.manages(evaluation.center_id)


def sets_evaluation_terms(actor: Actor, terms: Any) -> bool:
    return actor.is_admin or actor.manages(terms.center_id)
