"""A folder of pairs is taken only if everything in it is right."""

from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.pairs.folder import read_pairs
from generators.errors import InputError
from generators.files.midi import to_midi
from generators.files.musicxml.writer import to_musicxml
from generators.pieces import Note, Piece


def test_both_sides_are_cut_equally_long(folder: Path) -> None:
    first, second = read_pairs(folder)
    assert [cut.length for cut in first.cuts()] == [3840, 3840]
    assert [cut.length for cut in second.cuts()] == [4.5 * 480, 4.5 * 480]
    assert second.cuts()[1].voices[-1].notes[0] == Note(0, 480, 76)  # the soprano's third


def test_without_columns_of_places_the_shorter_piece_decides(folder: Path, edit) -> None:
    (folder / "pairs.csv").write_text("pair,variant,tune,human,machine\nfirst,A,tune,tune,machine-1\n")
    (pair,) = read_pairs(folder)
    assert (pair.human_start, pair.machine_start, pair.cuts()[0].length) == (0, 0, 3840)


def test_a_pair_is_not_cut_across_a_first_and_a_second_ending(folder: Path, chorale: Piece) -> None:
    (folder / "tune.musicxml").write_text(to_musicxml(replace(chorale, breaks=(1920,))))
    with pytest.raises(InputError, match=r"line 2: in 'tune' a first ending runs on into a second one: cut it before"):
        read_pairs(folder)
    (folder / "pairs.csv").write_text(
        "pair,variant,tune,human,machine,human_start,machine_start,length\nfirst,SATB,tune,tune,machine-2,0,0,4\n"
    )
    assert len(read_pairs(folder)) == 1


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("pairs.csv", "machine-1", "machine-9", r"pairs\.csv, line 2: its machine 'machine-9' is not a piece"),
        ("pairs.csv", "tune,tune,machine-1", "tune,machine-2,machine-1", "its human 'machine-2' is by a machine"),
        ("pairs.csv", "tune,tune,machine-1", "tune,tune,tune", "its machine 'tune' is by a human"),
        ("pairs.csv", "second,", "first,", "line 3: 'first' is there already"),
        ("pairs.csv", "4.5", "40", "line 3: cannot cut ticks 0 to 19200"),
        ("pairs.csv", "4.5", "nan", "length 'nan' is not a number of quarter notes"),
        ("pairs.csv", "4.5", "-1", "length '-1' is not a number"),
        ("pairs.csv", "0,2,4.5", "9,2,", "cannot cut ticks 4320"),
        ("pairs.csv", "4.5", "4.5,more", "line 3: not 8 values"),
        ("pairs.csv", "pair,variant,tune", "pair,variant,melody", "no column tune"),
        ("pairs.csv", ",SATB,", ",,", "line 3: it has no variant"),
        ("pairs.csv", ",SATB,", ",all,", "line 3: its variant is 'all', which names all variants together"),
        ("pairs.csv", ",A,", ",TB,", "variant 'TB' leaves A to the human, and A differs"),
        ("pieces.csv", ",human,", ",angel,", "line 2: origin 'angel' is not one of human, machine"),
        ("pieces.csv", "try,bachbot,7", "try,,7", "line 3: a machine's piece needs the name of its system"),
        ("pieces.csv", ",7,", ",seven,", "seed 'seven' is not a whole number"),
        ("pieces.csv", "one.musicxml", "gone.musicxml", "line 3: .*gone.musicxml: cannot be read"),
        ("pieces.csv", "one.musicxml", "../one.musicxml", "is not within the folder"),
        ("pieces.csv", "one.musicxml", "pairs.csv", "cannot read .csv"),
        ("one.musicxml", "<score-partwise", "<score-apart", "line 3: .*one.musicxml"),
    ],
)
def test_the_first_thing_wrong_is_named_in_one_line(folder: Path, edit, file, old, new, message) -> None:
    edit(file, old, new)
    with pytest.raises(InputError, match=message) as refusal:
        read_pairs(folder)
    assert "\n" not in str(refusal.value)


def test_a_table_that_is_missing_empty_or_no_text_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"pieces\.csv: cannot be read"):
        read_pairs(tmp_path)
    (folder / "pairs.csv").write_text("pair,variant,tune,human,machine\n")
    with pytest.raises(InputError, match="there are no pairs"):
        read_pairs(folder)
    (folder / "pairs.csv").write_bytes(b"pair,variant\xff")
    with pytest.raises(InputError, match="not UTF-8"):
        read_pairs(folder)


def test_midi_files_are_taken_too(folder: Path, edit, chorale) -> None:
    (folder / "one.mid").write_bytes(to_midi(chorale))
    edit("pieces.csv", "one.musicxml", "one.mid")
    assert len(read_pairs(folder)) == 2


def test_a_variant_that_names_no_voices_says_nothing_of_them(folder: Path, edit) -> None:
    edit("pairs.csv", ",A,", ",AA,")
    assert [pair.variant for pair in read_pairs(folder)] == ["AA", "SATB"]
