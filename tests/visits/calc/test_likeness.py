"""The same photo again, and an honest second one of the same shelf (handbook H5.3)."""

import random
from io import BytesIO

import pytest
from PIL import Image, ImageDraw, ImageEnhance

from visits.calc.likeness import SAME_BITS, differing_bits, likeness_of, most_alike
from visits.services.likeness import fingerprint

WIDTH, HEIGHT = 800, 600
SHELVES = range(12)


def shelf(number: int) -> Image.Image:
    """A drawn shelf, somewhat larger than what one photo shows."""
    chance = random.Random(number)
    picture = Image.new("RGB", (WIDTH + 200, HEIGHT + 200), tuple(chance.randint(150, 245) for _ in range(3)))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((50, 50, WIDTH + 150, 175), fill=tuple(chance.randint(20, 240) for _ in range(3)))
    for board in (300, 460, 620):
        left = 30
        while left < WIDTH + 150:
            width, height = chance.randint(30, 70), chance.randint(60, 110)
            colour = tuple(chance.randint(10, 250) for _ in range(3))
            pen.rounded_rectangle((left, board - height, left + width, board), 7, fill=colour, outline=(20, 20, 20))
            left += width + chance.randint(10, 45)
    return picture


def shot(number: int, right: float = 0, down: float = 0, light: float = 1.0) -> Image.Image:
    """A photo of the shelf from a place that is so many hundredths of the picture further right and down."""
    left, top = round(100 + right * WIDTH / 100), round(100 + down * HEIGHT / 100)
    photo = shelf(number).crop((left, top, left + WIDTH, top + HEIGHT))
    return ImageEnhance.Brightness(photo).enhance(light)


def print_of(photo: Image.Image, quality: int = 80) -> str:
    out = BytesIO()
    photo.save(out, "JPEG", quality=quality)
    return fingerprint(out.getvalue())


def stamped(photo: Image.Image) -> Image.Image:
    ImageDraw.Draw(photo).rectangle((10, 560, 250, 590), fill="white")
    return photo


AGAIN = {
    "pressed": lambda number: print_of(shot(number), quality=40),
    "shrunk": lambda number: print_of(shot(number).resize((400, 300))),
    "stamped": lambda number: print_of(stamped(shot(number))),
    "brightened": lambda number: print_of(shot(number, light=1.1)),
}


@pytest.mark.parametrize("way", AGAIN)
def test_a_photo_sent_again_in_another_guise_is_recognised(way):
    found = [differing_bits(print_of(shot(number)), AGAIN[way](number)) <= SAME_BITS for number in SHELVES]

    assert found == [True] * len(SHELVES)


@pytest.mark.parametrize(("right", "down"), [(1.5, 0.5), (-2, 1), (3, -2), (-5, 4)])
def test_an_honest_second_photo_of_the_same_shelf_is_no_copy(right, down):
    bits = [differing_bits(print_of(shot(number)), print_of(shot(number, right, down, 1.05))) for number in SHELVES]

    assert min(bits) > SAME_BITS


def test_photos_of_different_shelves_are_far_apart():
    prints = [print_of(shot(number)) for number in SHELVES]
    pairs = [differing_bits(one, other) for place, one in enumerate(prints) for other in prints[:place]]

    assert min(pairs) > 2 * SAME_BITS


def test_a_picture_without_any_shape_is_like_no_other():
    black = likeness_of([[3] * 17] * 17)

    assert (black, most_alike(black, [("also black", black)])) == ("", None)


def test_of_several_the_nearest_is_named():
    here, near, far = "0" * 128, "0" * 127 + "3", "0" * 126 + "ff"

    assert most_alike(here, [("far", far), ("near", near)]) == ("near", 2)
