"""The bench of pages fails for a page whose statements grow, and leaves the kept table as it was."""

from tests.bench import pages
from tests.bench.pages import PageCost, compare, keep, kept_counts, table


def cost(small, large):
    return PageCost("rep", "/stores/", (small, 20.0), (large, 50.0))


def test_a_page_whose_statements_grow_with_the_company_is_at_fault():
    assert [list(cost(11, large).faults({})) for large in (11, 10)] == [[], []]
    assert list(cost(11, 12).faults({})) == ["rep /stores/: 12 statements in the large company, 11 in the small"]


def test_a_page_whose_statements_grew_since_the_kept_table_is_at_fault():
    kept = {("rep", "/stores/"): 10}

    assert list(cost(11, 11).faults(kept)) == ["rep /stores/: 11 statements, 10 before"]
    assert list(cost(10, 10).faults(kept)) == []


def test_a_page_that_was_given_up_is_at_fault_and_shown():
    given_up = PageCost("hq", "/stores/", (11, 20.0), (0, None))

    assert list(given_up.faults({})) == ["hq /stores/: a statement took longer than 20 s"]
    assert "| 20 | given up | inf **slower** |" in table([given_up], "1,000 stores beside 100,000")


def test_the_kept_table_is_read_back_as_it_was_written():
    document = f"before\n{pages.BEGIN}\nold\n{pages.END}\nafter\n"
    costs = compare({"rep /stores/": [11, 20.0], "rep one Visit": [7, 9.0]}, {"rep /stores/": [11, 50.0]})

    written = keep(document, table(costs, "1,000 stores beside 100,000"))

    assert kept_counts(written) == {("rep", "/stores/"): 11}
    assert (written.startswith("before\n"), written.endswith("after\n"), "old" in written) == (True, True, False)
    assert "2.5 **slower**" in written


def test_the_document_has_room_for_the_table():
    text = pages.KEPT.read_text(encoding="utf-8")

    assert 0 < text.index(pages.BEGIN) < text.index(pages.END)
