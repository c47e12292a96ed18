"""Bach's chorales as our reader gives them, held against music21's own parser."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from generators.corpora.chorales import scores as corpus
from generators.corpora.chorales.scores import corpus_folder, load_chorales
from generators.errors import InputError
from generators.pieces import TICKS_PER_QUARTER, Note, Piece, phrase_ends

SAMPLE = 40


def test_there_are_365_in_the_order_of_their_numbers(chorales: Mapping[str, Piece]) -> None:
    assert len(chorales) == 365
    names = list(chorales)
    assert names.index("2.6") < names.index("10.7") < names.index("102.7") < names.index("253")


def test_all_have_four_voices_that_never_sing_two_notes(chorales: Mapping[str, Piece]) -> None:
    for piece in chorales.values():
        assert [voice.name for voice in piece.voices] == ["S", "A", "T", "B"]
        for voice in piece.voices:
            assert all(a.end <= b.onset for a, b in zip(voice.notes, voice.notes[1:], strict=False))


def test_nearly_all_have_phrases(chorales: Mapping[str, Piece]) -> None:
    assert sum(len(phrase_ends(piece)) >= 2 for piece in chorales.values()) > 0.9 * len(chorales)


def read_by_music21(path: Path) -> list[tuple[Note, ...]]:
    music21 = pytest.importorskip("music21")
    score = music21.converter.parse(path, forceSource=True)
    return [tuple(sorted(notes_of(part))) for part in score.parts]


def notes_of(part) -> list[Note]:
    """A part's notes; the corpus marks a fermata on the last or on the first of tied ones, and either counts."""
    marked = [
        (float(note.offset), float(note.offset + note.duration.quarterLength), note.pitch.midi)
        for note in part.flatten().notes
        if any(expression.classes[0] == "Fermata" for expression in note.expressions)
    ]
    read = []
    for note in part.flatten().stripTies().notes:
        if note.duration.isGrace:
            continue
        start, end = float(note.offset), float(note.offset + note.duration.quarterLength)
        fermata = any(pitch == note.pitch.midi and start <= s and e <= end for s, e, pitch in marked)
        read.append(
            Note(round(start * TICKS_PER_QUARTER), round((end - start) * TICKS_PER_QUARTER), note.pitch.midi, fermata)
        )
    return read


def test_a_sample_is_music21s_note_for_note(chorales: Mapping[str, Piece]) -> None:
    for bwv in random.Random(1).sample(list(chorales), SAMPLE):
        (path,) = corpus_folder().glob(f"bwv{bwv}.*")
        expected = read_by_music21(path)
        for voice, notes in zip(chorales[bwv].voices, expected, strict=True):
            assert voice.notes == notes, f"BWV {bwv}, {voice.name}"


def test_what_is_kept_in_the_cache_is_what_was_read(monkeypatch, tmp_path: Path, chorales) -> None:
    few = {bwv: chorales[bwv] for bwv in ("66.6", "2.6")}
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(corpus, "_read_corpus", lambda: few)
    first = load_chorales()
    monkeypatch.delattr(corpus, "_read_corpus")
    assert load_chorales() == first == few
    assert list(first) == ["2.6", "66.6"]


def test_without_music21_it_says_what_to_install(monkeypatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"music21, which is not installed: pip install -r requirements/torch\.txt"):
        load_chorales()
