"""The order in which the demonstration is written."""

from reports.demo.writer.archive import write_archive
from reports.demo.writer.catalogue import write_catalogue
from reports.demo.writer.people import write_people
from reports.demo.writer.promotions import write_promotions
from reports.demo.writer.sales import write_sales
from reports.demo.writer.standards import write_standards
from reports.demo.writer.written import Written


def write_base(written: Written) -> None:
    """What real data needs to be imported onto: centers, people, standards."""
    write_people(written)
    write_standards(written)


def write_everything(written: Written) -> None:
    write_base(written)
    write_catalogue(written)
    write_archive(written)
    write_promotions(written)
    write_sales(written)
