from hypothesis import given
from hypothesis import strategies as st

from stores.calc.similarity import LIKELY, SIMILAR, Archive, Ground, compare, near_or_alike

HERE = (120.150000, 30.280000)
BESIDE = (120.150100, 30.280000)
TEXT = st.text(alphabet="恒达通讯手机店云杉明珠路(（12 ", max_size=12)
ARCHIVES = st.builds(
    lambda key, name, phone, address: Archive.of(key, name, phone=phone, address=address, position=HERE),
    st.integers(1, 9),
    TEXT,
    st.sampled_from(["", "13800001234", "13900001234"]),
    TEXT,
)


def shop(key, name="恒达通讯云杉路店", **facts):
    return Archive.of(key, name, **facts)


def grounds(likeness):
    return {reason.ground: reason.figure for reason in likeness.reasons}


def test_the_reasons_say_what_two_archives_share():
    one = shop(7, phone="13800001234", address="西湖区云杉路12号", position=HERE)
    other = shop(3, "恒达手机云杉路", phone="138 0000 1234", address="云杉路12号", position=BESIDE)

    found = compare(one, other)

    assert (found.first, found.second, found.score) == (3, 7, 100)
    assert grounds(found) == {
        Ground.LIKE_NAME: 95,
        Ground.SAME_PHONE: 0,
        Ground.SAME_ADDRESS: 0,
        Ground.APART: 10,
    }


def test_neighbours_in_a_handset_street_are_no_twins():
    one = shop(1, "恒达通讯云杉路店", address="云杉路12号", position=HERE)
    other = shop(2, "瑞嘉数码云杉路店", address="云杉路14号", position=BESIDE)

    assert compare(one, other).score < SIMILAR


def test_branches_with_their_owners_phone_are_no_twins():
    one = shop(1, "恒达通讯云杉路店", phone="13800001234", position=HERE)
    other = shop(2, "恒达通讯明珠路店", phone="13800001234", position=(120.2, 30.3))

    assert compare(one, other).score < SIMILAR


def test_a_position_that_nobody_measured_parts_nobody():
    assert compare(shop(1, position=HERE), shop(2, position=(0, 0))).score >= LIKELY


def test_a_tax_id_tells_a_customer():
    one, other = shop(1, "恒达通讯", tax_id="91330106DEMO00001X"), shop(2, "恒达商贸", tax_id="91330106demo00001x")

    assert compare(one, other).score >= LIKELY
    assert Ground.SAME_TAX_ID in grounds(compare(one, other))


def test_an_owners_store_of_the_very_name_is_meant_however_far():
    asked = shop(0, customer_id=5, position=(120.15, 30.28))
    far = (120.25, 30.18)
    others = [
        shop(1, customer_id=5, position=far),
        shop(2, "恒达通讯明珠路店", customer_id=5, position=far),
        shop(3, customer_id=6, position=far),
    ]

    assert [found.second for found in near_or_alike(asked, others)] == [1]


def test_the_most_alike_come_first_without_the_archive_itself():
    asked = shop(1, phone="13800001234")
    others = [asked, shop(2), shop(3, phone="13800001234"), shop(4, "瑞嘉数码明珠路店")]

    assert [found.second for found in near_or_alike(asked, others)] == [3, 2]


@given(ARCHIVES, ARCHIVES)
def test_who_is_compared_with_whom_changes_nothing(one, other):
    assert compare(one, other) == compare(other, one)
    assert 0 <= compare(one, other).score <= 100
