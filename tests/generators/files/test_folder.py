"""The music files of a folder."""

from pathlib import Path

import pytest

from generators.errors import InputError
from generators.files import is_music, music_files, read_piece, read_pieces, sorted_files

KARAOKE = Path(__file__).parents[2] / "cases" / "files" / "27-karaoke.kar"


def in_riff(data: bytes) -> bytes:
    """The file as .rmi has it: in a RIFF chunk of kind RMID, here after a chunk of odd length with its filling byte."""
    chunks = b"DISP\x03\0\0\0abc\0" + b"data" + len(data).to_bytes(4, "little") + data
    return b"RIFF" + (len(chunks) + 4).to_bytes(4, "little") + b"RMID" + chunks


def test_a_piece_in_two_formats_counts_once_and_order_is_that_of_names(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    for name in ("b.mid", "b.musicxml", "a.mid", "a.txt", "below/b.mid", "a2.MXL"):
        (tmp_path / name).touch()
    found = [str(path.relative_to(tmp_path)) for path in music_files(tmp_path)]
    assert found == ["a.mid", "a2.MXL", "b.musicxml", "below/b.mid"]


def test_midi_is_found_by_its_first_bytes_and_what_is_passed_over_is_known(tmp_path: Path) -> None:
    midi = KARAOKE.read_bytes()
    for name, data in (
        ("song.kar", midi),
        ("song.mid", midi),
        ("song.rmi", in_riff(midi)),
        ("without suffix", midi),
        ("notes.xml", midi),
        ("notes.txt", b"MThis is no music"),
        ("sound.wav", b"RIFF\x04\0\0\0WAVE"),
    ):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "folder.mid").mkdir()
    music, others = sorted_files(tmp_path)
    names = ["notes.xml", "song.kar", "song.mid", "song.rmi", "without suffix"]
    assert [path.name for path in music] == names
    assert [path.name for path in others] == ["notes.txt", "sound.wav"]
    assert all(map(is_music, music))
    assert not any(map(is_music, others))
    assert {len(read_piece(path).voices[0].notes) for path in music} == {8}
    assert read_piece(tmp_path / "song.rmi").title == "song"


def test_a_riff_file_without_midi_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "song.rmi").write_bytes(in_riff(b"rubbish that is no header"))
    with pytest.raises(InputError, match=r"song\.rmi: not a MIDI file"):
        read_piece(tmp_path / "song.rmi")


def test_a_file_of_another_kind_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"notes\.txt: cannot read \.txt, only \.musicxml"):
        read_piece(tmp_path / "notes.txt")


def test_a_folder_stands_for_the_files_below_it_and_one_without_music_is_refused(tmp_path: Path) -> None:
    (tmp_path / "songs" / "below").mkdir(parents=True)
    paths = [tmp_path / "songs" / "below" / "a.mid", tmp_path / "songs" / "b.kar", tmp_path / "c.mid"]
    for path in paths:
        path.write_bytes(KARAOKE.read_bytes())
    assert [name for name, _ in read_pieces([tmp_path / "songs", tmp_path / "c.mid"])] == [
        str(tmp_path / "songs" / "b.kar"),
        str(tmp_path / "songs" / "below" / "a.mid"),
        str(tmp_path / "c.mid"),
    ]
    (tmp_path / "empty").mkdir()
    for name, saying in (("empty", "holds no MIDI or MusicXML"), ("absent", "no such file or folder")):
        with pytest.raises(InputError, match=f"{name}.*{saying}"):
            list(read_pieces([tmp_path / name]))
