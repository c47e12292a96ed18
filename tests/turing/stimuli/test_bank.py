"""Folders of real, small files: by their manifest or their layout, with what is left out told."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from generators.errors import InputError
from generators.files.midi import to_midi
from generators.pieces import Piece
from turing.stimuli.bank import read_bank

MANIFEST = "file,item,origin,system,variant,tune,title,licence,source\n"


def add(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(folder / name, 0.1 * np.sin(np.arange(44_100)), 44_100)


def refusal(folder: Path) -> str:
    with pytest.raises(InputError) as refused:
        read_bank(folder)
    assert "\n" not in str(refused.value)
    return str(refused.value).replace(f"{folder}/", "")


def test_sound_and_notes_lie_in_one_bank(tmp_path: Path, chorale: Piece) -> None:
    add(tmp_path, "human/x.wav", "gpt/x.flac")
    (tmp_path / "human/y.mid").write_bytes(to_midi(chorale))
    (tmp_path / "gpt/y.mid").write_bytes(to_midi(chorale))
    bank = read_bank(tmp_path)
    assert {(each.item, each.by, each.is_recording) for each in bank.stimuli} == {
        ("x", "a person", True),
        ("x", "gpt", True),
        ("y", "a person", False),
        ("y", "gpt", False),
    }
    assert bank.remarks == ()


def test_what_is_no_music_is_left_out_and_named(tmp_path: Path) -> None:
    add(tmp_path, "human/x.wav", "gpt/x.wav", "__MACOSX/human/._x.wav", ".hidden/x.wav")
    (tmp_path / "README.txt").write_text("about this bank")
    (tmp_path / "human" / ".DS_Store").touch()
    bank = read_bank(tmp_path)
    assert len(bank.stimuli) == 2
    assert bank.remarks == ("README.txt: left out, no sound, MIDI or MusicXML by its suffix",)


def test_a_manifest_says_all(tmp_path: Path) -> None:
    add(tmp_path, "a.wav", "b.wav")
    lines = "a.wav,one,human,,SATB,BWV 1,Wie schön,CC0,a book\nb.wav,one,,gpt,SATB,BWV 1,,,\n"
    (tmp_path / "manifest.csv").write_text(MANIFEST + lines)
    person, machine = read_bank(tmp_path).stimuli
    assert (person.item, person.by, person.variant, person.tune) == ("one", "a person", "SATB", "BWV 1")
    assert (person.title, person.licence, person.source) == ("Wie schön", "CC0", "a book")
    assert (machine.item, machine.origin, machine.system, machine.title) == ("one", "machine", "gpt", "b")


def test_a_manifest_of_files_alone_takes_the_rest_from_their_places(tmp_path: Path) -> None:
    add(tmp_path, "human/x.wav", "gpt/z.wav", "y_fake.wav")
    (tmp_path / "manifest.csv").write_text("file\nhuman/x.wav\ngpt\\z.wav\ny_fake.wav\n")
    found = {(each.item, each.by, each.tune, each.title) for each in read_bank(tmp_path).stimuli}
    assert found == {
        ("human-x", "a person", "human-x", "x"),
        ("gpt-z", "gpt", "gpt-z", "z"),
        ("y_fake", "a machine", "y_fake", "y_fake"),
    }


def test_one_recording_may_be_in_two_items(tmp_path: Path) -> None:
    add(tmp_path, "a.wav", "b.wav", "c.wav")
    rows = "a.wav,1,human,\nb.wav,1,,gpt\na.wav,2,human,\nc.wav,2,,lstm\n"
    (tmp_path / "manifest.csv").write_text("file,item,origin,system\n" + rows)
    assert [each.item for each in read_bank(tmp_path).stimuli] == ["1", "1", "2", "2"]


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("name\nx.wav\n", "manifest.csv: no column file in its header name"),
        (
            "file,composer\na.wav,Bach\n",
            "manifest.csv: unknown column composer; choose from file, item, origin, system",
        ),
        ("file,origin\na.wav,alien\n", "manifest.csv, line 2: unknown origin 'alien'; choose from human, machine"),
        ("file,origin,system\na.wav,human,gpt\n", "manifest.csv, line 2: a person's, and the system 'gpt' made it"),
        ("file\na.wav\n", "manifest.csv, line 2: a.wav is whose?"),
        ("file,origin\nz.wav,human\n", "manifest.csv, line 2: z.wav is not in the folder"),
        ("file,origin\n../a.wav,human\n", "manifest.csv, line 2: ../a.wav is not in the folder"),
        ("file,origin\na.wav,human\na.wav,human\n", "manifest.csv, line 3: a.wav is listed twice for the item a"),
        ("file,origin\na.wav,human\n", "b.wav: in the folder but not in manifest.csv; list or remove"),
        ("file,item,origin\na.wav,1,human\nb.wav,1,human\n", "the item 1 has 2 versions by a person: a.wav, b.wav"),
        ("file,item,system,tune\na.wav,1,x,p\nb.wav,1,y,q\n", "the item 1 has two variants or tunes: a.wav, b.wav"),
        ("file,origin\na.wav\n", "manifest.csv, line 2: not 2 values"),
    ],
)
def test_a_manifest_that_is_wrong_is_refused(tmp_path: Path, table: str, says: str) -> None:
    add(tmp_path, "a.wav", "b.wav")
    (tmp_path / "manifest.csv").write_text(table)
    assert refusal(tmp_path).startswith(says)


def test_folders_without_music_are_refused(tmp_path: Path) -> None:
    assert "no sound, MIDI or MusicXML in it; expected human/x.wav" in refusal(tmp_path)
    assert "is not a folder" in refusal(tmp_path / "none")
