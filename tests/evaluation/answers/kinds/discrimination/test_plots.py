import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from evaluation.answers.kinds.discrimination.accuracy import accuracy_table
from evaluation.answers.kinds.discrimination.plots import accuracy_plot, experience_plot
from evaluation.answers.kinds.discrimination.published import read_published
from tests.evaluation.answers.cast import answers

FIXTURES = Path(__file__).parents[5] / "fixtures" / "published"
TABLE = accuracy_table(
    [
        *answers(60, 100, variant="SATB", experience="novice"),
        *answers(20, 20, variant="SATB", experience="expert"),
        *answers(5, 11, variant="S", experience="novice"),
    ]
)
PLOTS = pytest.mark.parametrize("plot", [accuracy_plot, experience_plot])


def texts(svg: str) -> list[str]:
    return [
        "".join(element.itertext()).strip()
        for element in ElementTree.fromstring(svg).iter()
        if element.tag.endswith("text")
    ]


def marker_shapes(svg: str) -> int:
    """How many different marker paths are drawn."""
    return len(set(re.findall(r'<path id="m[0-9a-f]+" d="([^"]+)"', svg)))


@PLOTS
def test_a_plot_is_an_svg_file_with_a_title(plot):
    root = ElementTree.fromstring(plot(TABLE))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.find("{http://www.w3.org/2000/svg}title").text.startswith("Accuracy by variant")


@PLOTS
def test_the_same_answers_give_the_same_bytes_without_a_date(plot):
    assert plot(TABLE) == plot(TABLE)
    assert "dc:date" not in plot(TABLE)


def test_each_variant_stands_with_its_accuracy_and_count():
    shown = texts(accuracy_plot(TABLE))
    for text in ("S", "SATB", "all", "66.7 %, n = 120", "45.5 %, n = 11", "64.9 %, n = 131"):
        assert text in shown


def test_each_experience_has_a_shape_of_its_own_and_empty_cells_say_so():
    svg = experience_plot(TABLE)
    assert texts(svg).count("no answers") == 7  # S: three levels, SATB: two, all: two
    assert {"novice", "intermediate", "advanced", "expert"} <= set(texts(svg))
    assert marker_shapes(svg) - marker_shapes(accuracy_plot(TABLE)) == 3


@PLOTS
def test_published_results_are_a_second_series_named_in_the_legend(plot):
    published = read_published(FIXTURES / "bachbot-thesis.json")
    assert "BachBot, thesis 2016" in texts(plot(TABLE, published))
    assert "BachBot, thesis 2016" not in texts(plot(TABLE))


@PLOTS
def test_light_and_dark_differ_in_color_only(plot):
    light, dark = plot(TABLE), plot(TABLE, theme="dark")
    assert light != dark
    assert texts(light) == texts(dark)


def test_an_answer_alone_is_a_count_without_a_percentage_or_a_mark():
    many = answers(60, 100, variant="SATB")
    one = accuracy_plot(accuracy_table([*many, *answers(0, 1, variant="S")]))
    none = accuracy_plot(accuracy_table([*many, *answers(0, 1, variant="S", excluded="too_fast")]))
    ten = accuracy_plot(accuracy_table([*many, *answers(0, 10, variant="S")]))
    assert texts(one)[texts(none).index("no answers")] == "n = 1"
    assert one.count("<use") == none.count("<use") < ten.count("<use")


@PLOTS
def test_a_plot_says_what_its_figures_are_about(plot):
    assert {"right answers on these very pairs,", "so far; dashed: guessing"} <= set(texts(plot(TABLE)))


def test_a_table_without_answers_can_be_drawn():
    assert "no answers" in texts(accuracy_plot(accuracy_table([])))


def test_drawing_leaves_matplotlibs_settings_alone():
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    accuracy_plot(TABLE)
    assert dict(mpl.rcParams) == before


@PLOTS
def test_the_axis_has_room_for_its_labels_beside_long_names(plot):
    svg = plot(accuracy_table(answers(60, 100, variant="modulshtein-melody", experience="novice")))
    places = [
        float(element.get("x"))
        for element in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
        if re.fullmatch(r"\d+ %", "".join(element.itertext()).strip())
    ]
    apart = [right - left for left, right in pairwise(places)]
    assert len(places) > 2
    assert min(apart) > 40  # pixels: "100 %" in letters of 10, with room between
