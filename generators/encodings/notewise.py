"""Notes as words: Clara's notewise encoding, which maia took over.

Source: C. McLeavey Payne, Clara (2018), data/midi-to-encoding.py of her repository; maia (UC Berkeley CS282, 2019).
Time goes by twelfths of a quarter note (steps). `pN` strikes key N of the window, `endpN` stands in the last step in
which it sounds, `waitK` lets K steps go by, at most 25 at once. Within a step keys come in ascending order; a key that
is struck again at once has no end. A window of 62 keys begins at MIDI 33 (A1), one of 38 at 45, one of 88 at 21; notes
outside it are folded into it by octaves. For piano and 62 keys that is 62 + 62 + 25 = 149 tokens. In duets a violin's
notes are `vN` and `endvN`, never below G3, and come before the piano's. With maia's special tokens a piece is START,
its composer if he is known, the notes, END.

Quantization: onsets and ends go to the nearest step, a note lasts one at least. Of one key struck twice in a step the
longer note stays; a key struck while it sounds ends there. Kept are the notes and, with special tokens, the composer;
voices become `piano`, in duets `violin` and `piano`; silence after the last note is left out.

Deviations: Clara rounds onsets and durations down. A voice is a piano's by its name, and every other voice of a duet
a violin's, where Clara knows instruments and skips pieces with others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from generators.encodings.alphabet import Alphabet
from generators.encodings.encoding import END, START, Encoding
from generators.encodings.instruments import refuse_drums
from generators.errors import InputError
from generators.pieces import TICKS_PER_QUARTER, Note, Piece, Voice

STEPS_PER_QUARTER = 12
STEP_TICKS = TICKS_PER_QUARTER // STEPS_PER_QUARTER
LONGEST_WAIT = 2 * STEPS_PER_QUARTER + 1
WINDOWS = {38: 45, 62: 33, 88: 21}  # keys → the lowest one's MIDI number
VIOLIN_FLOOR = 55  # G3, a violin's lowest string
PIANO_WORDS = ("piano", "harp", "klavier", "clavier")  # in the names of voices; harpsichords are harps
PIANO, VIOLIN = "p", "v"
UNENDED = STEPS_PER_QUARTER  # steps that a note lasts if nothing ends it
CLARAS_PATIENCE = 200  # tokens in which Clara looks for a note's end in what a model wrote
MAIAS_PROMPT = "p33"  # maia, LSTM/model.py


class Event(NamedTuple):
    """A note on the grid. Sorted as the tokens are: violin before piano, keys ascending."""

    onset: int  # steps
    instrument: str  # VIOLIN or PIANO
    key: int  # from 0 up, within the window
    end: int  # steps


@dataclass(frozen=True, slots=True)
class NotewiseEncoding(Encoding):
    """A token a note, a token its end (see the module's text)."""

    name = "notewise"

    keys: int = 62  # 38, 62 or 88
    duet: bool = False
    composers: tuple[str, ...] | None = None  # with names, even none, START and END stand about a piece

    def __post_init__(self) -> None:
        if self.keys not in WINDOWS:
            raise InputError(f"a window of {self.keys} keys: choose from {', '.join(map(str, WINDOWS))}")
        if self.composers is not None:
            object.__setattr__(self, "composers", tuple(self.composers))  # a card gives a list

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """Piano notes, their ends, waits; then for duets the violin's; then START, END and the composers."""
        words = [*_note_words(PIANO, range(self.keys)), *(f"wait{steps}" for steps in range(1, LONGEST_WAIT + 1))]
        if self.duet:
            words += _note_words(VIOLIN, range(VIOLIN_FLOOR - WINDOWS[self.keys], self.keys))
        if self.composers is not None:
            words += [START, END, *map(_composer_word, self.composers)]
        return tuple(words)

    @property
    def alphabet(self) -> Alphabet:
        words = self.vocabulary
        advance = np.array(
            [int(word.removeprefix("wait")) if word.startswith("wait") else 0 for word in words], dtype=np.int64
        )
        one = words.index("wait1")
        waits = tuple(range(one, one + LONGEST_WAIT))
        if self.composers is None:
            return Alphabet(STEPS_PER_QUARTER, advance, (words.index(MAIAS_PROMPT),), waits=waits)
        start, end = words.index(START), words.index(END)
        composers = {name: words.index(_composer_word(name)) for name in self.composers}
        never = (start, *composers.values())
        return Alphabet(STEPS_PER_QUARTER, advance, (start,), end, never, waits, composers=composers)

    def quantize(self, piece: Piece) -> Piece:
        """The piece on the grid of twelfths, within the window, without key, metre, tempo and velocities."""
        return self._piece(self._events(piece), 0, self._composer(piece))

    def encode(self, piece: Piece) -> list[int]:
        """Token ids. Raises InputError for a piece without notes or with drums."""
        ids = {word: number for number, word in enumerate(self.vocabulary)}
        return [ids[word] for word in self._words(piece)]

    def decode(self, tokens: Sequence[int], patience: int | None = None) -> Piece:
        """The piece of any tokens, be they cut from a longer piece or written by a model.

        The end of a note that does not sound is passed over, a note without end lasts 12 steps. patience: tokens after
        which an end counts no more (Clara's 200 for what a model wrote); None: it counts wherever it stands. Raises
        InputError for an unknown token.
        """
        words = self.words(tokens)
        composer = next((name for name in self.composers or () if _composer_word(name) in words), "")
        events, length = _read(words, len(words) if patience is None else patience)
        return self._piece(events, length, composer)

    def decode_generated(self, tokens: Sequence[int]) -> Piece:
        """The piece of tokens that a model wrote, read with Clara's patience for the ends that it forgets."""
        return self.decode(tokens, CLARAS_PATIENCE)

    def words(self, tokens: Sequence[int]) -> list[str]:
        """What the tokens are called. Raises InputError for an unknown one."""
        vocabulary = self.vocabulary
        for position, token in enumerate(tokens):
            if not 0 <= token < len(vocabulary):
                raise InputError(f"token {position + 1}, {token}, is not one of the {len(vocabulary)} of {self.name}")
        return [vocabulary[token] for token in tokens]

    def _composer(self, piece: Piece) -> str:
        """The first of the composers whose name stands in where the piece came from, or in its title."""
        told = f"{piece.source} {piece.title}".casefold()
        return next((name for name in self.composers or () if name.casefold() in told), "")

    def _events(self, piece: Piece) -> list[Event]:
        events = [
            self._event(note, PIANO if not self.duet or is_piano(voice) else VIOLIN)
            for voice in piece.voices
            for note in voice.notes
        ]
        if not events:
            raise InputError(f"{piece.title or 'the piece'} has no notes")
        refuse_drums(piece, self.name)
        return _settled(events)

    def _event(self, note: Note, instrument: str) -> Event:
        key = note.pitch - WINDOWS[self.keys]
        floor = VIOLIN_FLOOR - WINDOWS[self.keys] if instrument == VIOLIN else 0
        if key < floor:
            key += -((key - floor) // 12) * 12
        elif key >= self.keys:
            key -= ((key - self.keys) // 12 + 1) * 12
        onset, end = (_nearest_step(tick) for tick in (note.onset, note.end))
        return Event(onset, instrument, key, max(end, onset + 1))

    def _words(self, piece: Piece) -> Iterator[str]:
        composer = self._composer(piece)
        if self.composers is not None:
            yield START
        if composer:
            yield _composer_word(composer)
        yield from _written(self._events(piece))
        if self.composers is not None:
            yield END

    def _piece(self, events: Iterable[Event], length: int, composer: str) -> Piece:
        lowest = WINDOWS[self.keys]
        notes: dict[str, list[Note]] = {VIOLIN: [], PIANO: []} if self.duet else {PIANO: []}
        for onset, instrument, key, end in events:
            notes[instrument].append(Note(onset * STEP_TICKS, (end - onset) * STEP_TICKS, lowest + key))
            length = max(length, end)
        names = {VIOLIN: "violin", PIANO: "piano"}
        voices = tuple(Voice(names[instrument], tuple(sorted(own))) for instrument, own in notes.items())
        return Piece(voices, max(length, 1) * STEP_TICKS, source=composer)


def is_piano(voice: Voice) -> bool:
    return any(word in voice.name.casefold() for word in PIANO_WORDS)


def _note_words(instrument: str, keys: range) -> list[str]:
    return [f"{instrument}{key}" for key in keys] + [f"end{instrument}{key}" for key in keys]


def _composer_word(name: str) -> str:
    return "composer:" + "-".join(name.split())


def _nearest_step(tick: int) -> int:
    return (tick + STEP_TICKS // 2) // STEP_TICKS


def _settled(events: Iterable[Event]) -> list[Event]:
    """The events in order, each key sounding once at a time: see the module's text on quantization."""
    by_key: defaultdict[tuple[str, int], dict[int, int]] = defaultdict(dict)
    for onset, instrument, key, end in events:
        ends = by_key[instrument, key]
        ends[onset] = max(end, ends.get(onset, 0))
    settled = []
    for (instrument, key), ends in by_key.items():
        onsets = sorted(ends)
        for onset, following in zip(onsets, [*onsets[1:], None], strict=True):
            end = ends[onset] if following is None else min(ends[onset], following)
            settled.append(Event(onset, instrument, key, end))
    return sorted(settled, key=lambda event: (event.onset, event.instrument != VIOLIN, event.key))


def _written(events: Sequence[Event]) -> Iterator[str]:
    """The words of settled events, waits to the end of the last one included."""
    onsets = {(event.instrument, event.key, event.onset) for event in events}
    steps: defaultdict[int, list[tuple[bool, int, bool, str]]] = defaultdict(list)
    for onset, instrument, key, end in events:
        name = f"{instrument}{key}"
        steps[onset].append((instrument != VIOLIN, key, False, name))
        if (instrument, key, end) not in onsets:  # it is not struck again at once
            steps[end - 1].append((instrument != VIOLIN, key, True, f"end{name}"))
    now = 0
    for step in sorted(steps):
        yield from _waits(step - now)
        yield from (word for *_, word in sorted(steps[step]))
        now = step
    yield from _waits(max(event.end for event in events) - now)


def _waits(steps: int) -> Iterator[str]:
    yield from [f"wait{LONGEST_WAIT}"] * (steps // LONGEST_WAIT)
    if steps % LONGEST_WAIT:
        yield f"wait{steps % LONGEST_WAIT}"


def _read(words: Sequence[str], patience: int) -> tuple[list[Event], int]:
    """The events that the words tell of, settled, and how many steps go by."""
    sounding: dict[str, tuple[int, int]] = {}  # note word → step and place of its strike
    events: list[Event] = []
    now = 0

    def close(name: str, place: int, end: int) -> None:
        onset, struck = sounding.pop(name)
        lasting = end if place - struck <= patience else min(onset + UNENDED, end)
        events.append(Event(onset, name[0], int(name[1:]), max(lasting, onset + 1)))

    for place, word in enumerate(words):
        if word.startswith("wait"):
            now += int(word.removeprefix("wait"))
        elif word.startswith((f"end{PIANO}", f"end{VIOLIN}")):
            if word.removeprefix("end") in sounding:
                close(word.removeprefix("end"), place, now + 1)
        elif word[0] in (PIANO, VIOLIN):
            if word in sounding:
                close(word, place, now)
            sounding[word] = (now, place)
    for name, (onset, _) in sounding.items():
        events.append(Event(onset, name[0], int(name[1:]), onset + UNENDED))
    return _settled(events), now
