"""A long passage of the corpus inside a piece that is otherwise new: the case that Clara was caught at.

Corpus, held-out pieces and candidates are the demo's chorales by Bach. The passage is transposed and its ornaments are
removed or added, so that hardly two events in a row are equal; what is expected is where it was planted. Then copies of
whole chorales, hidden in the ways of `benchmarks.treatments`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.treatments import TREATMENTS, joined
from evaluation.measures.originality.baseline import Baseline
from evaluation.measures.originality.events import beginnings
from evaluation.measures.originality.kinds import OF_ANY_PIECE
from evaluation.measures.originality.passages import find_passages, repertoire_of
from evaluation.measures.originality.report import Comparison
from generators.corpora.chorales.scores import load_chorales
from generators.corpora.chorales.splits import load_split
from generators.files import read_piece
from generators.pieces import COMMON_TIME, Note, Piece, Voice, cut, transpose

FOLDER = Path(__file__).parents[4] / "fixtures" / "pieces" / "demo" / "pieces"
CASES = Path(__file__).parents[3] / "cases" / "measures"
QUARTER = 480
Named = list[tuple[str, Piece]]


@pytest.fixture(scope="module")
def chorales() -> tuple[Named, Named]:
    """A corpus and held-out pieces, all by Bach."""
    pieces = [(path.stem, read_piece(path)) for path in sorted(FOLDER.glob("bwv*.musicxml"))]
    common = [(name, piece) for name, piece in pieces if piece.meters == COMMON_TIME]
    return common[::2], common[1::2]


def ornamented(piece: Piece, seed: int = 4) -> Piece:
    """Most notes of the soprano and the bass with a trill, a mordent, a grace or a passing note."""
    rng = np.random.default_rng(seed)
    voices = [
        replace(voice, notes=tuple(made for note in voice.notes for made in _adorned(note, rng)))
        if place in (0, len(piece.voices) - 1)
        else voice
        for place, voice in enumerate(piece.voices)
    ]
    return replace(piece, voices=tuple(voices))


def _adorned(note: Note, rng: np.random.Generator) -> list[Note]:
    if note.duration % QUARTER or note.onset % QUARTER or rng.random() < 0.25:
        return [note]
    short, step = QUARTER // 8, int(rng.integers(1, 3))
    head = {
        "trill": [note.pitch + step * (n % 2 == 0) for n in range(8)],
        "mordent": [note.pitch, note.pitch - step],
        "grace": [note.pitch + step],
    }
    kind = str(rng.choice([*head, "passing"]))
    if kind == "passing":
        eighth = QUARTER // 2
        return [
            replace(note, duration=note.duration - eighth),
            Note(note.end - eighth, eighth, note.pitch - step),
        ]
    pitches = head[kind]
    made = [Note(note.onset + short * n, short, pitch) for n, pitch in enumerate(pitches)]
    rest = note.duration - short * len(pitches)
    return [*made, Note(note.end - rest, rest, note.pitch)] if rest else made


@pytest.mark.parametrize("change", ["removed", "added"])
@pytest.mark.parametrize("shift", [0, 200], ids=["on the beat", "moved against the beat"])
def test_a_transposed_passage_is_found_with_its_ornaments_removed_or_added(chorales, change, shift) -> None:
    corpus, held_out = chorales
    number = 7
    begin = corpus[number][1].pickup + 2 * 4 * QUARTER
    passage = cut(corpus[number][1], begin, 24 * QUARTER)
    if change == "removed":
        corpus = [(name, ornamented(piece)) for name, piece in corpus]
        held_out = [(name, ornamented(piece)) for name, piece in held_out]
        assert cut(corpus[number][1], begin, 24 * QUARTER) != passage
    else:
        passage = ornamented(passage)
    filling = held_out[3][1]
    before = cut(filling, filling.pickup, 16 * QUARTER + shift)
    after = cut(filling, filling.pickup + 16 * QUARTER, 8 * QUARTER)
    candidate = ("machine", joined(before, transpose(passage, 2), after))

    others = [each for place, each in enumerate(held_out) if place != 3]
    exact, bare = (Comparison([kind], corpus, others).report([candidate], seed=1) for kind in ("onsets", "skeleton"))
    exactly, finding = exact.kinds["onsets"].findings[0].longest, bare.kinds["skeleton"].findings[0]
    assert exactly is None or exactly.candidate.bars < 2  # of six: by exact runs it is seen in shreds
    assert bare.beyond(0) == ["skeleton"]
    found = finding.longest
    assert found is not None
    assert found.source.name == corpus[number][0]
    planted = 16 * QUARTER + shift
    assert planted <= found.candidate.onset < planted + 3 * QUARTER
    assert planted + 22 * QUARTER <= found.candidate.end <= planted + 25 * QUARTER
    assert abs((found.source.onset - begin) - (found.candidate.onset - planted)) < QUARTER / 4  # the same beats of both
    near = {each.bar: each.passage.source.name for each in finding.nearest() if each.passage is not None}
    assert {near[bar] for bar in (6, 7, 8, 9)} == {corpus[number][0]}


def test_held_out_pieces_are_hardly_ever_taken_for_copies(chorales) -> None:
    """By limits that other held-out pieces set one of twenty may be beyond any."""
    corpus, held_out = chorales
    findings = {kind: find_passages(held_out, repertoire_of(kind, corpus)) for kind in OF_ANY_PIECE}
    beyond = []
    for place, (_, piece) in enumerate(held_out):
        others = {kind: [*each[:place], *each[place + 1 :]] for kind, each in findings.items()}
        limits = Baseline(others).limits(len(beginnings(piece)))
        assert limits is not None
        beyond.append(any(findings[kind][place].copied > limits[kind] for kind in OF_ANY_PIECE))
    assert len(beyond) == 24
    assert sum(beyond) <= 1


@pytest.fixture(scope="module")
def bach() -> tuple[dict[str, Piece], Comparison]:
    """All chorales, and the training part of the split by melodies, with limits from the held-out part."""
    every, split = load_chorales(), load_split("melody-family")
    corpus, held_out = ([(name, every[name]) for name in names] for names in (split.train, split.held_out))
    return every, Comparison(OF_ANY_PIECE, corpus, held_out)


FOUND_BY = {
    "verbatim": OF_ANY_PIECE,
    "a third lower": OF_ANY_PIECE,
    "twice as slow": ("sonorities", "voices", "intervals"),
    "twice as fast": ("sonorities", "voices", "intervals"),
    "swung": ("sonorities", "skeleton", "intervals"),
    "in 3/4, by lengthening": ("sonorities", "intervals"),
    "a beat later": OF_ANY_PIECE,
    "soprano over new voices": ("voices", "intervals"),
    "three voices under a new soprano": ("voices", "intervals"),
    "bass in octaves": ("voices", "intervals"),
    "soprano as tenor, tenor as soprano": ("voices", "intervals"),
    "voices in another order": OF_ANY_PIECE,
    "passing notes added": ("skeleton",),
    "four bars only": ("onsets", "sonorities"),
    "four bars only, twice as fast": ("sonorities",),
    "backwards": (),
}


@pytest.mark.parametrize("treatment", FOUND_BY)
def test_a_hidden_copy_is_found_by_the_kinds_that_the_treatment_leaves_alone(bach, treatment) -> None:
    every, comparison = bach
    candidate = TREATMENTS[treatment](every["2.6"], every["7.7"], np.random.default_rng(1))
    report = comparison.report([("copy", candidate)], seed=1)
    beyond = report.beyond(0)
    assert beyond is not None
    assert set(FOUND_BY[treatment]) <= set(beyond)
    assert FOUND_BY[treatment] or not beyond
    for kind in beyond:
        found = report.kinds[kind].findings[0].longest
        assert found is not None
        assert found.source.name == "2.6"


@pytest.mark.parametrize(
    ("file", "kinds"),
    [
        ("rhythm-doubled", {"sonorities", "voices", "intervals"}),
        ("rhythm-halved", {"sonorities", "voices", "intervals"}),
        ("melody-only", {"voices", "intervals"}),
        ("soprano-bass", {"skeleton", "voices", "intervals"}),
        ("two-bars", set()),  # eight onsets in a row: real music of that length shares as many
    ],
)
def test_a_chorale_at_another_speed_or_in_parts_is_found(bach, file, kinds) -> None:
    report = bach[1].report([(file, read_piece(CASES / f"{file}.mid"))], seed=1)
    assert kinds <= set(report.beyond(0) or ())
    assert kinds or not report.beyond(0)
    found = report.kinds[report.foremost(0)].findings[0].longest
    assert found is not None
    assert found.source.name == "169.7"


def test_a_tune_is_found_where_all_voices_are_written_as_one(bach) -> None:
    """As in MIDI of one track: three times as slow, over voices that are not its own."""
    every, comparison = bach
    low = transpose(every["7.7"], -12)
    mixed = TREATMENTS["soprano over new voices"](every["2.6"], low, np.random.default_rng(1))
    notes = sorted(
        Note(3 * note.onset, 3 * note.duration, note.pitch) for voice in mixed.voices for note in voice.notes
    )
    report = comparison.report([("one track", Piece((Voice("", tuple(notes)),), 3 * mixed.length))], seed=1)
    assert "voices" in (report.beyond(0) or ())
    found = report.kinds["voices"].findings[0].longest
    assert found is not None
    assert found.source.name == "2.6"
