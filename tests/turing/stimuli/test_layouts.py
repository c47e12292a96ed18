"""Folders as people have them, by their paths alone."""

from pathlib import Path

import pytest

from generators.errors import InputError
from turing.stimuli.layouts import incomplete, laid_out
from turing.stimuli.stimulus import Stimulus


def laid(*files: str) -> list[tuple[str, str, str, str, str]]:
    """Item, who made it, variant, tune and file of each."""
    found = laid_out([Path(file) for file in files])
    return sorted((each.item, each.by, each.variant, each.tune, each.file.as_posix()) for each in found)


def refusal(*files: str) -> str:
    with pytest.raises(InputError) as refused:
        laid_out([Path(file) for file in files])
    assert "\n" not in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize("person", ["human", "Real", "original", "person", "Composer"])
def test_files_of_one_name_in_folders_are_heard_side_by_side(person: str) -> None:
    assert laid(f"{person}/x.wav", "systemA/x.mp3", "systemB/x.flac", f"{person}/y.wav", "systemA/y.wav") == [
        ("x", "a person", "", "x", f"{person}/x.wav"),
        ("x", "systemA", "", "x", "systemA/x.mp3"),
        ("x", "systemB", "", "x", "systemB/x.flac"),
        ("y", "a person", "", "y", f"{person}/y.wav"),
        ("y", "systemA", "", "y", "systemA/y.wav"),
    ]


@pytest.mark.parametrize("real", ["x_real", "x-human", "x_Original"])
@pytest.mark.parametrize("fake", ["x_fake", "x-generated", "x_machine", "x-AI"])
def test_marked_files_side_by_side_are_pairs(real: str, fake: str) -> None:
    files = [f"{real}.mp3", f"{fake}.mp3", "2 y_real.wav", "2 y_fake.wav"]
    assert laid(*files) == [
        ("2 y", "a machine", "", "2 y", "2 y_fake.wav"),
        ("2 y", "a person", "", "2 y", "2 y_real.wav"),
        ("x", "a machine", "", "x", f"{fake}.mp3"),
        ("x", "a person", "", "x", f"{real}.mp3"),
    ]


def test_systems_whose_names_do_not_match_have_items_of_their_own() -> None:
    assert laid("systemA/1.wav", "systemA/2.wav", "systemB/first.wav", "human/bach.wav") == [
        ("human-bach", "a person", "", "human-bach", "human/bach.wav"),
        ("systemA-1", "systemA", "", "systemA-1", "systemA/1.wav"),
        ("systemA-2", "systemA", "", "systemA-2", "systemA/2.wav"),
        ("systemB-first", "systemB", "", "systemB-first", "systemB/first.wav"),
    ]


def test_a_bank_has_a_folder_for_each_variant_and_its_tunes_go_through_all() -> None:
    """As BachBot's: no sitting is to hear one chorale in two variants."""
    assert laid("AT/1_real.mp3", "AT/1_fake.mp3", "SATB/1_real.mp3", "SATB/1_fake.mp3") == [
        ("AT-1", "a machine", "AT", "1", "AT/1_fake.mp3"),
        ("AT-1", "a person", "AT", "1", "AT/1_real.mp3"),
        ("SATB-1", "a machine", "SATB", "1", "SATB/1_fake.mp3"),
        ("SATB-1", "a person", "SATB", "1", "SATB/1_real.mp3"),
    ]


def test_variants_of_folders_of_systems() -> None:
    assert laid("slow/human/x.wav", "slow/gpt/x.wav", "fast/gpt/z.wav", "fast/lstm/z.wav") == [
        ("fast-z", "gpt", "fast", "z", "fast/gpt/z.wav"),
        ("fast-z", "lstm", "fast", "z", "fast/lstm/z.wav"),
        ("slow-x", "a person", "slow", "x", "slow/human/x.wav"),
        ("slow-x", "gpt", "slow", "x", "slow/gpt/x.wav"),
    ]


def test_a_folder_around_all_others_says_nothing() -> None:
    assert laid("download/bank/human/x.wav", "download/bank/gpt/x.wav") == [
        ("x", "a person", "", "x", "download/bank/human/x.wav"),
        ("x", "gpt", "", "x", "download/bank/gpt/x.wav"),
    ]


def test_a_mark_that_says_what_the_folder_says_is_no_part_of_the_name() -> None:
    assert [each[:2] for each in laid("real/x_real.wav", "gpt/x_fake.wav")] == [("x", "a person"), ("x", "gpt")]


@pytest.mark.parametrize(
    ("files", "says"),
    [
        (["x.wav", "y.wav"], "x.wav, y.wav: nothing says who made what; expected human/x.wav beside SYSTEM/x.wav"),
        (["x_real.wav", "x_fake.wav", "y.wav"], "y.wav: not marked as the others are; expected y_real and y_fake"),
        (
            ["x_real.wav", "x_fake.wav", "y_real.wav"],
            "y_real.wav: not one of a person and one of a machine; expected one of y_real, y_human, y_original and one "
            "of y_fake, y_generated, y_machine, y_ai",
        ),
        (["x_real.wav", "x_fake.wav", "x_ai.wav"], "x_real.wav, x_fake.wav, x_ai.wav: not one of a person and"),
        (
            ["human/x.wav", "gpt/x.wav", "gpt/z.wav"],
            "gpt/z.wav: in one of the folders only; expected the same name in another of human, gpt",
        ),
        (["human/x.wav", "human/x.mid", "gpt/x.wav"], "human/x.wav, human/x.mid: the same name twice in one folder"),
        (["human/x.wav", "Real/y.wav"], "human/x.wav, Real/y.wav: human and Real are both a person's folders"),
        (["x.wav", "human/x.wav"], "x.wav, human/x.wav: lie too deep, or one among folders"),
        (["a/b/c/x.wav", "d/e/f/x.wav"], "a/b/c/x.wav, a/b/c/x.wav: lie too deep"),
        ([f"{number}.wav" for number in range(9)], "0.wav, 1.wav, 2.wav, 3.wav, 4.wav and 4 more: nothing says"),
    ],
)
def test_what_does_not_fit_is_named_with_what_was_expected(files: list[str], says: str) -> None:
    assert refusal(*files).startswith(says)


def test_an_item_that_a_system_is_missing_from_is_remarked_upon() -> None:
    stimuli = laid_out([Path(file) for file in ("human/x.wav", "gpt/x.wav", "lstm/x.wav", "human/y.wav", "gpt/y.wav")])
    assert [*incomplete(stimuli)] == ["y: nothing by lstm"]


def test_what_a_file_holds_is_told_by_its_suffix() -> None:
    kinds = {
        suffix: Stimulus(Path(f"x.{suffix}"), "x", "human").is_recording for suffix in ("WAV", "m4a", "mid", "mxl")
    }
    assert kinds == {"WAV": True, "m4a": True, "mid": False, "mxl": False}
