"""The order in which the demonstration is written."""

from reports.demo.writer.amendments import write_amendments
from reports.demo.writer.archive import write_archive
from reports.demo.writer.care import write_guidance, write_leaves
from reports.demo.writer.catalogue import write_catalogue
from reports.demo.writer.classes import write_classes
from reports.demo.writer.dealer_decisions import write_candidates, write_evaluations
from reports.demo.writer.dealers import write_dealers
from reports.demo.writer.distribution import write_distribution_standard, write_distribution_weeks
from reports.demo.writer.edits import write_edits
from reports.demo.writer.findings import write_findings
from reports.demo.writer.launches import write_launches
from reports.demo.writer.leave import write_leave
from reports.demo.writer.load import write_more_visits
from reports.demo.writer.marks import write_marks
from reports.demo.writer.notices import write_read_notices
from reports.demo.writer.people import write_people
from reports.demo.writer.photos import write_photos
from reports.demo.writer.plans import write_plans
from reports.demo.writer.prices import write_prices
from reports.demo.writer.promoters import write_promoters
from reports.demo.writer.promotions import write_promotions
from reports.demo.writer.proofs import write_proofs
from reports.demo.writer.recruiting import write_recruiting
from reports.demo.writer.reviews import write_reviews
from reports.demo.writer.rosters import write_rosters
from reports.demo.writer.routes import write_routes
from reports.demo.writer.sales import write_sales
from reports.demo.writer.standards import write_standards
from reports.demo.writer.summaries import write_summaries
from reports.demo.writer.targets import write_targets
from reports.demo.writer.tracking import write_tracking
from reports.demo.writer.training import write_appraisals, write_training
from reports.demo.writer.visits import write_visits
from reports.demo.writer.written import Written


def write_base(written: Written) -> None:
    """What real data needs to be imported onto: centers, people, standards."""
    write_people(written)
    write_standards(written)


def write_everything(written: Written) -> None:
    """The archive and its sales; then what people did with them, unless it is a world for load."""
    write_base(written)
    write_catalogue(written)
    write_distribution_standard(written)
    write_archive(written)
    write_promotions(written)
    write_sales(written)
    write_classes(written)
    visits = 0 if written.is_for_load else _write_work(written)
    write_more_visits(written, visits)


def _write_work(written: Written) -> int:
    """Routes, visits, distribution, plans and reviews, made by the rooms' services; return the number of visits."""
    write_leave(written)
    write_routes(written)
    visits = write_visits(written)
    write_findings(written, visits)
    write_photos(written, visits)
    write_marks(written, visits)
    write_prices(written, visits)
    write_proofs(written, visits)
    write_launches(written, visits)
    write_summaries(written)
    write_distribution_weeks(written)
    write_targets(written)
    write_plans(written)
    write_amendments(written)
    write_tracking(written)
    write_reviews(written)
    write_dealers(written)
    write_candidates(written)
    write_evaluations(written)
    _write_promoters(written)
    write_edits(written)
    write_read_notices(written)
    return len(visits)


def _write_promoters(written: Written) -> None:
    teams = write_promoters(written)
    write_recruiting(written, teams)
    write_leaves(written, teams)
    write_rosters(written, teams)
    write_training(written, teams)
    write_appraisals(written, teams)
    write_guidance(written, teams)
