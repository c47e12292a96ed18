"""The notewise encoding: what its tokens say, by hand after Clara's code, and what any tokens mean."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generators.encodings.notewise import LONGEST_WAIT, STEP_TICKS, NotewiseEncoding
from generators.errors import InputError
from generators.files import read_piece
from generators.files.midi import to_midi
from generators.pieces import Note, Piece, Voice

PIANO = NotewiseEncoding()
VARIATIONS = {
    "piano": PIANO,
    "38 keys": NotewiseEncoding(keys=38),
    "88 keys": NotewiseEncoding(keys=88),
    "duet": NotewiseEncoding(duet=True),
    "specials": NotewiseEncoding(composers=("Mozart", "Haydn")),
}


def piece(*notes: tuple[int, int, int], name: str = "piano") -> Piece:
    """A voice of (onset, end, pitch), in steps."""
    made = tuple(Note(onset * STEP_TICKS, (end - onset) * STEP_TICKS, pitch) for onset, end, pitch in sorted(notes))
    return Piece((Voice(name, made),), max(end for _, end, _ in notes) * STEP_TICKS)


def written(encoding: NotewiseEncoding, music: Piece) -> str:
    return " ".join(encoding.words(encoding.encode(music)))


def read(encoding: NotewiseEncoding, text: str, patience: int | None = None) -> list[tuple[int, int, int]]:
    decoded = encoding.decode([encoding.vocabulary.index(word) for word in text.split()], patience)
    notes = [note for voice in decoded.voices for note in voice.notes]
    return sorted((note.onset // STEP_TICKS, note.end // STEP_TICKS, note.pitch) for note in notes)


def test_the_vocabulary_has_the_sizes_of_the_documents() -> None:
    """149 for piano (maia's code); a duet's violin has the keys 22 to 61, each with its end."""
    assert len(PIANO.vocabulary) == 62 + 62 + 25 == 149
    assert (PIANO.vocabulary[0], PIANO.vocabulary[61]) == ("p0", "p61")
    duet = NotewiseEncoding(duet=True).vocabulary
    assert duet[:149] == PIANO.vocabulary
    assert (duet[149], duet[-1], len(duet)) == ("v22", "endv61", 149 + 2 * 40)
    special = NotewiseEncoding(composers=("Mozart",)).vocabulary
    assert special == (*PIANO.vocabulary, "START", "END", "composer:Mozart")


# By hand, after Clara's chord_to_notewise: an end stands in the last sounding step, before that step's wait.
BY_HAND = {
    "p27 endp27 wait1": piece((0, 1, 60)),
    "p27 wait11 endp27 wait1": piece((0, 12, 60)),
    "wait2 p27 p31 wait2 endp27 wait1 endp31 wait1": piece((2, 5, 60), (2, 6, 64)),
    "p27 wait3 p27 wait2 endp27 wait1": piece((0, 3, 60), (3, 6, 60)),  # struck again at once: no end
    "p27 wait1 endp27 wait2 p27 endp27 wait1": piece((0, 2, 60), (3, 4, 60)),
    "p27 wait25 wait25 wait9 endp27 wait1": piece((0, 60, 60)),
    "p27 wait1 endp27 p29 endp29 wait1": piece((0, 2, 60), (1, 2, 62)),
}


@pytest.mark.parametrize("text", BY_HAND)
def test_small_pieces_are_written_and_read_as_by_hand(text: str) -> None:
    assert written(PIANO, BY_HAND[text]) == text
    assert read(PIANO, text) == [(n.onset // 40, n.end // 40, n.pitch) for n in BY_HAND[text].voices[0].notes]


def test_notes_outside_the_window_are_folded_by_octaves() -> None:
    low_and_high = piece((0, 1, 21), (1, 2, 32), (2, 3, 95), (3, 4, 108))
    assert [note.pitch for note in PIANO.quantize(low_and_high).voices[0].notes] == [33, 44, 83, 84]
    everything = piece(*((step, step + 1, pitch) for step, pitch in enumerate(range(128))))
    for keys, lowest in ((62, 33), (38, 45), (88, 21)):
        folded = [note.pitch for note in NotewiseEncoding(keys=keys).quantize(everything).voices[0].notes]
        assert all(
            lowest <= pitch < lowest + keys and (pitch - original) % 12 == 0 for original, pitch in enumerate(folded)
        )
        assert folded[lowest : lowest + keys] == list(range(lowest, lowest + keys))


def test_a_violin_never_goes_below_its_lowest_string() -> None:
    duet = NotewiseEncoding(duet=True)
    music = Piece((piece((0, 1, 50), name="Violine").voices[0], piece((0, 1, 50), name="Piano").voices[0]), 40)
    assert written(duet, music) == "v29 endv29 p17 endp17 wait1"
    assert [(v.name, v.notes[0].pitch) for v in duet.quantize(music).voices] == [("violin", 62), ("piano", 50)]


def test_one_key_in_two_voices_is_one_note() -> None:
    """Struck together, the longer one; struck while it sounds, it ends there."""
    assert written(PIANO, piece((0, 4, 60), (0, 2, 60))) == "p27 wait3 endp27 wait1"
    assert written(PIANO, piece((0, 9, 60), (4, 6, 60))) == "p27 wait4 p27 wait1 endp27 wait1"
    assert written(PIANO, piece((0, 2, 97), (0, 4, 85))) == "p52 wait3 endp52 wait1"  # an octave outside the window


def test_onsets_and_ends_go_to_the_nearest_twelfth() -> None:
    off_grid = Piece((Voice("piano", (Note(19, 62, 60), Note(20, 5, 62), Note(100, 339, 64))),), 439)
    assert [(note.onset, note.end, note.pitch) for note in PIANO.quantize(off_grid).voices[0].notes] == [
        (0, 80, 60),
        (40, 80, 62),
        (120, 440, 64),
    ]


def test_the_composer_is_told_by_the_file_or_title_and_comes_back() -> None:
    encoding = VARIATIONS["specials"]
    mozart = Piece(piece((0, 1, 60)).voices, 40, source="mozart_k545.mid")
    assert written(encoding, mozart) == "START composer:Mozart p27 endp27 wait1 END"
    assert encoding.decode(encoding.encode(mozart)).source == "Mozart"
    assert written(encoding, piece((0, 1, 60))) == "START p27 endp27 wait1 END"


def test_what_a_model_writes_can_always_be_heard() -> None:
    """Clara's reading: no end, twelve steps; an end too many, nothing; struck twice in a step, once."""
    assert read(PIANO, "p27 wait1") == [(0, 12, 60)]
    assert read(PIANO, "endp27 wait1 p27 endp27") == [(1, 2, 60)]
    assert read(PIANO, "p27 p27 wait1 endp27") == [(0, 2, 60)]
    assert read(PIANO, "p27 endp27 p27 wait3 endp27") == [(0, 4, 60)]
    assert PIANO.decode([]).length > 0


def test_an_end_that_comes_too_late_counts_no_more_where_patience_is_asked_for() -> None:
    late = "p27 " + "wait1 " * 200 + "endp27"
    assert read(PIANO, late) == [(0, 201, 60)]
    assert read(PIANO, late, patience=200) == [(0, 12, 60)]
    assert read(PIANO, late, patience=201) == [(0, 201, 60)]
    assert read(PIANO, "p27 " + "wait1 " * 300 + "p27 endp27", patience=200) == [(0, 12, 60), (300, 301, 60)]


def random_pieces() -> Iterator[Piece]:
    """Ragged music off the grid: several voices, unisons, notes struck again, long rests, extremes of pitch."""
    for seed in range(40):
        rng = random.Random(seed)
        voices = []
        for name in rng.sample(["piano", "violin", "Flute", "piano left"], rng.randint(1, 3)):
            notes = {
                Note(
                    rng.choice((7, 40, 120)) * rng.randint(0, 60),
                    rng.randint(1, 2000),
                    rng.choice((60, 60, 62, rng.randint(0, 127))),
                )
                for _ in range(rng.randint(1, 60))
            }
            voices.append(Voice(name, tuple(sorted(notes))))
        yield Piece(tuple(voices), 20_000, source=rng.choice(("", "Haydn, sonata")))


@pytest.mark.parametrize("name", VARIATIONS)
def test_every_piece_comes_back_on_the_grid(name: str, tmp_path: Path) -> None:
    encoding = VARIATIONS[name]
    for number, music in enumerate(random_pieces()):
        on_grid = encoding.quantize(music)
        assert encoding.decode(encoding.encode(music)) == on_grid
        assert encoding.quantize(on_grid) == on_grid
        path = tmp_path / f"{number}.mid"
        path.write_bytes(to_midi(on_grid))
        assert [voice.notes for voice in encoding.quantize(read_piece(path)).voices if voice.notes] == [
            voice.notes for voice in on_grid.voices if voice.notes
        ]


@given(st.lists(st.integers(0, 148), max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_tokens_are_a_piece(tokens: list[int]) -> None:
    made = PIANO.decode(tokens, patience=20)
    assert PIANO.quantize(made).voices == made.voices if made.voices[0].notes else made.length > 0


def test_what_cannot_be_carried_is_refused() -> None:
    with pytest.raises(InputError, match="the piece has no notes"):
        PIANO.encode(Piece((Voice("piano", ()),), 480))
    with pytest.raises(InputError, match="has drums, which notewise cannot carry"):
        PIANO.encode(piece((0, 1, 36), name="drums"))
    with pytest.raises(InputError, match="a window of 61 keys: choose from 38, 62, 88"):
        NotewiseEncoding(keys=61)
    with pytest.raises(InputError, match="token 2, 149, is not one of the 149"):
        PIANO.decode([0, 149])


def test_a_wait_is_twenty_five_steps_at_most() -> None:
    """Clara: twice the steps of a quarter note, and one."""
    assert LONGEST_WAIT == 25
    assert written(PIANO, piece((100, 101, 60))) == "wait25 wait25 wait25 wait25 p27 endp27 wait1"
