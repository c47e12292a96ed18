"""The piano roll's page."""

from lxml import etree

from tests.turing.conftest import sides

SVG = "{http://www.w3.org/2000/svg}"


def notes(svg: str, author: str) -> int:
    """How many notes are drawn as that author's."""
    groups = [group for group in etree.fromstring(svg).iter(f"{SVG}g") if group.get("class") == f"voice{author}"]
    return sum(len(list(group.iter(f"{SVG}rect"))) for group in groups)


def test_a_pairs_variant_says_which_voices_to_mark(researcher, add_pair) -> None:
    address = f"/excerpts/{sides(add_pair('1', 'S', 'tune'))[1].pk}/roll.svg"  # Soprano and Bass, a note each
    marked, plain = (researcher.get(address, query).content.decode() for query in ({"machine": "S"}, {}))
    assert (notes(marked, " machine"), notes(marked, " human"), notes(plain, "")) == (1, 1, 2)
