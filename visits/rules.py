"""Who may do what to standards, routes, visits and what is found in them (handbook H0)."""

from typing import Any

from salesops.accounts.actor import Actor
from salesops.accounts.choices import Role
from visits.choices import RouteStatus


def sets_visit_standards(actor: Actor, subject: Any) -> bool:
    """Standards and route parameters are the center manager's, and as parameters the admin's too."""
    return actor.is_job or actor.is_admin or actor.manages(subject.center_id)


def plans_routes_of(actor: Actor, rep: Any) -> bool:
    """Whether this person may have routes of a rep planned: the rep, its stand-in, its manager."""
    return actor.is_job or actor.works_for(rep.pk) or actor.manages(rep.center_id)


def plans_center(actor: Actor, center: Any) -> bool:
    """The routes of all reps at once, and who has which stores, are the center manager's."""
    return actor.is_job or actor.manages(center.pk)


def works_on_route_plan(actor: Actor, plan: Any) -> bool:
    return actor.is_job or actor.works_for(plan.rep_id) or actor.manages(plan.center_id)


def decides_on_route_plan(actor: Actor, plan: Any) -> bool:
    return actor.is_job or actor.manages(plan.center_id)


def may_change_route_plan(actor: Actor, plan: Any) -> bool:
    """A draft is changed by who works on it, a submitted plan by who decides on it."""
    if plan.status == RouteStatus.DRAFT:
        return works_on_route_plan(actor, plan)
    return plan.status == RouteStatus.SUBMITTED and decides_on_route_plan(actor, plan)


def copies_route_plan(actor: Actor, plan: Any) -> bool:
    """What is in force, or was, is changed by hand in a copy."""
    return plan.status in {RouteStatus.APPROVED, RouteStatus.SUPERSEDED} and works_on_route_plan(actor, plan)


def moves_visits_of(actor: Actor, rep: Any) -> bool:
    """Single visits are moved, and missed ones explained, by the rep, its stand-in, its manager."""
    return actor.works_for(rep.pk) or actor.manages(rep.center_id)


def moves_planned_visit(actor: Actor, visit: Any) -> bool:
    return actor.works_for(visit.rep_id) or actor.manages(visit.center_id)


def looks_at_days_of(actor: Actor, rep: Any) -> bool:
    """Only the superior opens what somebody did on a day, with times and places."""
    return actor.manages(rep.center_id)


def follows_from_another_plan(actor: Actor, plan: Any) -> bool:
    """A plan is superseded by what was permitted for the newer one, never by itself."""
    return True


def may_visit(actor: Actor, store: Any) -> bool:
    """A store is visited by its rep, or by who stands in for the rep."""
    return actor.works_for(store.rep_id) and actor.center_id == store.center_id


def made_visit(actor: Actor, visit: Any) -> bool:
    """An open visit belongs to the person who checked in, whoever is responsible for the store."""
    return actor.user_id is not None and actor.user_id == visit.done_by_id


def reports_from(actor: Actor, store: Any, visit: Any) -> bool:
    """What was seen on a visit is told by who made it, however long the hand-over lasted; else by who visits there."""
    return made_visit(actor, visit) if visit is not None else may_visit(actor, store)


def forgets_visit(actor: Actor, visit: Any) -> bool:
    """Only the nightly job says that somebody forgot to check out."""
    return actor.is_job


def settles_parked(actor: Actor, parked: Any) -> bool:
    """Who sent a version that was not taken, its manager, or the admin says that nothing more comes of it."""
    return parked.rep_id == actor.user_id or actor.manages(parked.center_id) or actor.is_admin


def decides_place(actor: Actor, proposal: Any) -> bool:
    """Where a store stands is its center manager's to say, and the admin's."""
    return actor.manages(proposal.center_id) or actor.is_admin


def reviews_photo(actor: Actor, photo: Any) -> bool:
    """Photos are looked through by the center manager."""
    return actor.manages(photo.visit.center_id)


def answers_mark(actor: Actor, mark: Any) -> bool:
    """A mark is explained by who made the visit, or by whoever does the rep's work now."""
    return made_visit(actor, mark.visit) or actor.works_for(mark.visit.rep_id)


def judges_mark(actor: Actor, mark: Any) -> bool:
    """Whether an explanation holds is the center manager's to say."""
    return actor.manages(mark.visit.center_id)


def withdraws_mark(actor: Actor, mark: Any) -> bool:
    """A mark falls with the store's wrong position, by whoever mends that; nobody asks for it by itself."""
    return actor.is_job or actor.manages(mark.visit.center_id) or actor.is_admin


def answers_report(actor: Actor, report: Any) -> bool:
    """A market report is marketing's and the center manager's to take up, answer and close."""
    return actor.role == Role.MARKETING or actor.manages(report.center_id)


def works_on_task(actor: Actor, task: Any) -> bool:
    """Its owner, the owner's stand-in and manager; a check that finds the item mended ends it too."""
    return actor.is_job or actor.works_for(task.rep_id) or actor.manages(task.center_id)


def does_task_in_visit(actor: Actor, task: Any) -> bool:
    """Who made a visit to the task's store, which its service asks for; the center is the store's then as now."""
    return actor.center_id == task.center_id


def hands_over_task(actor: Actor, task: Any) -> bool:
    return actor.manages(task.center_id)


def edits_image_standard(actor: Actor, standard: Any = None) -> bool:
    """The standard is marketing's; as a parameter it is the admin's too."""
    return actor.role == Role.MARKETING or actor.is_admin
