"""Expected sequences are what was written into the files."""

import gzip
import os
from pathlib import Path

import numpy as np
import pytest

from evaluation.sequences import PLAIN, arrays, text
from evaluation.sequences.reading import read_blocks, read_sequences
from generators.encodings import ENCODINGS
from generators.errors import InputError
from generators.files.midi import to_midi
from generators.pieces import Note, Piece, Tempo, Voice


def chorale(*sopranos: int) -> Piece:
    voices = [Voice("S", tuple(Note(480 * beat, 480, pitch) for beat, pitch in enumerate(sopranos)))]
    for name, pitch in (("A", 67), ("T", 60), ("B", 48)):
        voices.append(Voice(name, (Note(0, 480 * len(sopranos), pitch),)))
    return Piece(tuple(voices), 480 * len(sopranos))


def test_a_line_is_a_sequence_called_by_its_file_and_line(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("do re mi\r\nfa\tso\nla")
    assert list(read_sequences([path])) == [
        (f"{path}:1", ["do", "re", "mi"]),
        (f"{path}:2", ["fa", "so"]),
        (f"{path}:3", ["la"]),
    ]


@pytest.mark.parametrize("block", [1, 7, 64, 1 << 20])
def test_blocks_of_a_file_say_what_the_whole_says(tmp_path, monkeypatch, block):
    path, rng = tmp_path / "a.txt", np.random.default_rng(3)
    lines = [rng.integers(0, 2000, rng.integers(1, 30)).tolist() for _ in range(99)]
    path.write_text("\n".join(" ".join(f"é{token}" for token in line) for line in lines))
    monkeypatch.setattr(text, "BLOCK", block)
    read = list(read_sequences([path]))
    assert [tokens for _, tokens in read] == [[f"é{token}" for token in line] for line in lines]
    assert [name for name, _ in read] == [f"{path}:{line}" for line in range(1, 100)]


LINES = [["do", "re"], ["mi"], ["fa", "sol", "la"]]


@pytest.mark.parametrize("block", [1, 2, 3, 1 << 20])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", ["", "END", "ENDEND", "END \tEND"])
@pytest.mark.parametrize("packed", [bytes, gzip.compress])
def test_marks_and_line_ends_of_other_systems_are_no_part_of_the_text(
    tmp_path, monkeypatch, block, end, mark, last, packed
):
    """A byte order mark, line ends of Windows and of old Macs, blank lines at the end, gzip."""
    monkeypatch.setattr(text, "BLOCK", block)
    written = mark + end.join(map(" ".join, LINES)) + last.replace("END", end)
    path = tmp_path / "a.txt"
    path.write_bytes(packed(written.encode()))
    read = list(read_sequences([path]))
    assert [tokens for _, tokens in read] == LINES
    assert [name for name, _ in read] == [f"{path}:{line}" for line in (1, 2, 3)]


CASES = Path(__file__).parents[2] / "cases" / "measures"


@pytest.mark.parametrize("name", ["bom.txt", "cr.txt"])
def test_a_file_from_another_system_says_what_the_plain_one_says(name):
    said, plain = (list(read_sequences([CASES / each])) for each in (name, "plain.txt"))
    assert [tokens for _, tokens in said] == [tokens for _, tokens in plain]


def test_a_file_whose_every_other_byte_is_nul_is_refused_naming_the_line():
    with pytest.raises(InputError, match=r"nul.txt, line 1: the character U\+0000 is not seen"):
        list(read_sequences([CASES / "nul.txt"]))


@pytest.mark.parametrize("kind", [np.uint8, np.int64, np.dtype(">u2")])
def test_a_row_of_an_array_is_a_sequence_whose_numbers_are_the_words_of_a_text(tmp_path, monkeypatch, kind):
    monkeypatch.setattr(arrays, "BLOCK", 4)
    rows = np.arange(12).reshape(6, 2)
    np.save(tmp_path / "a.npy", rows.astype(kind))
    (tmp_path / "a.txt").write_text("\n".join(" ".join(map(str, row)) for row in rows))
    from_array, from_text = (
        sum(corpus.digest for corpus in read_blocks([tmp_path / name])) % 2**64 for name in ("a.npy", "a.txt")
    )
    assert from_array == from_text
    assert [name.rpartition(":")[2] for name, _ in read_sequences([tmp_path / "a.npy"])] == list("123456")


def test_a_flat_array_is_one_sequence(tmp_path):
    np.save(tmp_path / "a.npy", np.array([300, 2, 300], dtype=np.uint16))
    assert [tokens for _, tokens in read_sequences([tmp_path / "a.npy"])] == [["300", "2", "300"]]


def test_a_named_encoding_reads_music_words_and_numbers_alike(tmp_path):
    encoding = ENCODINGS["chorale"]()
    ids = encoding.encode(chorale(72, 74))
    (tmp_path / "music").mkdir()
    (tmp_path / "music" / "a.mid").write_bytes(to_midi(chorale(72, 74)))
    (tmp_path / "a.txt").write_text(" ".join(encoding.vocabulary[token] for token in ids))
    np.save(tmp_path / "a.npy", np.array([ids]))
    paths = [tmp_path / "music", tmp_path / "a.txt", tmp_path / "a.npy"]
    assert [tokens for _, tokens in read_sequences(paths, "chorale")] == [ids, ids, ids]
    assert len({corpus.digest for corpus in read_blocks(paths, "chorale")}) == 1


def test_midi_may_last_ten_hours_as_where_it_is_learned_from(tmp_path):
    """A beat a second: 601 and 36,001 notes."""
    for seconds in (601, 36_001):
        notes = tuple(Note(480 * beat, 480, 60 + beat % 2) for beat in range(seconds))
        piece = Piece((Voice("piano", notes),), 480 * seconds, tempos=(Tempo(0, 60),))
        (tmp_path / f"{seconds}.mid").write_bytes(to_midi(piece))
    ((_, tokens),) = read_sequences([tmp_path / "601.mid"], "pianoroll")
    assert len(tokens) == 601 * 4 * 88
    with pytest.raises(InputError, match=r"36001.mid: 36,001 seconds long, more than 36,000"):
        list(read_sequences([tmp_path], "pianoroll"))


@pytest.mark.parametrize(
    ("name", "content", "encoding", "message"),
    [
        ("a.txt", b"a b\n\nc", PLAIN, "a.txt, line 2: no tokens"),
        ("a.txt", b"a b\nc \xff", PLAIN, "a.txt, line 2: not UTF-8"),
        ("a.txt", b"a b\n\nc\n\n", PLAIN, "a.txt, line 2: no tokens"),
        ("a.txt", b"\n\n", PLAIN, "a.txt, line 1: no tokens"),
        ("a.txt", b"a b\nc\0 d", PLAIN, r"a.txt, line 2: the character U\+0000 is not seen"),
        ("a.txt", b"a b\r\nc\x1a", PLAIN, r"a.txt, line 2: the character U\+001A is not seen"),
        ("a.txt", "a b\nc\n\ufeffd".encode(), PLAIN, r"a.txt, line 3: the character U\+FEFF is not seen"),
        ("a.txt", "é b\na\xa0b".encode(), PLAIN, r"a.txt, line 2: the character U\+00A0 is not seen"),
        ("a.txt", "do re".encode("utf-16"), PLAIN, "a.txt, line 1: not UTF-8"),
        (
            "a.txt",
            gzip.compress(b"a b\n" * 99, mtime=0)[:-9],
            PLAIN,
            "a.txt, after line 0: what gzip compressed is damaged",
        ),
        ("a.txt", b"START\nx START", "chorale", "line 2: 'x' is not one of the 261 tokens of chorale"),
        ("a.txt", b"a", "morse", "no encoding 'morse': there are tokens, chorale"),
        ("a.mid", b"", PLAIN, "a.mid is music: name the encoding to read it through: chorale"),
        ("a.npy", b"a b", PLAIN, "a.npy is no array that can be read"),
        ("a.npy", np.zeros((2, 2)), PLAIN, "no 1-D or 2-D array of integers in C order, but 2-D of float64"),
        ("a.npy", np.zeros((2, 2, 2), dtype=int), PLAIN, "3-D of int64"),
        ("a.npy", np.zeros((0, 2), dtype=int), PLAIN, "a.npy: no tokens"),
        ("a.npy", np.array([[1, -1]]), PLAIN, "-1 is no token: they go from 0 to 65,534"),
        ("a.npy", np.array([[1, 65_535]]), PLAIN, "65535 is no token: they go from 0 to 65,534"),
        ("a.npy", np.array([[1, 60_000]]), "chorale", "60000 is no token of chorale: they go from 0 to 260"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(tmp_path, name, content, encoding, message):
    if isinstance(content, bytes):
        (tmp_path / name).write_bytes(content)
    else:
        np.save(tmp_path / name, content)
    with pytest.raises(InputError, match=message) as refused:
        list(read_blocks([tmp_path / name], encoding))
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(("content", "line"), [(b"a\n" * 50 + b"\na", 51), (b"a b\n" * 9 + b" \na\n\n", 10)])
def test_lines_are_counted_over_blocks(tmp_path, monkeypatch, content, line):
    monkeypatch.setattr(text, "BLOCK", 8)
    (tmp_path / "a.txt").write_bytes(content)
    with pytest.raises(InputError, match=f"line {line}: no tokens"):
        list(read_blocks([tmp_path / "a.txt"]))


@pytest.mark.parametrize("fault", [b"\xff", b"c\0"])
def test_lines_are_counted_over_blocks_where_a_character_is_at_fault(tmp_path, monkeypatch, fault):
    monkeypatch.setattr(text, "BLOCK", 8)
    (tmp_path / "a.txt").write_bytes(b"a b\n" * 9 + b"c d\n" + fault)
    with pytest.raises(InputError, match=r"a\.txt, line 11: "):
        list(read_blocks([tmp_path / "a.txt"]))


@pytest.mark.parametrize("suffix", [".txt", ".npy"])
@pytest.mark.parametrize("change", ["append", "touch", "replace"])
def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path, monkeypatch, suffix, change):
    monkeypatch.setattr(text, "BLOCK", 8)
    monkeypatch.setattr(arrays, "BLOCK", 8)
    path = tmp_path / f"a{suffix}"
    (tmp_path / "b.txt").write_text("other")
    np.save(path, np.ones((9, 4), dtype=np.uint8)) if suffix == ".npy" else path.write_text("a b\n" * 9)
    reading = read_blocks([path])
    next(reading)
    if change == "append":
        with path.open("a") as file:
            file.write("c\n")
    elif change == "touch":
        os.utime(path, (0, 0))
    else:
        os.replace(tmp_path / "b.txt", path)
    with pytest.raises(InputError, match=f"a{suffix} was changed while it was read"):
        list(reading)


def test_a_missing_file_is_refused(tmp_path):
    for name in ("a.txt", "a.npy"):
        with pytest.raises(InputError, match=f"cannot read .*{name}: No such file"):
            list(read_blocks([tmp_path / name]))


def test_lines_with_more_words_than_a_block_may_hold_are_refused(tmp_path):
    (tmp_path / "a.txt").write_text(" ".join(map(str, range(65_536))))
    with pytest.raises(InputError, match="line 1: with '65535' there are more than 65,535 distinct tokens"):
        list(read_blocks([tmp_path / "a.txt"]))
