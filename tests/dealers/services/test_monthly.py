"""Work dealt out to tasks (handbook H1)."""

from dealers.services.monthly import SHARE, shares_of_work


def test_small_centers_go_together_and_no_center_is_divided():
    center_by_customer = {number: number // 400 for number in range(2000)} | {9000 + n: 9 for n in range(3 * SHARE)}

    shares = list(shares_of_work(center_by_customer))

    assert sorted(customer for share in shares for customer in share) == sorted(center_by_customer)
    assert [len(share) for share in shares] == [800, 800, 400 + 3 * SHARE]
    centers = [{center_by_customer[customer] for customer in share} for share in shares]
    assert sum(map(len, centers)) == len(set(center_by_customer.values()))
